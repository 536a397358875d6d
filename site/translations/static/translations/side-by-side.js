/* wagtail-localize's editor knows no directions and no limits of ours. This gives source and target their language
   and direction, puts the next step above them, and hides what the server would refuse anyway. */
(() => {
  const apply = () => {
    const step = document.querySelector(".lantern-side-by-side");
    const editor = document.querySelector(".js-translation-editor");
    if (!step || !editor) return;
    const { language, direction, publishes } = step.dataset;
    editor.before(step);

    const props = JSON.parse(editor.dataset.props);
    const source = props.sourceLocale.code;
    if (publishes === "no") {
      props.perms.canPublish = false;
      editor.dataset.props = JSON.stringify(props);
    }

    const mark = (element, code, dir) => {
      if (element.lang === code && element.dir === dir) return;
      element.lang = code;
      element.dir = dir;
    };
    const look = () => {
      for (const words of editor.querySelectorAll("li > p + div")) {
        mark(words.previousElementSibling, source, "ltr");
        mark(words, language, direction);
      }
      for (const box of editor.querySelectorAll("textarea, [contenteditable]")) mark(box, language, direction);
      if (publishes === "yes") return;
      for (const stop of editor.querySelectorAll('[data-w-progress-label-value="Stop Synced translation"]')) {
        (stop.closest(".w-dropdown-button") || stop).style.display = "none";
      }
    };
    new MutationObserver(look).observe(editor, { childList: true, subtree: true });
    look();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", apply);
  else apply();
})();
