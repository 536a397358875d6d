"""The house: arrows point down, every page kind and block has its template, every component its style."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.blocks import Block
from wagtail.models import Page, get_page_models

from pages.models.base import BasePage
from tests.ground.running import ROOT

UPPER = ("campaigns", "training", "reporting")
HOUSE = ("site", "campaigns", "training", "reporting")
GROUND = (
    "background",
    "config",
    "credentials",
    "dashboard",
    "pages",
    "people",
    "signposting",
    "spreadsheets",
    "translations",
    "typesetting",
)
# What puts the whole house together may know all of it.
ASSEMBLY = (
    "site/config/urls.py",
    "site/config/settings.py",
    "site/config/installation.py",
    "site/config/demonstration/",
    "site/config/benchmarks/",
    "site/config/management/",
)
# Pieces that are styled with the page as a whole, or by the component that they are part of.
STYLED_ELSEWHERE = {
    "card_list": "card",
    "cards": "card",
    "contacts": "helpline_card",
    "danger_ways": "danger_first",
    "fact_list": "facts",
    "finder_form": "field",
    "formats": "download",
    "heading": "",
    "helpline_cards": "helpline_card",
    "helplines": "helpline_card",
    "image": "",
    "language_list": "language_switcher",
    "listing": "card",
    "place_form": "search_form",
    "text": "",
    "trap": "",
    "version_list": "download",
    "video": "",
    "you_said_we_did": "facts",
}


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def sources(folder: str) -> list[Path]:
    """The Python files of a part of the house."""
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def wrong(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    """Imports that point where none may."""
    return [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(folder)
        if not str(path.relative_to(ROOT)).startswith(ASSEMBLY)
        for module in imports(path)
        if module.split(".")[0] in forbidden
    ]


def test_the_ground_floor_knows_nothing_of_what_stands_on_it() -> None:
    assert wrong("site", UPPER) == []


@pytest.mark.parametrize("app", UPPER)
def test_the_upper_apps_know_nothing_of_one_another(app: str) -> None:
    assert wrong(app, tuple(other for other in UPPER if other != app)) == []


def test_accounts_know_nothing_of_pages_and_services() -> None:
    assert wrong("site/people", ("pages", "signposting")) == []


def test_services_are_models_that_pages_stand_on_and_not_the_other_way_round() -> None:
    assert wrong("site/signposting/models", ("pages",)) == []


def test_the_source_never_imports_tests() -> None:
    assert [fault for folder in HOUSE for fault in wrong(folder, ("tests",))] == []


def test_no_import_hides_in_a_string() -> None:
    found = [str(path) for folder in HOUSE for path in sources(folder) if "__import__(" in path.read_text()]
    assert found == []


@pytest.mark.parametrize(
    "model", [model for model in get_page_models() if model is not Page], ids=lambda model: str(model.__name__)
)
def test_every_kind_of_page_stands_on_the_base_and_has_a_template(model: type[Page]) -> None:
    assert issubclass(model, BasePage)
    assert get_template(model._meta.app_label + "/" + Path(str(model.template)).name)


def blocks() -> list[type[Block]]:
    """Every block that this house makes."""
    found = []
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(ROOT) and (Path(app.path) / "blocks").exists():
            for path in sorted((Path(app.path) / "blocks").glob("[a-z]*.py")):
                module = importlib.import_module(f"{app.name}.blocks.{path.stem}")
                found += [
                    item
                    for item in vars(module).values()
                    if isinstance(item, type) and issubclass(item, Block) and item.__module__ == module.__name__
                ]
    return found


def test_every_block_that_is_shown_has_a_template_that_is_there() -> None:
    shown = [block for block in blocks() if getattr(block._meta_class, "template", None)]
    assert len(shown) >= 15
    for block in shown:
        assert get_template(block._meta_class.template), block


def test_the_template_of_a_body_block_has_the_name_that_editors_choose() -> None:
    from pages.blocks.body import BodyBlock

    for name, block in BodyBlock().child_blocks.items():
        assert block.meta.template == f"pages/components/{name}.html", name


def test_every_component_has_a_style_sheet_of_its_name_or_says_whose_it_shares() -> None:
    templates = {path.stem for path in (ROOT / "site/pages/templates/pages/components").glob("*.html")}
    styles = {path.stem for path in (ROOT / "static/css/components").glob("*.css")}
    assert templates - styles - set(STYLED_ELSEWHERE) == set()
    assert set(STYLED_ELSEWHERE) - templates == set()
    assert {name for name in STYLED_ELSEWHERE.values() if name} - styles == set()


def test_every_style_sheet_is_part_of_the_bundle() -> None:
    bundle = (ROOT / "static/css/site.css").read_text()
    assert [
        path.name for path in (ROOT / "static/css/components").glob("*.css") if f"components/{path.name}" not in bundle
    ] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in HOUSE
        for path in sources(folder)
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []
