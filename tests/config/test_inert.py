"""No script in the admin but files of this site and what carries the answer's own nonce."""

import hashlib
import inspect
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

from tests.config.test_policies import policy
from tests.pages.conftest import manager as manager
from tests.support.cast import Person

DATA = {"application/json", "text/template", "text/x-template"}
PAGE = 52
SCREENS = [
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/pages/3/",
    "/admin/pages/usage/pages/topicpage/",
    f"/admin/pages/{PAGE}/edit/",
    f"/admin/pages/{PAGE}/edit/preview/",
    f"/admin/pages/{PAGE}/history/",
    f"/admin/pages/{PAGE}/copy/",
    f"/admin/pages/{PAGE}/move/",
    f"/admin/pages/{PAGE}/unpublish/",
    f"/admin/pages/{PAGE}/view_draft/",
    f"/admin/pages/{PAGE}/workflow_history/",
    "/admin/pages/add/pages/newspage/8/",
    "/admin/localize/submit/page/63/",
]
# Wagtail's own, as they were when ours were written. When this fails, Wagtail or wagtail-localize was upgraded: compare
# the new file with ours in site/config/templates (or site/config/inert.py), carry over what changed, then put the new
# digest here.
UPSTREAM = {
    "wagtail/admin/templates/wagtailadmin/panels/inline_panel.html": "195bb0b199edb062",
    "wagtail/admin/templates/wagtailadmin/panels/multiple_chooser_panel.html": "673bc9b26ca95c03",
    "wagtail/admin/templates/wagtailadmin/widgets/date_input.html": "2557f7a4fd543d7c",
    "wagtail/admin/templates/wagtailadmin/widgets/time_input.html": "536917c544a13563",
    "wagtail/admin/templates/wagtailadmin/widgets/datetime_input.html": "479d8ddeaa73d2fd",
    "wagtail_localize/templates/wagtail_localize/admin/edit_translation.html": "52b849c00b09876c",
    "wagtail_localize/templates/wagtail_localize/admin/submit_translation.html": "f11cd525d207f37c",
}
CHOOSER = "d02da07217b46a18"
PACKAGES = [Path(str(package.__file__)).parent for package in (wagtail, wagtail_localize)]
# Apps of Wagtail's that are not installed here, and pages that no browser is shown.
NOT_HERE = ("/search_promotions/", "/styleguide/", "/tests/", "/test/", "/project_template/")
SKIPPED = re.compile(r"logout|login|password_reset|failwhale|results/|/api/|block-preview|[(\\*]")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc\b)(?![^>]*application/json)[^>]*>", re.DOTALL)
HANDLER = re.compile(r"""<[^>]*\son[a-z]+\s*=|["']javascript:""", re.IGNORECASE)


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain_screens() -> list[str]:
    """Every address of the admin that takes no argument and changes nothing."""
    found = set()
    for pattern in walk(get_resolver().url_patterns):
        if pattern.startswith("admin/") and "<" not in pattern and "(?P" not in pattern:
            found.add("/" + pattern.replace("^", "").replace("$", "").replace("\\Z", ""))
    return sorted(address for address in found if not SKIPPED.search(address))


def walk(patterns: Sequence[object], before: str = "") -> list[str]:
    """Every route below these, in full."""
    found: list[str] = []
    for each in patterns:
        here = before + str(each.pattern)  # type: ignore[attr-defined]
        found += walk(each.url_patterns, here) if hasattr(each, "url_patterns") else [here]
    return found


def html_of(content: bytes, kind: str) -> str:
    """The page, or the piece of a page inside an answer for a dialog."""
    if kind.startswith("application/json"):
        answer = json.loads(content)
        return str(answer.get("html", "")) if isinstance(answer, dict) else ""
    return content.decode() if kind.startswith("text/html") else ""


