"""Ways to get in touch with a service."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from signposting.fields import HoursField, SpokenLanguagesField
from signposting.models.services import Service

TELEPHONE = RegexValidator(
    r"^[0-9+][0-9 ]*\Z", "Type digits and spaces only, as the public reads the number: 0800 1111."
)


class Contact(TranslatableMixin, Orderable):
    """One channel to a service, with its own hours, cost and languages (HSDS 3.0 `contact`, `phone`, `schedule`).

    `hours` is written in one fixed form (signposting.hours) and shown in the reader's language, so
    that it needs no translator. Empty hours mean that none are published; no languages, that those of
    the service are spoken. A private contact is for staff who run this site and is shown to nobody else.
    """

    class Channel(models.TextChoices):
        CALL = "call", _("Call")
        TEXT = "text", _("Text")
        WEBCHAT = "webchat", _("Chat online")
        EMAIL = "email", _("Email")
        WEB = "web", _("Use the website")
        BSL = "bsl", _("British Sign Language")
        IN_PERSON = "in-person", _("Go in person")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        PLAN = "plan", _("Costs what your phone plan says")
        UNKNOWN = "", "Not published"

    class Bill(models.TextChoices):
        YES = "yes", _("Shows on the phone bill")
        NO = "no", _("Does not show on the phone bill")
        UNKNOWN = "", "Not published"

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=20, choices=Channel)
    value = models.CharField(
        max_length=200, help_text="The number, address or web address, exactly as it is published."
    )
    label = models.CharField(max_length=80, blank=True, help_text="Only where two numbers must be told apart.")
    hours = HoursField()
    note = models.CharField(max_length=200, blank=True)
    cost = models.CharField(
        "cost to get in touch", max_length=10, choices=Cost, blank=True, help_text="Free means from mobiles too."
    )
    shows_on_bill = models.CharField(max_length=10, choices=Bill, blank=True)
    languages = SpokenLanguagesField("languages spoken here", help_text="Only where they are not those of the service.")
    private = models.BooleanField(
        "for our own staff only", default=False, help_text="No reader, feed or export has it."
    )

    translatable_fields = [
        TranslatableField("label"),
        TranslatableField("note"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "channel",
                "value",
                "hours",
                "cost",
                "shows_on_bill",
                "languages",
                "private",
                "sort_order",
            )
        ),
    ]
    panels = [
        FieldRowPanel([FieldPanel("channel"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("label"), FieldPanel("hours")]),
        FieldRowPanel([FieldPanel("cost"), FieldPanel("shows_on_bill")]),
        FieldPanel("note"),
        FieldPanel("private"),
        MultiFieldPanel([FieldPanel("languages")], heading="Other languages than the service's", classname="collapsed"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = "way to get in touch"
        verbose_name_plural = "ways to get in touch"

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.value}"

    def clean(self) -> None:
        """Numbers hold digits, addresses are addresses."""
        super().clean()
        if self.channel in (self.Channel.CALL, self.Channel.TEXT):
            try:
                TELEPHONE(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error
        if self.channel in (self.Channel.WEB, self.Channel.WEBCHAT, self.Channel.BSL) and not self.value.startswith(
            ("https://", "http://")
        ):
            raise ValidationError({"value": "A web address starts with https://."})
        if self.channel == self.Channel.EMAIL:
            try:
                validate_email(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error

    @property
    def href(self) -> str:
        """What the link opens: a call, a text, an e-mail or a page. Empty for a place."""
        number = self.value.replace(" ", "")
        match self.channel:
            case self.Channel.CALL:
                return f"tel:{number}"
            case self.Channel.TEXT:
                return f"sms:{number}"
            case self.Channel.EMAIL:
                return f"mailto:{self.value}"
            case self.Channel.IN_PERSON:
                return ""
        return self.value
