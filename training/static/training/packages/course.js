// A module as a SCORM package. Everything that it says is in its page; this file shows one screen at a time, grades what is
// answered, and tells the platform that opened it how far somebody is.
(() => {
  "use strict";

  const course = JSON.parse(document.getElementById("course").textContent);
  const is12 = course.standard === "1.2";
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const one = (selector, within) => (within || document).querySelector(selector);
  const begun = Date.now();

  // --- The platform -------------------------------------------------------------------------------
  // SCORM 1.2 Run-Time Environment 3.3.6.1 and SCORM 2004 3.2.1: up through the frames, then the window that opened this one.
  const NAME = is12 ? "API" : "API_1484_11";
  const DEEPEST = is12 ? 7 : 500;
  const above = (start) => {
    let here = start;
    for (let tries = 0; here && tries <= DEEPEST; tries += 1) {
      try {
        if (here[NAME]) return here[NAME];
      } catch {
        return null; // A frame of somebody else.
      }
      if (!here.parent || here.parent === here) return null;
      here = here.parent;
    }
    return null;
  };
  const api = above(window) || (window.top.opener ? above(window.top.opener) : null);
  const call = (name, ...values) => (api ? String(api[(is12 ? "LMS" : "") + name](...values)) : "");
  const get = (name) => call("GetValue", name);
  const set = (name, value) => call("SetValue", name, String(value)) === "true";
  const FINISH = is12 ? "Finish" : "Terminate";
  const core = is12 ? "cmi.core." : "cmi.";
  const says = document.getElementById("says");
  const say = (name) => {
    says.hidden = false;
    says.textContent = says.dataset[name];
  };
  let open = Boolean(api) && call("Initialize", "") === "true";

  // --- What is kept -------------------------------------------------------------------------------
  // `d`: done or not, a sign for each part; by an assessment's number `s`, the best score, and `n`, how often it was handed in;
  // `t`: the questions that are open; `w`: the minute at which an assessment was last failed, by the beginning of its key, for
  // neither another version nor beginning again makes a wait shorter.
  const fresh = (waits) => ({ v: course.version, d: course.parts.map(() => "0").join(""), s: {}, n: {}, t: null, w: waits || {} });
  const kept = () => {
    try {
      const found = JSON.parse(get("cmi.suspend_data") || "{}");
      return found.v === course.version ? { ...fresh(), ...found } : fresh(found.w);
    } catch {
      return fresh();
    }
  };
  const state = kept();
  // Whoever comes back to look something up loses nothing by it.
  const passedBefore = is12
    ? ["passed", "completed"].includes(get("cmi.core.lesson_status"))
    : get("cmi.completion_status") === "completed" && get("cmi.success_status") !== "failed";
  const isDone = (number) => state.d[number - 1] === "1";
  const required = (number) => course.parts[number - 1].required;
  const numbers = course.parts.map((_part, index) => index + 1);
  const graded = () => numbers.filter((number) => course.parts[number - 1].mark && required(number));
  const attemptsLeft = (number) => {
    const { attempts } = course.parts[number - 1];
    return attempts ? Math.max(attempts - (state.n[number] || 0), 0) : Infinity;
  };
  const isSpent = (number) => !isDone(number) && attemptsLeft(number) === 0;
  const complete = () => numbers.every((number) => isDone(number) || !required(number));

  const time = () => {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const two = (number) => String(number).padStart(2, "0");
    return is12 ? `${String(h).padStart(4, "0")}:${two(m)}:${two(s)}` : `PT${h}H${m}M${s}S`;
  };

  const judge = () => {
    const tried = graded().filter((number) => number in state.s);
    if (tried.length) {
      const score = Math.floor(tried.reduce((sum, number) => sum + state.s[number], 0) / tried.length);
      set(`${core}score.min`, 0);
      set(`${core}score.max`, 100);
      set(`${core}score.raw`, score);
      if (!is12) set("cmi.score.scaled", score / 100);
    }
    if (passedBefore && !complete()) return;
    const failed = tried.some((number) => !isDone(number));
    if (is12) {
      const done = graded().length ? "passed" : "completed";
      set("cmi.core.lesson_status", complete() ? done : failed ? "failed" : "incomplete");
    } else {
      set("cmi.completion_status", complete() ? "completed" : "incomplete");
      if (graded().length) set("cmi.success_status", complete() ? "passed" : failed ? "failed" : "unknown");
    }
  };

  let again = 0;
  const save = () => {
    if (!open) return;
    set("cmi.suspend_data", JSON.stringify(state));
    judge();
    set(`${core}exit`, complete() ? (is12 ? "" : "normal") : "suspend");
    const saved = call("Commit", "") === "true";
    say(saved ? "saved" : "failed");
    clearTimeout(again);
    if (!saved) again = setTimeout(save, 10000);
  };

  const leave = () => {
    if (!open) return;
    set(`${core}session_time`, time());
    save();
    clearTimeout(again);
    open = false;
    call(FINISH, "");
  };

  // --- Screens ------------------------------------------------------------------------------------
  const screens = all(".screen");
  const draw = () => {
    const next = numbers.find((number) => required(number) && !isDone(number));
    document.getElementById("completed").hidden = !complete();
    const onward = one("#onward a");
    const spent = graded().some(isSpent);
    document.getElementById("spent").hidden = !spent;
    onward.parentElement.hidden = !next || spent;
    if (next) onward.href = `#part-${next}`;
    onward.textContent = state.d.includes("1") ? onward.dataset.onward : onward.dataset.begin;
    numbers.forEach((number) => {
      const entry = one(`[data-entry="${number}"]`);
      entry.classList.toggle("module-parts__done", isDone(number));
      one("[data-done]", entry).hidden = !isDone(number);
    });
  };
  const show = (focus) => {
    const here = screens.find((screen) => screen.id === location.hash.slice(1)) || screens[0];
    screens.forEach((screen) => { screen.hidden = screen !== here; });
    draw();
    assessments.forEach((each) => each.stand());
    if (open && here.dataset.part) set(is12 ? "cmi.core.lesson_location" : "cmi.location", here.dataset.part);
    window.scrollTo(0, 0);
    if (focus) one("h1", here).focus();
  };
  const done = (number) => {
    state.d = state.d.slice(0, number - 1) + "1" + state.d.slice(number);
    save();
    draw();
  };

  all("[data-read]").forEach((button) => button.addEventListener("click", () => {
    const number = Number(button.closest("[data-part]").dataset.part);
    done(number);
    location.hash = number < numbers.length && !complete() ? `#part-${number + 1}` : "#overview";
  }));
  all('[data-way="gentler"]').forEach((way) => { way.hidden = true; });
  all("[data-other-way]").forEach((button) => button.addEventListener("click", () => {
    const screen = button.closest(".screen");
    all("[data-way]", screen).forEach((way) => { way.hidden = !way.hidden; });
    one("h1", screen).focus();
  }));
  all("[data-said]").forEach((said) => { said.hidden = true; });
  all("[data-choice]").forEach((link) => link.addEventListener("click", () => {
    all("[data-said]").forEach((said) => { said.hidden = said.dataset.said !== link.dataset.choice; });
  }));
  all("[data-check]").forEach((form) => form.addEventListener("submit", (event) => {
    event.preventDefault();
    all(".check__option", form).forEach((option) => {
      one(".check__said", option).hidden = !one("input", option).checked;
    });
  }));

  // --- Questions ----------------------------------------------------------------------------------
  const mixed = (things) => {
    const left = [...things];
    for (let last = left.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [left[last], left[other]] = [left[other], left[last]];
    }
    return left;
  };
  const given = (question) => [
    ...all("input:checked", question).map((input) => input.value),
    ...all("select", question).filter((list) => list.value).map((list) => `${list.dataset.line}=${list.value}`),
  ].sort();
  const isAnswered = (question) => {
    const lists = all("select", question);
    return lists.length ? lists.every((list) => list.value) : given(question).length > 0;
  };
  const isRight = (question) => JSON.stringify(given(question)) === JSON.stringify(course.answers[question.dataset.question]);
  // As they stood before they were mixed: what is kept names them by their places, for a platform may take no more than 4,096 signs.
  const controls = new Map(all("[data-question]").map((field) => [field, all("input, select", field)]));
  const places = (question) => controls.get(question).map((control) => control.selectedIndex ?? Number(control.checked));
  const fill = (question, said) => controls.get(question).forEach((control, place) => {
    if (control.tagName === "SELECT") control.selectedIndex = said[place] || 0;
    else control.checked = Boolean(said[place]);
  });

  const assessment = (form) => {
    const screen = form.closest("[data-part]");
    const number = Number(screen.dataset.part);
    const rules = course.parts[number - 1];
    const button = one("[data-ask]", screen);
    const result = one("[data-result]", screen);
    const fault = one("[data-fault]", form);
    const questions = Object.fromEntries(all("[data-question]", form).map((field) => [field.dataset.question, field]));
    const ids = rules.pools.flatMap(([_draw, pool]) => pool);
    const waitOver = () => ((state.w[rules.key] || 0) + rules.wait * 60) * 60000;
    const waits = () => rules.wait > 0 && waitOver() > platformClock.now();
    let asked = [];
    let asking = false;

    // What somebody may do now: answer, wait, or begin the module again.
    const stand = () => {
      const waiting = !asking && !isSpent(number) && !isDone(number) && waits();
      button.parentElement.hidden = asking || isDone(number);
      button.hidden = isSpent(number) || waiting;
      one("[data-waits]", screen).hidden = !waiting;
      if (waiting) one("[data-moment]", screen).textContent = platformClock.said(waitOver(), course.months);
      one("[data-spent]", screen).hidden = asking || !isSpent(number);
      all("[data-left]", screen).forEach((line) => {
        line.hidden = isDone(number) || line.dataset.left !== String(attemptsLeft(number));
      });
      return waiting;
    };
    const reset = () => {
      asking = false;
      form.hidden = true;
      result.hidden = true;
      stand();
    };

    const remember = () => {
      state.t = { p: number, q: asked.map((field) => ids.indexOf(field.dataset.question)), g: asked.map(places) };
      if (open) set("cmi.suspend_data", JSON.stringify(state));
    };
    const ask = (chosen, said) => {
      Object.values(questions).forEach((field) => { field.hidden = true; field.disabled = true; });
      asked = chosen.map((id) => questions[id]);
      asked.forEach((field, place) => {
        const options = mixed(all("[data-option]", field));
        options.forEach((option) => field.insertBefore(option, one("[data-right]", field)));
        all("[data-feedback], [data-right], [data-wrong]", field).forEach((part) => { part.hidden = true; });
        field.classList.remove("field--wrong");
        fill(field, (said && said[place]) || []);
        form.insertBefore(field, one("button[type=submit]", form));
        field.hidden = false;
        field.disabled = false;
      });
      form.hidden = false;
      one("button[type=submit]", form).hidden = false;
      asking = true;
      result.hidden = true;
      fault.hidden = true;
      stand();
      remember();
    };
    const tell = (score, passed) => {
      result.hidden = false;
      one("[data-score]", result).textContent = `${score}%`;
      all("[data-passed]", result).forEach((part) => { part.hidden = !passed; });
      all("[data-failed]", result).forEach((part) => { part.hidden = passed; });
      asking = false;
      stand();
    };

    button.addEventListener("click", async () => {
      if (rules.wait) await platformClock.ask();
      if (stand()) return;
      ask(rules.pools.flatMap(([draw, pool]) => mixed(pool).slice(0, draw)));
      one("legend", asked[0]).scrollIntoView();
      one("input, select", asked[0]).focus();
    });
    form.addEventListener("change", remember);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const empty = asked.filter((field) => !isAnswered(field));
      asked.forEach((field) => field.classList.toggle("field--wrong", empty.includes(field)));
      fault.hidden = !empty.length;
      if (empty.length) {
        fault.focus();
        return;
      }
      const right = asked.filter(isRight).length;
      const score = Math.floor((right * 100) / asked.length);
      const passed = score >= rules.mark;
      asked.forEach((field) => {
        one(isRight(field) ? "[data-right]" : "[data-wrong]", field).hidden = false;
        all("[data-option]", field).forEach((option) => {
          const input = one("input", option);
          const feedback = one("[data-feedback]", option);
          if (feedback) feedback.hidden = !input.checked;
        });
        field.disabled = true;
      });
      one("button[type=submit]", form).hidden = true;
      state.t = null;
      state.s[number] = Math.max(score, state.s[number] || 0);
      state.n[number] = (state.n[number] || 0) + 1;
      if (!passed && rules.wait) state.w[rules.key] = Math.ceil(platformClock.now() / 60000);
      if (passed) done(number);
      else save();
      tell(score, passed);
      result.focus();
    });
    if (isDone(number)) tell(state.s[number] || 0, true);
    else if (state.t && state.t.p === number) ask(state.t.q.map((place) => ids[place]), state.t.g);
    return { stand, reset };
  };
  const assessments = all("[data-assessment]").map(assessment);
  const standAgain = () => platformClock.ask().then(() => assessments.forEach((each) => each.stand()));
  all("[data-again]").forEach((button) => button.addEventListener("click", () => {
    Object.assign(state, fresh(state.w));
    save();
    assessments.forEach((each) => each.reset());
    if (location.hash === "#overview" || !location.hash) show(true);
    else location.hash = "#overview";
  }));

  // --- Beginning and end --------------------------------------------------------------------------
  const last = Number(get(is12 ? "cmi.core.lesson_location" : "cmi.location"));
  if (!location.hash && last && !complete() && state.d.includes("1")) history.replaceState(null, "", `#part-${last}`);
  window.addEventListener("hashchange", () => show(true));
  window.addEventListener("pagehide", leave);
  show(false);
  standAgain();
  setInterval(() => { if (assessments.some((each) => each.stand())) standAgain(); }, 60000);
  if (!open) say("alone");
  else if (!passedBefore) save();
})();