def refuse_scripts(client: Client, address: str) -> int | None:
    """Ask for a screen and look at all that it would run: how many scripts carry a nonce; None without a screen."""
    response = client.get(address)
    if response.status_code in (301, 302, 400, 403, 404, 405):
        return None
    assert response.status_code == 200, (address, response.status_code)
    html = html_of(b"".join(response) if response.streaming else response.content, response.get("Content-Type", ""))
    found = policy(response)["script-src"]
    assert "'self'" in found
    assert not [source for source in found if not re.fullmatch(r"'self'|'nonce-[\w+/=]+'", source)], address
    with_nonce = 0
    # Templates are looked into as well: their content is put on the page later.
    for script in BeautifulSoup(html, "html.parser").find_all("script"):
        if script.get("src") or script.get("type") in DATA:
            continue
        assert f"'nonce-{script.get('nonce')}'" in found, f"{address}: {str(script)[:200]}"
        with_nonce += 1
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        bad = [name for name, value in element.attrs.items() if name.startswith("on") or "javascript:" in str(value)]
        assert not bad, f"{address}: {str(element)[:200]}"
    return with_nonce


@pytest.mark.django_db
def test_no_screen_of_the_admin_runs_what_was_written_into_it(manager: Person) -> None:
    counted = {address: refuse_scripts(manager.client, address) for address in [*SCREENS, *plain_screens()]}
    seen = {address: found for address, found in counted.items() if found is not None}
    assert set(seen) >= set(SCREENS)
    assert len(seen) > 80
    assert {address for address, found in seen.items() if found} == {"/admin/localize/submit/page/63/"}


@pytest.mark.django_db
def test_a_nonce_is_used_once(manager: Person) -> None:
    address = reverse("wagtail_localize:submit_page_translation", args=[63])
    first, second = (policy(manager.client.get(address))["script-src"] for _ in range(2))
    assert len(first) == len(second) == 2
    assert first != second
    assert policy(manager.client.get("/admin/"))["script-src"] == {"'self'"}


@pytest.mark.parametrize("name", UPSTREAM)
def test_a_template_of_ours_still_matches_the_one_it_stands_for(name: str) -> None:
    assert digest((PACKAGES[0].parent / name).read_text()) == UPSTREAM[name], f"{name} changed; see UPSTREAM."
    assert (Path("site/config/templates") / name.partition("/templates/")[2]).exists()


def test_a_chooser_is_still_rendered_the_way_ours_stands_for() -> None:
    import wagtail.admin.widgets.chooser as upstream

    source = Path(str(upstream.__file__)).read_text()
    body = source[source.index("    def render(self, name") : source.index("    @cached_property\n    def media")]
    assert digest(body + inspect.getsource(AdminTaskChooser)) == CHOOSER, "Compare with site/config/inert.py."


def test_wagtail_brings_no_inline_script_that_is_not_known_here() -> None:
    known = {name.rpartition("/templates/")[2] for name in UPSTREAM}
    unknown = []
    for package in PACKAGES:
        for path in package.rglob("*.html"):
            if any(part in str(path) for part in NOT_HERE):
                continue
            text = path.read_text()
            if HANDLER.search(text) or (
                INLINE_SCRIPT.search(text) and str(path).rpartition("/templates/")[2] not in known
            ):
                unknown.append(str(path))
    assert not unknown, "Override these in site/config/templates, without a script, and name them in UPSTREAM."


def choosers(kind: type[BaseChooser] = BaseChooser) -> Iterator[type[BaseChooser]]:
    """Every kind of chooser that Wagtail and our apps have made."""
    yield kind
    for child in kind.__subclasses__():
        yield from choosers(child)


def test_every_kind_of_chooser_is_known_to_the_script_that_starts_it() -> None:
    known = set(re.findall(r"^    (\w+): \(", Path("static/js/admin/start.js").read_text(), re.MULTILINE))
    assert known >= {"InlinePanel", "MultipleChooserPanel", "createTaskChooser", "initDateTimeChooser"}
    made = {kind.js_constructor for kind in choosers() if kind is not AdminTaskChooser}
    assert made >= {"Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"}
    assert made <= known, "Name these in static/js/admin/start.js."
