"""Who may translate into which language, and who says that a translation goes live."""

from typing import Any

from wagtail.models import DraftStateMixin, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from people.roles import TRANSLATORS, role_names, translator_languages


def publishes(user: Any) -> bool:
    """Whether this person publishes pages, and so says when a translation goes live."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "publishes_pages"):
        user.publishes_pages = GroupPagePermission.objects.filter(
            group__user=user, permission__codename="publish_page"
        ).exists()
    answer: bool = user.publishes_pages
    return answer


def may_translate(user: Any, language: str) -> bool:
    """Whether this person may write translations in this language."""
    return language in translator_languages(user)


def may_publish(user: Any, instance: Any) -> bool:
    """Whether this person says when this very record goes live. `instance` may be a page of any language."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    if not publishes(user) or not isinstance(instance, DraftStateMixin):
        return publishes(user)
    policy = policy_registry.get(instance)
    return bool(policy.user_has_permission_for_instance(user, "publish", instance))


def only_translates(user: Any) -> bool:
    """Whether this person is a translator and nothing else, and so has no business in the source's words."""
    if user.is_superuser or publishes(user):
        return False
    groups = role_names(user)
    return bool(groups) and all(name.startswith(TRANSLATORS) for name in groups)


def sees_translations(user: Any) -> bool:
    """Whether the table is of any use to this person: whoever translates, publishes or writes pages."""
    return bool(translator_languages(user)) or bool(
        GroupPagePermission.objects.filter(group__user=user).exists() if user.is_active else False
    )
