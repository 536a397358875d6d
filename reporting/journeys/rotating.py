"""Changing an inbox's key after somebody left: new reports at once, the old ones in small steps."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from reporting.journeys.admitting import holders, may_hold
from reporting.journeys.auditing import log
from reporting.journeys.setting_up import hold
from reporting.keyring import Keyring
from reporting.models import AuditEntry, InboxKey, Report, Unlocking
from reporting.sealing import keys, places

AT_ONCE = 200


def rotate(officer: Any, keyring: Keyring, inbox: str) -> Keyring:
    """A new key for an inbox, held by all who may still hold it. Returns the keyring with the new key in it.

    Colleagues unlock anew. What was sealed before is still sealed to the old key until `carry_over` has been through.
    """
    with transaction.atomic():
        old = InboxKey.objects.select_for_update().get(inbox=inbox, retired=False)
        # Whoever cannot open the old one must not decide who opens the new one.
        private = keyring.inboxes[old.pk]
        assert keys.pair_of(private).public == bytes(old.public_key)  # noqa: S101
        old.retired = True
        old.save(update_fields=["retired"])
        pair = keys.new_pair()
        new = InboxKey.objects.create(inbox=inbox, public_key=pair.public, made_on=timezone.localdate())
        for holder in holders(old):
            if holder.user is None or (holder.user.is_active and may_hold(holder.user, inbox)):
                hold(new, holder, pair.private)
        # Colleagues who have the desk open hold the old key alone: new and carried reports would be missing from their inbox.
        Unlocking.objects.exclude(user=officer).delete()
        log(officer, AuditEntry.Action.ROTATED, detail=inbox)
    return Keyring({**keyring.inboxes, new.pk: pair.private})


def carry_over(keyring: Keyring) -> int:
    """Wrap the keys of some reports for their inbox's new key. Returns how many are left; 0 when it is done.

    An old key that no report needs any more is deleted with everybody's hold on it.
    """
    new = {key.inbox: key for key in InboxKey.objects.filter(retired=False)}
    mine = InboxKey.objects.filter(retired=True, pk__in=keyring.inboxes)
    reports = list(
        Report.objects.filter(inbox_key__in=mine)
        .select_related("inbox_key")
        .prefetch_related("reporter_messages")[:AT_ONCE]
    )
    for report in reports:
        _carry(report, keyring, new[report.inbox_key.inbox])
    for key in mine.filter(reports=None):
        key.delete()
    return Report.objects.filter(inbox_key__in=mine).count()


def _carry(report: Report, keyring: Keyring, new: InboxKey) -> None:
    public = bytes(new.public_key)
    with transaction.atomic():
        locked = Report.objects.select_for_update().filter(pk=report.pk).first()
        if locked is None:
            # Deleted meanwhile.
            return
        about = places.report_key(report.pk)
        locked.wrapped_key = keys.wrap(public, keyring.report_key(locked), about)
        for message in locked.reporter_messages.all():
            place = places.message(report.pk, message.pk)
            message.wrapped_key = keys.wrap(public, keyring.unwrap(locked, message.wrapped_key, place), place)
            message.save(update_fields=["wrapped_key"])
        for attachment in locked.attachments.all():
            place = places.attachment(report.pk, attachment.pk)
            attachment.wrapped_key = keys.wrap(public, keyring.unwrap(locked, attachment.wrapped_key, place), place)
            attachment.save(update_fields=["wrapped_key"])
        locked.inbox_key = new
        locked.save(update_fields=["wrapped_key", "inbox_key"])
