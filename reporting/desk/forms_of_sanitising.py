"""What an officer types to make a sanitised version of a report."""

from collections.abc import Iterator
from typing import Any

from django import forms

from reporting.desk.forms import LONGEST, TOO_LONG
from reporting.journeys.masking import skeleton
from reporting.journeys.sanitising import ABOUT_THE_REPORTER, DESK_WORDS, Field

MOST_WORDS = 100


class SanitisedForm(forms.Form):
    """Words to mask, which answers to take, and what each is to say."""

    words = forms.CharField(
        label="Words to mask",
        help_text="Names, places, nicknames, numbers: one on each line. "
        "Capital letters, accents and spaces make no difference. Every mask looks the same.",
        required=False,
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )
    chosen = forms.MultipleChoiceField(
        label="What to take",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one answer to take into the sanitised version."},
    )

    def __init__(self, *args: Any, offered: list[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["chosen"].choices = [(one.name, one.label) for one in offered]  # type: ignore[attr-defined]
        for one in offered:
            self.fields[f"text_{one.name}"] = forms.CharField(
                label=one.label,
                required=False,
                max_length=LONGEST,
                error_messages=TOO_LONG,
                widget=forms.Textarea(attrs={"rows": rows(one), "dir": "auto", "autocomplete": "off"}),
            )

    def clean_words(self) -> list[str]:
        """One on each line; each with something that can be found."""
        typed = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        if len(typed) > MOST_WORDS:
            raise forms.ValidationError(f"These are {len(typed)} words. Mask at most {MOST_WORDS}.")
        for word in typed:
            if not skeleton(word):
                raise forms.ValidationError(f"“{word}” has no letter and no digit. Take the line out.")
        return typed

    def texts(self) -> dict[str, str]:
        """What each chosen answer is to say."""
        return {name: self.cleaned_data[f"text_{name}"] for name in self.cleaned_data["chosen"]}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each answer with its tick and its text, for the template."""
        for tick, one in zip(self["chosen"], self.offered, strict=True):
            yield {"tick": tick, "text": self[f"text_{one.name}"], "about_reporter": one.name in ABOUT_THE_REPORTER}


def rows(one: Field) -> int:
    """Lines to write on: a choice needs one, somebody's own words more."""
    return 4 if one.name == DESK_WORDS else min(12, 1 + len(one.original) // 28)


def beginning(offered: list[Field], last: dict[str, Any] | None, suggested: list[str]) -> dict[str, Any]:
    """What stands in the form at first: the version that was kept last, otherwise what was reported."""
    kept = {one["name"]: one["text"] for one in last["fields"]} if last else {}
    taken = [one.name for one in offered if one.original and one.name not in ABOUT_THE_REPORTER]
    return {
        "words": "\n".join(last["words"] if last else suggested),
        "chosen": list(kept) if last else taken,
        **{f"text_{one.name}": kept.get(one.name, one.original) for one in offered},
    }
