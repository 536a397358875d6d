"""The paths through the form. Codes and names are stable: sealed reports hold them for years."""

from django.utils.translation import gettext_lazy as _

from reporting.questions import common, professional
from reporting.questions.common import CONTACT, PEOPLE_SEEN, TRACES, WHEN
from reporting.questions.kinds import Choice, Path, Question, Step

YOUNG_PERSON = Path(
    "young_person",
    _("I am a young person, and this is about me"),
    _("Tell us what is happening to you"),
    (
        common.worry(
            _("What is happening?"),
            _("Start anywhere. One sentence is enough."),
        ),
        common.danger(_("Are you in danger today?")),
        common.themes(_("Is any of this happening to you?")),
        Step(
            "you",
            _("About you"),
            (
                Question("own_name", _("What shall we call you?"), "line", _("A nickname or a made-up name is fine.")),
                Question("own_age", _("How old are you?"), "line"),
                Question(
                    "vulnerable",
                    _("Is there anything that makes things harder for you?"),
                    help=_("For example: a disability, being in care, who you live with, nobody to talk to."),
                ),
            ),
            _("You can leave all of this empty."),
            may_be_unknown=True,
        ),
        Step("who", _("Who is doing this?"), PEOPLE_SEEN, _("Only if you want to say."), _("Who"), may_be_unknown=True),
        common.where(_("Where does it happen?")),
        WHEN,
        TRACES,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _(
        "You have not done anything wrong. It is not your fault. You can stop at any time, and nothing is kept until you press Send."
    ),
    young=True,
)

SOMEONE = Path(
    "someone",
    _("I am worried about someone"),
    _("Tell us about someone you are worried about"),
    (
        common.worry(
            _("What worries you?"), _("What did you see or hear? If they said something, use their own words.")
        ),
        common.danger(_("Is anyone in danger today?")),
        common.themes(_("What is it about?")),
        common.who(_("Who are you worried about?")),
        common.HARM,
        common.where(_("Where does it happen?")),
        WHEN,
        TRACES,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _("You do not have to be sure. If it turns out to be nothing, nobody will be angry with you."),
)

PLACE = Path(
    "place",
    _("I am worried about a place or a business"),
    _("Tell us about a place or a business"),
    (
        common.worry(
            _("What worries you?"),
            _("What did you see, hear or smell there? What made you think that something is wrong?"),
        ),
        common.danger(_("Is anyone in danger today?")),
        common.where(_("Which place is it?")),
        common.themes(_("What is it about?")),
        common.who(_("Who did you see there?")),
        WHEN,
        TRACES,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _("You do not have to be sure. Small things that do not fit can matter."),
)

PROFESSIONAL = Path(
    "professional",
    _("I work with people, and I want to share information"),
    _("Share information as a professional"),
    (
        common.worry(
            _("What information do you want to share?"),
            _("Say what you saw yourself, what you were told and by whom, and what you think."),
        ),
        common.danger(_("Is anyone in danger today?")),
        common.themes(_("What is it about?")),
        common.who(_("Who is it about?")),
        common.HARM,
        common.where(_("Where does it happen?")),
        WHEN,
        TRACES,
        professional.ROLE,
        professional.LAWFUL,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _(
        "This form is for information and intelligence. It does not replace a referral that you have a duty to make: to children’s or adults’ social care, to the designated officer, or to the police."
    ),
)

POSITION_OF_TRUST = Path(
    "position_of_trust",
    _("I am worried about someone who works or volunteers with children or adults"),
    _("Tell us about someone in a position of trust"),
    (
        common.worry(
            _("What worries you?"), _("What did the person do or say? Please do not ask them about it yourself.")
        ),
        common.danger(_("Is anyone in danger today?")),
        Step(
            "trust",
            _("Who is the person?"),
            (
                Question("trust_name", _("Name"), "line"),
                Question("trust_role", _("What is their job or role?"), "line"),
                Question("trust_employer", _("Where do they work or volunteer?"), "line"),
                Question(
                    "trust_works_with",
                    _("Whom do they work with?"),
                    "one",
                    choices=(
                        Choice("children", _("Children")),
                        Choice("adults", _("Adults who need care or support")),
                        Choice("both", _("Both")),
                        Choice("unknown", _("I don’t know")),
                    ),
                ),
                Question("trust_told", _("Have you told their manager or anyone else?"), "line"),
            ),
            group=_("The person"),
            may_be_unknown=True,
        ),
        common.who(_("Who may be harmed?")),
        WHEN,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _(
        "The right person for this is the designated officer, who is often called the LADO. If you can, call the designated officer within one working day: the number is on the page “Report a concern”. You can tell us here as well. We read it and pass it on, but it does not replace that call. For someone who works with adults, call adult safeguarding."
    ),
)

DESK = Path(
    "desk",
    _("It is about someone at the safeguarding desk that reads this form"),
    _("Tell us about someone at the safeguarding desk"),
    (
        common.worry(_("What worries you?"), _("What did the person do, say, or not do?")),
        common.danger(_("Is anyone in danger today?")),
        Step(
            "desk_person",
            _("Who is the person?"),
            (Question("desk_name", _("Their name, or how you would know them again"), "line"),),
            group=_("The person"),
            may_be_unknown=True,
        ),
        WHEN,
        common.wish(_("What would you like to happen?")),
        CONTACT,
    ),
    _(
        "Only the managers of the desk can open this. The others at the desk cannot read it. If it is about a manager, do not use this form: call Crimestoppers or the police on 101."
    ),
)

PATHS = {path.code: path for path in (YOUNG_PERSON, SOMEONE, PLACE, PROFESSIONAL, POSITION_OF_TRUST, DESK)}
