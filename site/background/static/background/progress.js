// Keeps the progress of a job true without a reload; without JavaScript the page has a link instead.
(() => {
  const SECONDS = 2;
  const find = (place) => place.querySelector("[data-job-progress]");
  const again = async () => {
    const shown = find(document);
    if (!shown || shown.dataset.jobProgress !== "running") return;
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin" });
      const fresh = find(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (answer.ok && fresh) shown.replaceWith(fresh);
    } catch {
      // The network is away for a moment: the next turn tries again.
    }
    window.setTimeout(again, SECONDS * 1000);
  };
  window.setTimeout(again, SECONDS * 1000);
})();
