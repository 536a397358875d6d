"""What somebody types at the learner's door, and says about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from training.journeys.settling import agencies, teams_of
from training.models import JobRole, Level
from training.shown import job_roles_in

ALONE = "alone"
NOT_LISTED = "other"


class AddressForm(forms.Form):
    """Where the code goes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )


class CodeForm(forms.Form):
    """What came back."""

    code = forms.CharField(
        label=_("The code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": _("Type the code from the e-mail.")},
    )


class AboutYouForm(forms.Form):
    """What is asked once."""

    name = forms.CharField(
        label=_("Your full name"),
        help_text=_("As it shall stand on your certificates."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name.")},
    )
    agency = forms.ChoiceField(
        label=_("Where do you work or volunteer?"),
        error_messages={"required": _("Choose where you work."), "invalid_choice": _("Choose where you work.")},
    )
    workplace = forms.CharField(
        label=_("If it is not in the list: what is it called?"),
        required=False,
        max_length=200,
        help_text=_("Whoever looks after training for the whole partnership sees it."),
    )
    team = forms.ChoiceField(label=_("Which team?"), required=False)
    job_role = forms.ChoiceField(
        label=_("What do you do?"),
        error_messages={"required": _("Choose what you do."), "invalid_choice": _("Choose what you do.")},
    )
    level = forms.ChoiceField(
        label=_("Which of these fits you best?"),
        widget=forms.RadioSelect,
        choices=[
            (Level.EVERYONE.value, _("I do not work with children or adults at risk, or only now and then")),
            (Level.PRACTITIONER.value, _("I work with children or adults")),
            (Level.SPECIALIST.value, _("Safeguarding is my main job")),
            (Level.MANAGER.value, _("I manage people who work with children or adults")),
        ],
        error_messages={"required": _("Choose what fits you best.")},
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies()}
        self._choose(
            "agency",
            [
                *((key, agency.name) for key, agency in self.agencies.items()),
                (ALONE, now("I work for myself, or for nobody")),
                (NOT_LISTED, now("My workplace is not in the list")),
            ],
        )
        self._choose("job_role", [(str(role.pk), role.name) for role in job_roles_in(language)])
        chosen = self.agencies.get(str(self["agency"].value() or ""))
        self.teams = {str(team.pk): team for team in teams_of(chosen)} if chosen else {}
        # A team is asked for once it is known of which agency; a second look at the page, and no script.
        self.asks_for_team = bool(self.teams) and self.is_bound and "team" not in self.data
        if self.teams:
            names = [(key, team.name) for key, team in self.teams.items()]
            self.fields["team"].choices = [("", now("I do not know, or none of these")), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", now("Choose…")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The records that were chosen; a workplace needs its name where it is not in the list."""
        data = super().clean() or {}
        data["name"] = " ".join(data.get("name", "").split())
        if data.get("agency") == NOT_LISTED:
            data["workplace"] = " ".join(data.get("workplace", "").split())
            if not data["workplace"]:
                self.add_error("workplace", now("Type what your workplace is called."))
        else:
            data["workplace"] = ""
        data["agency"] = self.agencies.get(data.get("agency", ""))
        data["team"] = self.teams.get(data.get("team", ""))
        data["job_role"] = JobRole.objects.filter(pk=int(data.get("job_role") or 0)).first()
        return data
