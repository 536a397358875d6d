"""The agreed list of vulnerability markers, each with the place that names it.

Codes are stored in sealed records and never change; words may. The strategy asks for it: "enhancing the processes for
recording flagging or 'markers' on service systems, to support effective consistent record keeping" (objective 1).
"""

from dataclasses import dataclass

STRATEGY = "Bradford District response to Risk and Vulnerabilities in Complex Safeguarding"
CARE_ACT = "Care Act 2014 statutory guidance, chapter 14"


@dataclass(frozen=True)
class Marker:
    """What an officer ticks, and where the strategy or the law's guidance speaks of it."""

    code: str
    words: str
    source: str


MARKERS = (
    Marker("child", "A child or young person under 18", "Definition: children and young people"),
    Marker("care", "In care, or a care leaver", "Stakeholders: young people in transitions"),
    Marker("home", "Lives in a children's home", "Objective 3: residential children's care homes"),
    Marker("transition", "Moving from children's to adults' services", "Objectives 1 and 3: transitions"),
    Marker("missing", "Goes missing", "Definition: going missing"),
    Marker("school", "Out of school, or excluded", "Objective 1: vulnerable learners"),
    Marker("unit", "At a pupil referral unit or in alternative provision", "Objective 3: pupil referral units"),
    Marker("learning", "Learning disability or difficulty, or autism", "Objective 1: vulnerable learners"),
    Marker("gang", "Linked to a gang or a county line", "Definition: gangs and groups, county lines"),
    Marker("harms_too", "Is harmed, and harms others", "Objective 2: both a victim and perpetrator"),
    Marker("domestic", "Lives or lived with domestic abuse", "Objective 3: domestic abuse"),
    Marker("mental", "Mental ill-health", "Objective 3: mental health"),
    Marker("substances", "Drugs or alcohol", "Objective 3: alcohol and substance misuse"),
    Marker("homeless", "Homeless, or at risk of it", "Objective 1: homelessness"),
    Marker("migration", "Insecure immigration status", "Definition: modern day slavery"),
    Marker("language", "Needs an interpreter", "Objective 6: diverse groups"),
    Marker("care_needs", "Adult with care and support needs", CARE_ACT),
    Marker("carer", "Depends on the person who harms, or cares for them", CARE_ACT),
    Marker("trust", "Concern about a person in a position of trust", CARE_ACT),
)
FLAGS = tuple((marker.code, marker.words) for marker in MARKERS)
