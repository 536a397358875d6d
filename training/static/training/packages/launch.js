// The run-time of a package's part, in the frame of the learner's page, on the packages' own host.
// scorm-again keeps to the standard; this file loads what was kept, and sends what is to be kept.
(() => {
  "use strict";

  const begin = JSON.parse(document.getElementById("begin").textContent);
  const frame = document.getElementById("part");
  const says = document.getElementById("says");
  const RETRY_MS = 5000;
  const LONGEST_KEEPALIVE = 60000;
  let token = begin.token;
  let sequence = 0;
  let leaving = false;
  let closed = false;
  let retrying = 0;

  const say = (name, wrong) => {
    says.textContent = says.dataset[name];
    says.classList.toggle("says--wrong", Boolean(wrong));
  };

  // Waits for the answer, as the standard asks: "true" means that it is kept.
  const ask = (address, body) => {
    const request = new XMLHttpRequest();
    request.open("POST", address, false);
    request.setRequestHeader("Content-Type", "application/json");
    request.send(JSON.stringify(body));
    return { status: request.status, said: JSON.parse(request.responseText || "{}") };
  };

  const take = (status, said, ending) => {
    if (status === 200) {
      token = said.token;
      say(ending ? "finished" : "saved");
      return { result: "true", errorCode: 0 };
    }
    closed = status === 409 || status === 403;
    // What the frame before this one said as it left may arrive after this one began. Nothing of this one is kept yet, so
    // it begins again with that.
    if (status === 409 && sequence === 1 && !leaving) location.reload();
    say({ 409: "elsewhere", 403: "gone", 400: "refused" }[status] || "failed", true);
    return { result: "false", errorCode: 391, errorMessage: said.error || "" };
  };

  const later = (body) => {
    clearTimeout(retrying);
    retrying = setTimeout(async () => {
      if (body.sequence !== sequence || closed) return;
      try {
        const answer = await fetch("/commit/", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ ...body, token }),
        });
        if (answer.status < 500) take(answer.status, await answer.json(), body.ending);
        else later(body);
      } catch {
        later(body);
      }
    }, RETRY_MS);
  };

  // While a page is left a browser lets nobody wait; what is sent then arrives after it is gone.
  const sendAway = (body) => {
    const text = JSON.stringify(body);
    fetch("/commit/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: text,
      keepalive: text.length < LONGEST_KEEPALIVE,
    }).then(async (answer) => take(answer.status, await answer.json(), body.ending), () => {});
    return { result: "true", errorCode: 0 };
  };

  const keep = (data, ending) => {
    if (closed) return { result: "false", errorCode: 391 };
    sequence += 1;
    const body = { token, sequence, ending, data };
    clearTimeout(retrying);
    try {
      const { status, said } = ask("/commit/", body);
      if (status >= 500) later(body);
      return take(status, said, ending);
    } catch (problem) {
      if (leaving || /dismissal/i.test(String(problem))) return sendAway(body);
      later(body);
      return take(0, {}, ending);
    }
  };

  const opened = (() => {
    try {
      return ask("/open/", { token });
    } catch {
      return { status: 0, said: {} };
    }
  })();
  if (opened.status !== 200) {
    take(opened.status, opened.said, false);
    return;
  }
  token = opened.said.token;
  const { known, data, resumes } = opened.said;
  const old = known.standard === "1.2";

  const settings = {
    autocommit: true,
    autocommitSeconds: 20,
    autoCompleteLessonStatus: true,
    mastery_override: true,
    alwaysSendTotalTime: true,
    dataCommitFormat: "json",
    lmsCommitUrl: "/commit/",
    logLevel: "NONE",
    httpService: {
      processHttpRequest: (_url, sent, ending) => keep(sent.cmi || sent, Boolean(ending)),
      updateSettings: () => {},
    },
  };

  // What the site knows better than what was kept; and what belongs to a session that is over.
  const loaded = () => {
    const cmi = structuredClone(data);
    const entry = resumes ? "resume" : Object.keys(data).length ? "" : "ab-initio";
    const set = (place, values) => {
      for (const [name, value] of Object.entries(values)) {
        if (value !== null && value !== "") place[name] = String(value);
      }
    };
    if (old) {
      cmi.core = { ...cmi.core, student_id: known.learner, student_name: "Learner", credit: "credit", entry };
      cmi.core.lesson_mode = "normal";
      delete cmi.core.session_time;
      delete cmi.core.exit;
      cmi.student_data = { ...cmi.student_data };
      set(cmi.student_data, {
        mastery_score: known.mastery,
        max_time_allowed: known.time_limit,
        time_limit_action: known.time_action,
      });
      set(cmi, { launch_data: known.launch_data });
    } else {
      Object.assign(cmi, { learner_id: known.learner, learner_name: "Learner", credit: "credit", mode: "normal", entry });
      delete cmi.session_time;
      delete cmi.exit;
      set(cmi, {
        scaled_passing_score: known.mastery,
        completion_threshold: known.threshold,
        launch_data: known.launch_data,
        max_time_allowed: known.time_limit,
        time_limit_action: known.time_action,
      });
    }
    return cmi;
  };

  const api = old ? new window.Scorm12API(settings) : new window.Scorm2004API(settings);
  api.loadFromJSON({ cmi: loaded() }, "");
  window[old ? "API" : "API_1484_11"] = api;

  const leave = () => {
    leaving = true;
    // A part that is closed without a word goes on where it was.
    if (api.isInitialized()) keep((api.renderCommitCMI(false, true).cmi || {}), false);
  };
  const watch = (place) => place.addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 2000);
  });
  watch(window);
  window.addEventListener("pagehide", leave);
  frame.addEventListener("load", () => {
    try {
      watch(frame.contentWindow);
    } catch {
      // It went to a page that is not ours; the policy lets none be shown.
    }
    if (!known.reports && !api.isTerminated()) {
      api.LMSInitialize ? api.LMSInitialize("") : api.Initialize("");
      api.LMSFinish ? api.LMSFinish("") : api.Terminate("");
    }
  });
  says.textContent = "";
  frame.src = begin.address;
})();
