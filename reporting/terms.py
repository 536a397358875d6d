"""The desk's agreed lists: what it sorts, flags and closes reports by.

Flags (`flags`) and themes follow the partnership's strategy (child sexual and criminal exploitation, modern slavery,
adults with multiple vulnerabilities, transitions) and the kinds of abuse in the Care Act 2014's statutory
guidance, paragraph 14.17. A partnership may change the words; the codes are stored.
"""

from reporting.flags import FLAGS as FLAGS

IMMEDIATE, TODAY, SOON, ROUTINE = "immediate", "today", "soon", "routine"
URGENCY = (
    (IMMEDIATE, "Immediate danger: act now"),
    (TODAY, "Act today"),
    (SOON, "Act within three days"),
    (ROUTINE, "Routine"),
)
RANK = {code: rank for rank, (code, _words) in enumerate(URGENCY)}
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
    ("feedback", "Feedback, given to whoever it is for"),
    ("noise", "Sent by a program, or without any meaning"),
)
SUSPICIONS = (
    ("child_image", "It may show the sexual abuse of a child"),
    ("harmful", "It may be made to harm our computers"),
    ("other", "Something else"),
)
# Months from closing until a report may be deleted. A proposal: each partnership must decide its own
# (the setting RETENTION_MONTHS), with its data protection officer.
RETENTION_MONTHS = {
    "referred_children": 72,
    "referred_adults": 72,
    "referred_police": 72,
    "referred_licensing": 72,
    "referred_other": 72,
    "advice": 24,
    "information": 24,
    "duplicate": 12,
    "not_safeguarding": 6,
    "feedback": 3,
    "noise": 1,
}
# Why something must go before its time: UK GDPR, article 17(1); section 47 of the Data Protection Act 2018 where the
# police process it as such. Consent, (b) and (f), is not what the desk works on.
ERASURE_BASES = (
    ("17_1_a", "UK GDPR, article 17(1)(a): it is no longer needed for what it was collected for"),
    ("17_1_c", "UK GDPR, article 17(1)(c): the person objects, and nothing outweighs that"),
    ("17_1_d", "UK GDPR, article 17(1)(d): it was processed unlawfully"),
    ("17_1_e", "UK GDPR, article 17(1)(e): the law says that it must be erased"),
    ("order", "A court or the Information Commissioner has ordered it"),
    ("dpa_47", "Data Protection Act 2018, section 47: law enforcement"),
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
