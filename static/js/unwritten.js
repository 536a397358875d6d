/* A browser writes down what a page was posted, so that it can bring the window back. A page of the concern form has its
   place in the history hold what the page carries, sealed, and no word (decision 0031). Only where the browser can tell
   who comes from a page of the form: nobody else is shown it again. */
(() => {
  const came = window.navigation?.activation;
  if (!came) return;

  const page = document.querySelector("[data-again]");
  if (page) {
    history.replaceState({ carried: page.value }, "", page.dataset.again || location.href);
    return;
  }

  const start = document.querySelector("[data-form]");
  const carried = history.state?.carried;
  if (!start || !carried) return;
  const from = came.from?.url;
  if (!from || !new URL(from).pathname.startsWith(start.dataset.form)) {
    location.replace(start.href);
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = start.dataset.form;
  form.enctype = "multipart/form-data";
  for (const [name, value] of Object.entries({ go: "again", carried })) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
})();
