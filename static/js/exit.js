/* Leaves the site at once: a click on a [data-exit] link, or Shift three times within five seconds. Keeps nothing. */
(() => {
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  let presses = [];

  const leave = (href) => {
    document.documentElement.hidden = true;
    document.title = new URL(href).hostname;
    location.replace(href);
  };

  addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit) return;
    event.preventDefault();
    leave(exit.href);
  }, true);

  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    // Any other key means that the reader is typing capitals, not leaving.
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at <= 5000);
    if (presses.length >= 3) leave(link.href);
  }, true);
})();
