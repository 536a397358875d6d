"""Forms about accounts."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from config import languages
from people import roles
from people.models import User


class JoinForm(forms.Form):
    """How somebody who was invited is called, and their password if they want one."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        help_text=_("At least 8 signs. Leave it empty if you would rather get a code by e-mail each time."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A password that is like the name or the address is easy to guess."""
        data = super().clean() or {}
        if data.get("password"):
            person = User(email=self.email, first_name=data.get("first_name", ""), last_name=data.get("last_name", ""))
            try:
                password_validation.validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class LanguageForm(forms.ModelForm[User]):
    """The language of the pages about signing in."""

    class Meta:
        model = User
        fields = ["language"]
        labels = {"language": _("Language of these pages")}
        help_texts = {"language": _("The admin itself is in English.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ChoiceField(
            choices=[("", _("As my browser says")), *languages.choices()],
            required=False,
            label=self.fields["language"].label,
            help_text=self.fields["language"].help_text,
        )
        self.fields["language"] = field


class AlwaysTicked(forms.CheckboxInput):
    """A box that nobody sees. It is a box because allauth's script asks whether it is ticked."""

    is_hidden = True


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey is always one to sign in with, so nobody is asked."""

    passwordless = forms.BooleanField(required=True, initial=True, widget=AlwaysTicked({"hidden": True}))
    name = forms.CharField(
        label=_("A name for it"), required=False, help_text=_("So that you know it again, e.g. “My phone”.")
    )


def role_field() -> "forms.ModelMultipleChoiceField[Group]":
    """Roles that the code knows; no other group can be given."""
    return forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=roles.names()).order_by("name"),
        label="Roles",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
    )


class RolesForm(forms.Form):
    """What somebody may do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = role_field()


class InviteForm(RolesForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label="E-mail address", max_length=254)
