"""Roles: what each may do, said in code and kept in groups of the database.

Each app says in its AppConfig what a role may do with its models (`allow`); `apply` writes all of it
into Django's groups after every migration and whenever a language gets its first page. Nothing else
grants rights: a right that the code no longer names is taken away from the role's group.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from config import languages
from config.languages import SOURCE

EDITORS = "Editors"
PUBLISHERS = "Publishers"
SITE_MANAGERS = "Site managers"
DESK = "Safeguarding desk"
DESK_MANAGERS = "Safeguarding desk managers"
DESK_AUDITORS = "Safeguarding desk auditors"
TRAINING_LEADS = "Training leads"
BOARD = "Board"
TRANSLATORS = "Translators: "
MODERATORS = "Moderators"
# Whoever looks after the site's content; the desk and training have nothing to do with it.
TEAM = (EDITORS, PUBLISHERS, SITE_MANAGERS)

_models: dict[str, set[str]] = defaultdict(set)
_pages: dict[str, set[str]] = defaultdict(set)
_collections: dict[str, set[str]] = defaultdict(set)


def translators_of(code: str) -> str:
    """The name of the group that translates into a language."""
    return f"{TRANSLATORS}{languages.get(code).english}"


def target_codes() -> list[str]:
    """The languages that are translated into."""
    return [code for code, _name in settings.LANGUAGES if code != SOURCE]


def every_translator() -> list[str]:
    """The translators' groups of all languages of the site."""
    return [translators_of(code) for code in target_codes()]


def names() -> list[str]:
    """Every role, those of the translators one a language."""
    return [
        *(EDITORS, PUBLISHERS, SITE_MANAGERS, DESK, DESK_MANAGERS, DESK_AUDITORS, TRAINING_LEADS, BOARD),
        *every_translator(),
    ]


def allow(roles: str | list[str] | tuple[str, ...], *labels: str) -> None:
    """Say that roles have permissions, each as `app.codename`. The role TRANSLATORS stands for every language's."""
    for role in [roles] if isinstance(roles, str) else roles:
        _models[role].update(labels)


def allow_pages(roles: str | list[str] | tuple[str, ...], *actions: str) -> None:
    """Say what roles may do with every page: add, change, publish, lock, unlock, bulk_delete.

    Translators may do it with the pages of their own language alone.
    """
    for role in [roles] if isinstance(roles, str) else roles:
        _pages[role].update(actions)


def allow_collections(roles: str | list[str] | tuple[str, ...], *labels: str) -> None:
    """Say what roles may do with every picture and document, each as `app.codename`."""
    for role in [roles] if isinstance(roles, str) else roles:
        _collections[role].update(labels)


def said(table: dict[str, set[str]], role: str) -> set[str]:
    """What a table says of a role."""
    return table[TRANSLATORS] if role.startswith(TRANSLATORS) else table[role]


def role_names(user: Any) -> set[str]:
    """The names of a person's roles, asked for once a request; none for whoever is switched off."""
    if not hasattr(user, "role_names"):
        user.role_names = set(user.groups.values_list("name", flat=True)) if user.is_active else set()
    held: set[str] = user.role_names
    return held


def translator_languages(user: Any) -> set[str]:
    """The codes of the languages that this person may translate into."""
    groups = role_names(user)
    if user.is_superuser or groups & {PUBLISHERS, SITE_MANAGERS}:
        return set(target_codes())
    return {code for code in target_codes() if translators_of(code) in groups}


def has_role(user: Any, *roles: str) -> bool:
    """Whether this person has one of the roles; an account with every right has them all."""
    return bool(user.is_active and (user.is_superuser or role_names(user) & {*roles}))


def apply(**_signal: Any) -> None:
    """Bring the groups in line with what the code says; does nothing while the tables are not there."""
    with transaction.atomic():
        for role in names():
            group, _made = Group.objects.get_or_create(name=role)
            group.permissions.set(found(said(_models, role)))
            _apply_pages(group, role)
            _apply_collections(group, said(_collections, role))
        remove_wagtails_own()


def remove_wagtails_own() -> None:
    """Wagtail's Moderators may publish and are none of our roles; they stay while somebody or a workflow needs them."""
    for group in Group.objects.filter(name=MODERATORS):
        in_use = group.user_set.exists() or GroupApprovalTask.objects.filter(groups=group).exists()
        if not in_use:
            group.delete()


def _apply_pages(group: Group, role: str) -> None:
    wanted = {
        (page.pk, permission.pk)
        for page in _places(role)
        for permission in found({f"wagtailcore.{action}_page" for action in said(_pages, role)})
    }
    held = GroupPagePermission.objects.filter(group=group)
    # Rights in a section that a manager gave by hand stay: only those on the places above are ours.
    ours = held.filter(page__in=_places(role)) if wanted else held.filter(page__depth__lte=2)
    for row in ours:
        if (row.page_id, row.permission_id) not in wanted:
            row.delete()
    there = set(held.values_list("page_id", "permission_id"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - there)
    )


def _places(role: str) -> list[Page]:
    """Where a role's rights to pages begin: the tree, or the first page of a translator's language."""
    if not role.startswith(TRANSLATORS):
        return list(Page.objects.filter(depth=1))
    codes = [code for code in target_codes() if translators_of(code) == role]
    return list(Page.objects.filter(depth=2, locale__language_code__in=codes))


def _apply_collections(group: Group, labels: set[str]) -> None:
    root = Collection.objects.filter(depth=1).first()
    if root is None:
        return
    wanted = {permission.pk for permission in found(labels)}
    held = GroupCollectionPermission.objects.filter(group=group, collection=root)
    held.exclude(permission__in=wanted).delete()
    there = set(held.values_list("permission_id", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission_id=permission)
        for permission in sorted(wanted - there)
    )


def found(labels: set[str]) -> list[Permission]:
    """The permissions that exist of those named; system checks name what does not."""
    asked = Q(pk=None)
    for label in labels:
        app, _dot, codename = label.partition(".")
        asked |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(asked)) if labels else []


def unknown() -> list[str]:
    """Labels that name no permission: a spelling mistake would silently grant nothing."""
    labels = set().union(*_models.values(), *_collections.values())
    there = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}
    return sorted(labels - there)
