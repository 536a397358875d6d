"""A first look at a comment, so that one that sounds like a call for help is read first.

It only sorts: every comment is read by a person of the desk before editors see it.
"""

import re

# Words that people use for harm, in the site's languages. Stems, so that endings do not matter.
WORDS = {
    "en": "abus, rape, raping, hit, hurt, kill, suicid, scared, afraid, threat, touch, force, pimp, dealer, drugs, knife, stab, beat, trapped, traffick, groom, nude, help me",
    "pl": "bije, pobi, gwałt, zabi, samobój, boję się, grozi, zmusza, dotyka, wykorzyst, narkotyk, nóż, pomóż, pomocy, ratun",
    "ur": "مارتا, مارا, مار پیٹ, زیادتی, خودکشی, ڈر, خوف, دھمکی, زبردستی, مجبور, چھو, نشہ, منشیات, چاقو, مدد, بچاؤ",
    "pa": "ਮਾਰ, ਕੁੱਟ, ਬਲਾਤਕਾਰ, ਖੁਦਕੁਸ਼ੀ, ਡਰ, ਧਮਕੀ, ਜ਼ਬਰਦਸਤੀ, ਮਜਬੂਰ, ਛੂਹ, ਨਸ਼ਾ, ਨਸ਼ੇ, ਚਾਕੂ, ਮਦਦ, ਬਚਾਓ",
}
PATTERN = re.compile(
    r"\b(?:" + "|".join(re.escape(stem) for line in WORDS.values() for stem in line.split(", ")) + ")", re.IGNORECASE
)
CONTACT = re.compile(r"\d{5,}|(?:\d[ -]?){9,}|\S+@\S+")


def sounds_worrying(text: str) -> bool:
    """True if the words may be about harm to somebody, or hold a way to reach a person."""
    return bool(PATTERN.search(text) or CONTACT.search(text))
