"""Training in Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from pages.admin.exports import SafeExportMixin
from pages.admin.records import DraftedViewSet
from training import admin_packages
from training.admin import (
    accounts,
    agencies,
    asked,
    banks,
    booking,
    certificates,
    deciding,
    declared,
    enrolments,
    impact,
    items,
    module_packages,
    overseeing,
    people,
    register,
    requirements,
    sessions,
)
from training.journeys.bank_use import TOOK_IN
from training.models import JobRole, QuestionBank


class SafeIndex(SafeExportMixin, IndexView):
    """Wagtail's list, with exports in which no name is run as a formula."""


class JobRoleViewSet(SnippetViewSet):
    """Job roles."""

    model = JobRole
    index_view_class = SafeIndex
    icon = "user"
    list_display = ["name", "code"]
    search_fields = ["name"]


class QuestionBankViewSet(DraftedViewSet):
    """Question banks."""

    model = QuestionBank
    index_view_class = SafeIndex
    icon = "help"
    list_display = ["name", "code"]
    search_fields = ["name"]


class TrainingGroup(SnippetViewSetGroup):
    """One place in the menu."""

    menu_label = "Training"
    menu_icon = "glasses"
    menu_order = 350
    items = (QuestionBankViewSet, JobRoleViewSet)


register_snippet(TrainingGroup)
hooks.register("register_admin_urls", overseeing.urls)
hooks.register("register_admin_menu_item", overseeing.menu_item)
hooks.register("register_admin_urls", banks.urls)
hooks.register("register_admin_urls", items.urls)
hooks.register("register_admin_menu_item", items.menu_item)
hooks.register("register_admin_urls", agencies.urls)
hooks.register("register_admin_urls", requirements.urls)
hooks.register("register_admin_urls", enrolments.urls)
hooks.register("register_admin_urls", people.urls)
hooks.register("register_admin_urls", sessions.urls)
hooks.register("register_admin_urls", register.urls)
hooks.register("register_admin_urls", booking.urls)
hooks.register("register_admin_urls", deciding.urls)
hooks.register("register_admin_urls", accounts.urls)
hooks.register("register_admin_urls", certificates.urls)
hooks.register("register_admin_menu_item", certificates.menu_item)
hooks.register("register_admin_urls", declared.urls)
hooks.register("register_admin_menu_item", agencies.menu_item)
hooks.register("register_admin_urls", module_packages.urls)
hooks.register("register_admin_urls", impact.urls)
hooks.register("register_admin_menu_item", impact.menu_item)
hooks.register("register_admin_urls", asked.urls)
hooks.register("register_admin_urls", admin_packages.urls)
hooks.register("register_admin_menu_item", admin_packages.menu_item)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    """What a module's history says of questions that were taken in without publishing its words."""
    actions.register_action(
        TOOK_IN, "Publish with newest questions", "Published with the newest questions of its banks"
    )
