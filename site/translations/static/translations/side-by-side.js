/* wagtail-localize's editor knows no directions. This sets language and direction on what it draws, and hides
   "Publish" from whoever may not; the server refuses it all the same. */
(() => {
  const apply = () => {
    const place = document.querySelector(".lantern-side-by-side");
    const editor = document.querySelector(".js-translation-editor");
    if (!place || !editor) return;
    const { language, direction, publishes } = place.dataset;

    const props = JSON.parse(editor.dataset.props);
    if (publishes === "no") {
      props.perms.canPublish = false;
      props.links.stopTranslationUrl = null;
      props.links.convertToAliasUrl = null;
      editor.dataset.props = JSON.stringify(props);
    }

    const mark = (element, code, dir) => {
      if (element.getAttribute("dir") === dir && element.lang === code) return;
      element.lang = code;
      element.setAttribute("dir", dir);
    };
    const sources = new Set(props.segments.map((segment) => segment.source).filter((text) => typeof text === "string"));
    const look = () => {
      for (const box of editor.querySelectorAll("textarea, input[type=text], [contenteditable]")) {
        mark(box, language, direction);
      }
      for (const text of editor.querySelectorAll("[data-lantern-target]")) mark(text, language, direction);
      for (const paragraph of editor.querySelectorAll("p, div, span")) {
        if (paragraph.childElementCount === 0 && sources.has(paragraph.textContent)) {
          mark(paragraph, props.sourceLocale.code, "ltr");
        }
      }
    };
    new MutationObserver(look).observe(editor, { childList: true, subtree: true });
    look();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", apply);
  else apply();
})();
