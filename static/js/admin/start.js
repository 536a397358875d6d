/* Starts Wagtail's panels, choosers and calendars from inert markup, where Wagtail would write an inline script.
   A script that comes inside a dialog or a copied form could carry no nonce of the page; a controller runs anywhere. */
(() => {
  const { Controller } = window.StimulusModule;
  // Nothing but these can be named in markup, so that markup alone can never call any function it likes.
  const START = {
    InlinePanel: (options) => new window.InlinePanel(options),
    MultipleChooserPanel: (options) => new window.MultipleChooserPanel(options),
    Chooser: (id, options) => new window.Chooser(id, options),
    PageChooser: (id, options) => new window.PageChooser(id, options),
    ImageChooser: (id, options) => new window.ImageChooser(id, options),
    DocumentChooser: (id, options) => new window.DocumentChooser(id, options),
    SnippetChooser: (id, options) => new window.SnippetChooser(id, options),
    createTaskChooser: (id) => window.createTaskChooser(id),
    initDateChooser: (id, options) => window.initDateChooser(id, options),
    initTimeChooser: (id, options) => window.initTimeChooser(id, options),
    initDateTimeChooser: (id, options) => window.initDateTimeChooser(id, options),
  };
  // A row that is dragged to another place leaves the page and comes back; it is started once.
  const started = new WeakSet();

  class StartController extends Controller {
    static values = { kind: String };

    connect() {
      if (started.has(this.element)) return;
      started.add(this.element);
      if (!Object.hasOwn(START, this.kindValue)) throw new Error(`start.js does not know ${this.kindValue}.`);
      START[this.kindValue](...JSON.parse(this.element.content.textContent));
    }
  }

  window.wagtail.app.register("lantern-start", StartController);
})();
