"""ADL's run-time test cases for SCORM 2004, against the run-time that the packages' host serves, in a real Chromium."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Frame

from tests.support.database import Demonstration
from tests.support.server import Served
from tests.training.packages.making import PUBLISHED
from tests.training.packages.screen import Course, launched

CASES = sorted((PUBLISHED / "adl").glob("*.json")) if PUBLISHED else []
# An activity at a time, each with a run-time of its own, set up as the launch page sets it up; what differs, in words.
RUN = """(activities) => {
  const nothing = { processHttpRequest: () => ({ result: "true", errorCode: 0 }), updateSettings: () => {} };
  const wrong = [];
  for (const activity of activities) {
    const api = new window.Scorm2004API({ ...window.API_1484_11.settings, autocommit: false, httpService: nothing });
    if (activity.initialState) api.loadFromJSON(activity.initialState, "");
    activity.steps.forEach((step, place) => {
      const given = [step.element, step.value].filter((one) => one !== undefined);
      const came = String(api[step.method](...(given.length ? given : step.method.startsWith("Get") ? [] : [""])));
      const code = step.method === "GetLastError" ? step.expectedErrorCode : String(api.GetLastError());
      const wanted = step.expectedReturn;
      const right = typeof wanted === "object" ? came.length > 0 && came.length < 256 : came === wanted;
      if (!right || code !== step.expectedErrorCode) {
        wrong.push(`${activity.id} ${place} ${step.method} ${given}: ${came} (${code})`);
      }
    });
  }
  return wrong;
}"""
pytestmark = [pytest.mark.process]


@pytest.fixture(scope="module")
def runtime(
    demonstration: Demonstration,
    static_files: Path,
    media_files: Path,
    worker_id: str,
    chromium_browser: Browser,
) -> Iterator[Frame]:
    """The frame of a SCORM 2004 package."""
    folder = Path(settings.DATA_DIR) / f"adl-{worker_id}"
    running = Served(demonstration, folder, static_files, media_files)
    try:
        course = Course(running, folder)
        with course.learner(chromium_browser, "driver") as page:
            course.begin(page, "new")
            yield launched(page)
    finally:
        running.stop()


def test_what_the_runtime_answers_by_the_standard(runtime: Frame) -> None:
    """Some of ADL's steps, for where its cases are not at hand."""
    steps = [
        ("GetValue", "cmi.location", None, "", "122"),
        ("Initialize", None, None, "true", "0"),
        ("Initialize", None, None, "false", "103"),
        ("GetValue", "cmi.location", None, "", "403"),
        ("SetValue", "cmi.location", "x" * 1001, "false", "406"),
        ("SetValue", "cmi.completion_status", "done", "false", "406"),
        ("SetValue", "cmi.score.scaled", "1.1", "false", "407"),
        ("SetValue", "cmi.learner_id", "me", "false", "404"),
        ("SetValue", "cmi.interactions.1.id", "x", "false", "351"),
        ("SetValue", "cmi.nothing", "x", "false", "401"),
        ("GetValue", "cmi.session_time", None, "", "405"),
        ("SetValue", "cmi.success_status", "passed", "true", "0"),
        ("Terminate", None, None, "true", "0"),
        ("Commit", None, None, "false", "143"),
    ]
    found = [
        {
            "method": method,
            **({"element": element} if element else {}),
            **({"value": value} if value is not None else {}),
            "expectedReturn": came,
            "expectedErrorCode": code,
        }
        for method, element, value, came, code in steps
    ]
    assert runtime.evaluate(RUN, [{"id": "ours", "steps": found}]) == []


@pytest.mark.skipif(not CASES, reason="ADL's cases are not at hand; the steps above are of every kind of theirs")
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_of_adl(runtime: Frame, case: Path) -> None:
    found: dict[str, Any] = json.loads(case.read_text())
    assert found["scormVersion"] == "2004"
    assert runtime.evaluate(RUN, found["activities"]) == []
