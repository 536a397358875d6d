"""What only professionals are asked."""

from django.utils.translation import gettext_lazy as _

from reporting.questions.kinds import DO_NOT_KNOW, Choice, Question, Step

ROLE = Step(
    "role",
    _("Your agency and role"),
    (
        Question("agency", _("Which agency do you work for?"), "line"),
        Question("role", _("What is your role?"), "line"),
        Question("other_agencies", _("Which other agencies are involved, as far as you know?"), "line"),
    ),
)

LAWFUL = Step(
    "lawful",
    _("Sharing this information"),
    (
        Question(
            "lawful_basis",
            _("On what basis do you share it?"),
            "one",
            choices=(
                Choice("public_task", _("My organisation’s public task or duty")),
                Choice("legal_obligation", _("A legal obligation")),
                Choice("vital_interests", _("To protect somebody’s life")),
                Choice("legitimate_interests", _("A legitimate interest in keeping somebody safe")),
                Choice("consent", _("Consent")),
                DO_NOT_KNOW,
            ),
        ),
        Question(
            "consent",
            _("Does the person know that you share it?"),
            "one",
            choices=(
                Choice("agreed", _("Yes, and they agree")),
                Choice("refused", _("Yes, and they do not agree")),
                Choice("not_asked", _("No, it was not safe or right to ask")),
                Choice("not_yet", _("No, not yet")),
            ),
        ),
        Question("sharing_note", _("Anything we must know before we pass it on")),
    ),
    _(
        "If you are not sure about the basis, leave it empty. Fear of sharing must not stop you from protecting somebody."
    ),
)
