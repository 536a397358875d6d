"""Questions that several paths ask."""

from django.utils.translation import gettext_lazy as _

from reporting.questions.kinds import DO_NOT_KNOW, Choice, Question, Step

THEMES = (
    Choice("sexual", _("Sexual touching, sexual pictures, or being made to do sexual things")),
    Choice("criminal", _("Being made to sell, carry or hide drugs, or to do crimes")),
    Choice("violence", _("Being hit or hurt, gangs, knives")),
    Choice("home", _("Violence, control or fear at home, or from a partner")),
    Choice("neglect", _("Not enough food, care, or a safe place to sleep")),
    Choice("online", _("Something that happens online or on a phone")),
    Choice("work", _("Being made to work, for little or no pay, or not being free to leave")),
    Choice("home_taken", _("People taking over somebody’s home")),
    Choice("money", _("Taking somebody’s money or things")),
    Choice("honour", _("Forced marriage, “honour”, or female genital mutilation (FGM)")),
    Choice("missing", _("Going missing, or not coming home")),
    Choice("extremism", _("Being drawn into hate or extremism")),
    Choice("self_harm", _("Hurting oneself, or thoughts of suicide"), urgent=True),
    Choice("something_else", _("Something else")),
    DO_NOT_KNOW,
)

PLACE_TYPES = (
    Choice("home", _("A home")),
    Choice("school", _("A school or college")),
    Choice("care", _("A children’s home, care home or hospital")),
    Choice("hotel", _("A hotel, guest house or short let")),
    Choice("food", _("A takeaway, restaurant, café or shop")),
    Choice("nightlife", _("A pub, bar or club")),
    Choice("transport", _("A taxi, bus, train or station")),
    Choice("street", _("A street, park or car park")),
    Choice("workplace", _("A place of work: car wash, nail bar, farm, factory, building site")),
    Choice("faith", _("A place of worship or a community centre")),
    Choice("sport", _("A sports club or gym")),
    Choice("online", _("Online: an app, a game or a website")),
    Choice("other", _("Somewhere else")),
    DO_NOT_KNOW,
)


def worry(title: object, help_: object = "") -> Step:
    """The one question that must be answered."""
    return Step(
        "worry",
        title,
        (Question("worry", _("Write it in your own words"), help=help_, required=True),),
        _("You do not need proof. You do not need the right words. Any language is fine."),
        _("What worries you"),
    )


def danger(title: object) -> Step:
    """Asked early, because the answer changes whom to call."""
    return Step(
        "danger",
        title,
        (
            Question(
                "danger",
                _("Choose one"),
                "one",
                choices=(
                    Choice("now", _("Yes, now"), urgent=True),
                    Choice("today", _("Yes, later today or tonight"), urgent=True),
                    Choice("soon", _("Not today, but soon")),
                    Choice("no", _("No")),
                    DO_NOT_KNOW,
                ),
            ),
        ),
        group=_("Danger today"),
    )


def themes(title: object) -> Step:
    """What it is about; the desk sorts by it."""
    return Step(
        "themes",
        title,
        (Question("themes", _("Choose all that fit"), "many", choices=THEMES),),
        group=_("What it is about"),
    )


def where(title: object, intro: object = "") -> Step:
    """Places, on the ground and online."""
    return Step(
        "where",
        title,
        (
            Question("place_type", _("What kind of place is it?"), "one", choices=PLACE_TYPES),
            Question("area", _("Which area, town or street?"), "line"),
            Question("address", _("The address, or the name of the place, if you know it"), "line"),
            Question("online_names", _("Names or links used online: the app, the user name, the group"), "line"),
        ),
        intro,
        _("Where"),
        may_be_unknown=True,
    )


WHEN = Step(
    "when",
    _("When does it happen?"),
    (
        Question("when", _("When did it start, or when did it happen?"), "line", _("Roughly is fine.")),
        Question(
            "still_going_on",
            _("Is it still going on?"),
            "one",
            choices=(
                Choice("now", _("Yes, it is happening right now"), urgent=True),
                Choice("yes", _("Yes")),
                Choice("no", _("No, it is over")),
                DO_NOT_KNOW,
            ),
        ),
        Question(
            "how_often",
            _("How often?"),
            "one",
            choices=(
                Choice("once", _("Once")),
                Choice("sometimes", _("A few times")),
                Choice("weekly", _("Every week")),
                Choice("daily", _("Every day, or nearly")),
                DO_NOT_KNOW,
            ),
        ),
    ),
    group=_("When"),
    may_be_unknown=True,
)

TRACES = Step(
    "traces",
    _("Cars, phone numbers, links"),
    (
        Question("vehicles", _("Cars or other vehicles"), "line", _("Number plate, make, colour.")),
        Question("phones", _("Phone numbers that are used"), "line"),
        Question("links", _("Web links, profiles, bank or payment names"), "line"),
    ),
    _("Only what you know already. Please do not follow anybody, or look for more. Stay safe."),
    may_be_unknown=True,
)

PEOPLE_SEEN = (
    Question("names", _("Names or nicknames"), "line"),
    Question("age", _("How old, roughly?"), "line"),
    Question("description", _("What they look like, and anything else that helps to find them")),
)
VULNERABLE = Question(
    "vulnerable",
    _("Is there anything that makes it harder for them to stay safe?"),
    help=_("For example: a disability, being in care, being new to the UK, drugs or drink, no safe home."),
)

HARM = Step(
    "harm",
    _("Who may be causing harm?"),
    (Question("harm_by", _("Names, what they look like, how they know each other")),),
    may_be_unknown=True,
)


def who(title: object) -> Step:
    """Whoever may be harmed."""
    return Step("who", title, (*PEOPLE_SEEN, VULNERABLE), group=_("Who"), may_be_unknown=True)


def wish(title: object) -> Step:
    """What the reporter hopes for."""
    return Step(
        "wish",
        title,
        (Question("wish", _("Write it in your own words")),),
        _("We cannot promise it. It helps us to do the right thing."),
        _("What you would like"),
    )


CONTACT = Step(
    "contact",
    _("May we get in touch with you?"),
    (
        Question(
            "may_contact",
            _("Choose one"),
            "one",
            choices=(
                Choice("receipt", _("Only here: I will come back with my receipt")),
                Choice("yes", _("Yes, in the way that I write below")),
                Choice("no", _("No")),
            ),
        ),
        Question("contact_how", _("How can we reach you?"), "line", _("A phone number or an e-mail address.")),
        Question(
            "contact_safely",
            _("What makes it safe?"),
            "text",
            _("For example: the best time, who must not hear, whether we may leave a message, which language."),
        ),
    ),
    _(
        "You do not have to say who you are. When you send the form you get a receipt. With it you can come back and read our answer, without a name."
    ),
    _("Getting in touch"),
)
