"""How sure somebody is, and what they make of a training. No field is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models.evaluation import HIGHEST, LOWEST, Statement, Used, Useful, Wish

SCALE = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of some; none is fine."""
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class ConfidenceForm(forms.Form):
    """The statements, each with a scale."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for statement in Statement:
            self.fields[statement.value] = forms.TypedChoiceField(
                label=statement.label,
                choices=SCALE,
                required=False,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
            )
        self.order_fields([one.value for one in Statement])

    def scales(self) -> list[Any]:
        """The statements, for a template that sets them as scales."""
        return [self[one.value] for one in Statement]

    def others(self) -> list[Any]:
        """What else is asked."""
        return [one for one in self if one.name not in Statement.values]

    def ratings(self) -> dict[str, int]:
        """What was chosen, by statement."""
        given = {one.value: self.cleaned_data[one.value] for one in Statement}
        return {name: value for name, value in given.items() if value is not None}

    def answers(self) -> dict[str, Any]:
        """What was said besides."""
        return {name: value for name, value in self.cleaned_data.items() if name not in Statement.values}

    def says_nothing(self) -> bool:
        """Whether everything was left out."""
        return not self.ratings() and not any(self.answers().values())


class EvaluationForm(ConfidenceForm):
    """After a completion."""

    useful = choice(_("Was it useful for what you do?"), Useful.choices)
    wish = choice(_("What would make it better?"), Wish.choices)
    differently = forms.CharField(
        label=_("What will you do differently?"),
        help_text=_("Only you can read this. We show it to you again in some weeks. Please write no names."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    questions = forms.BooleanField(
        label=_("Send me three short questions by e-mail, after 2, 7 and 21 days. They help me remember."),
        required=False,
    )

    def __init__(self, *args: Any, has_questions: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_questions:
            del self.fields["questions"]


class FollowUpForm(ConfidenceForm):
    """Some weeks later."""

    used = choice(_("Have you used what you learnt?"), Used.choices)
    used_what = forms.CharField(
        label=_("What have you used?"),
        help_text=_("Only you can read this. Please write no names."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, managers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if managers:
            self.fields["manager"] = forms.TypedChoiceField(
                label=_("May we ask a manager whether they have seen you use it?"),
                help_text=_("They get two questions, see your name and the training, and nothing that you wrote here."),
                choices=[("", _("No, ask nobody")), *((one.pk, one.get_full_name() or one.email) for one in managers)],
                required=False,
                coerce=int,
                empty_value=None,
            )
