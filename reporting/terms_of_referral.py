"""Why information may be shared, and how it goes: agreed lists, each line with its source.

UK GDPR articles 6, 9 and 10; Data Protection Act 2018, Schedules 1 and 8; HM Government, Working Together to
Safeguard Children, and Information sharing: advice for practitioners. The partnership's data protection officer
confirms which of them it uses. A partnership may change the words; the codes are stored.
"""

from datetime import date
from typing import Any

from django.utils.formats import date_format

BASES = (
    ("public_task", "A public task or duty: UK GDPR article 6(1)(e)"),
    ("legal_obligation", "A legal obligation: UK GDPR article 6(1)(c)"),
    ("vital_interests", "To protect somebody’s life: UK GDPR article 6(1)(d)"),
)
NOTHING_SPECIAL = "none"
CONDITIONS = (
    (
        "safeguarding",
        "Safeguarding of children and of individuals at risk: article 9(2)(g), DPA 2018 Schedule 1 paragraph 18",
    ),
    (
        "unlawful_acts",
        "Preventing or detecting unlawful acts: article 9(2)(g), DPA 2018 Schedule 1 paragraph 10",
    ),
    (
        "statutory",
        "A function conferred by law: article 9(2)(g), DPA 2018 Schedule 1 paragraph 6",
    ),
    (
        "economic",
        "Safeguarding of economic well-being of individuals at risk: article 9(2)(g), DPA 2018 Schedule 1 paragraph 19",
    ),
    ("care", "Health or social care: article 9(2)(h), DPA 2018 Schedule 1 paragraph 2"),
    ("life", "Vital interests of somebody who cannot consent: article 9(2)(c)"),
    (
        "offences",
        "Alleged offences: article 10, under the Schedule 1 paragraph that is ticked above",
    ),
    (
        "law_enforcement",
        "Safeguarding, where we act as a competent authority under Part 3: DPA 2018 Schedule 8 paragraph 4",
    ),
    (NOTHING_SPECIAL, "None is needed: nothing in it is special category data or about an alleged offence"),
)
GUIDANCE = (
    ("working_together", "Working Together to Safeguard Children: information sharing"),
    ("advice", "Information sharing: advice for practitioners providing safeguarding services"),
    ("section_47", "Children Act 1989, section 47: a child may be suffering significant harm"),
    ("section_42", "Care Act 2014, section 42: an adult with care and support needs may be at risk"),
    ("section_115", "Crime and Disorder Act 1998, section 115: disclosure to a relevant authority"),
)
BUNDLE, PRINT = "bundle", "print"
WAYS = ((BUNDLE, "Encrypted bundle"), (PRINT, "Print"))


def reference(referral_id: str) -> str:
    """What the agency and the desk call a referral. It is drawn at random, and leads from no paper to a report."""
    return f"REF-{referral_id[:8].upper()}"


def said_of_referral(data: dict[str, Any]) -> str:
    """One record about a referral, in a line: that it was made, that it was chased, that it was acknowledged."""
    about = reference(data["id"])
    if "acknowledged_on" in data:
        return f"{about}: acknowledged on {day(data['acknowledged_on'])} by {data['acknowledged_by']}"
    if "chased_on" in data:
        return f"{about}: chased on {day(data['chased_on'])}. {data['chased']}"
    return f"{about} to {data['agency']['name']} ({dict(WAYS)[data['how']]})"


def day(iso: str) -> str:
    """A day in words."""
    return date_format(date.fromisoformat(iso), "j F Y")
