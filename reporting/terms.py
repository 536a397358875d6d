"""The desk's agreed lists: what it sorts, flags and closes reports by.

Flags and themes follow the partnership's strategy (child sexual and criminal exploitation, modern slavery,
adults with multiple vulnerabilities, transitions) and the kinds of abuse in the Care Act 2014's statutory
guidance, paragraph 14.17. A partnership may change the words; the codes are stored.
"""

IMMEDIATE, TODAY, SOON, ROUTINE = "immediate", "today", "soon", "routine"
URGENCY = (
    (IMMEDIATE, "Immediate danger: act now"),
    (TODAY, "Act today"),
    (SOON, "Act within three days"),
    (ROUTINE, "Routine"),
)
RANK = {code: rank for rank, (code, _words) in enumerate(URGENCY)}
FLAGS = (
    ("child", "A child or young person under 18"),
    ("care", "In care, or a care leaver"),
    ("transition", "Moving from children's to adults' services"),
    ("missing", "Goes missing"),
    ("school", "Out of school, or excluded"),
    ("learning", "Learning disability or difficulty, or autism"),
    ("mental", "Mental ill-health"),
    ("substances", "Drugs or alcohol"),
    ("homeless", "Homeless, or at risk of it"),
    ("migration", "Insecure immigration status"),
    ("language", "Needs an interpreter"),
    ("care_needs", "Adult with care and support needs"),
    ("carer", "Depends on the person who harms, or cares for them"),
    ("trust", "Concern about a person in a position of trust"),
)
OUTCOMES = (
    ("referred_children", "Referred to children's social care"),
    ("referred_adults", "Referred to adults' social care (section 42)"),
    ("referred_police", "Passed to the police"),
    ("referred_licensing", "Passed to licensing or another regulator"),
    ("referred_other", "Referred to another service"),
    ("advice", "Advice given, nothing more needed"),
    ("information", "Kept as information"),
    ("duplicate", "The same as another report"),
    ("not_safeguarding", "Not about safeguarding"),
)
SUSPICIONS = (
    ("child_image", "It may show the sexual abuse of a child"),
    ("harmful", "It may be made to harm our computers"),
    ("other", "Something else"),
)
PATHS = {
    "young_person": "A young person, about themself",
    "someone": "About somebody",
    "place": "About a place or a business",
    "professional": "From a professional",
    "position_of_trust": "About a person in a position of trust",
    "desk": "About somebody at the desk",
}
# First words for a message to a reporter. They repeat nothing of a report, and name nobody.
BEGINNINGS = (
    "Thank you for telling us. We have read what you sent, and we are acting on it.",
    "Thank you. We would like to know a little more. You do not have to answer. If it is safe for you, tell us:",
    "We have passed this on to people who can help. We cannot say here what they do, so that nobody is put in danger.",
    "If somebody is in danger now, call 999. We do not read these messages at every hour.",
)


def words(terms: tuple[tuple[str, str], ...], code: str) -> str:
    """A code's words; a code that is no longer in the list stands for itself."""
    return dict(terms).get(code, code)
