"""Whether an item concerns no case at all: sent to many, a general question, meant for somebody else.

What its kind is does not matter here. Where signs of a case are found, they go before.
"""

from __future__ import annotations

import re

from classifiers.folding import folded
from classifiers.letter_traits import SALUTATION
from classifiers.records import Decision, Kind
from classifiers.shape import names_commission_of_another_land, speaks_of_the_commission

_HEAD = 900  # characters in which address and salutation stand
_RECEIVERS = (
    r"(?:ausländer)?behörden|ämter|stellen|kommunen|kreise|gemeinden|städte|kanzleien|beratungsstellen"
    r"|einrichtungen|träger|verbände|vereine|geschäftsstellen"
)
_TO_MANY = re.compile(
    rf"\brundschreibens?\b|\brunderlass|\brundbrief|\brundmail|^[ \t]*an[ \t]+alle\b"
    rf"|^[ \t]*an[ \t]+die[ \t]+(?:[^\W\d]+[ \t]+){{0,5}}(?:{_RECEIVERS})\b|^[ \t]*verteiler[ \t]*:",
    re.I | re.M,
)
_IN_GENERAL = re.compile(
    r"\b(?:nicht|kein\w*)\s+(?:um\s+)?(?:einen?\s+|der\s+)?(?:bestimmte|konkrete|einzelne)[rsnm]?\s+(?:einzel)?fall"
    r"|\bunabhängig\s+von(?:\s+(?:einem|jedem))?(?:\s+\w+)?\s+(?:einzel)?fall"
    r"|\bohne\s+bezug\s+(?:zu|auf)\s+eine[nm]\s+(?:\w+\s+)?fall|\b(?:an)?fragen?\s+allgemeiner\s+art"
    r"|\b(?:rein\s+)?allgemeine\w*\s+(?:an|rück|verfahrens)?frage",
    re.I,
)
_BY_MISTAKE = re.compile(
    r"\birrläufer|\birrtümlich|\bversehentlich|\bfehlgeleitet|\bfalsch\w*\s+(?:fax|nummer|kurzwahl|adress)", re.I
)
_DESTROY = re.compile(r"\bvernicht|\blösch(?:en|ung)\b|\bzu\s+löschen", re.I)
_BODY = re.compile(
    r"^\s*(?:an\s+(?:das|die|den)\s+)?(?:\w*gericht\b|\w*ministerium\b|bezirksregierung\b|jobcenter\b|finanzamt\b"
    r"|landtag\b|bundesamt\b|staatsanwaltschaft\b|(?:land)?kreis\b|stadt\b|(?:standes|sozial|jugend|ausländer)amt\b"
    r"|ausländerbehörde\b|\w*kasse\b|\w*versicherung\b)",
    re.I,
)
_TOWN_LINE = re.compile(r"^\s*\d{5}\s+[A-ZÄÖÜ][^\d]{2,40}?(?:\s{3,}.*)?$")
_BLOCK = 4  # lines of an address from its name on


def is_for_many(decision: Decision) -> bool:
    """Whether an item is a circular: its head speaks to many, and it is about nobody."""
    return bool(_TO_MANY.search(_head(decision.main_text))) and not any(p.birth_date for p in decision.persons)


def concerns_no_case(decision: Decision) -> bool:
    """Whether an item says itself that it is about no case here, or that it was meant for somebody else."""
    text = decision.main_text
    return (
        is_for_many(decision)
        or bool(_IN_GENERAL.search(text))
        or bool(_BY_MISTAKE.search(text) and _DESTROY.search(text))
        or names_commission_of_another_land(_head(text))
        or _is_addressed_to_another(decision)
    )


def _head(text: str) -> str:
    """Subject and address: what stands before the salutation."""
    salutation = SALUTATION.search(folded(text))
    return text[: salutation.start() if salutation else _HEAD][:_HEAD]


def _is_addressed_to_another(decision: Decision) -> bool:
    """Whether a letter that never speaks of the commission bears the address of a court or another office.

    The first one that an office's letter names is the office itself.
    """
    if speaks_of_the_commission(decision.main_text):
        return False
    lines = [line for line in _head(decision.main_text).splitlines() if line.strip()]
    bodies = [place for place, line in enumerate(lines) if _BODY.search(line)]
    others = bodies[1:] if decision.kind is Kind.AUTHORITY_REPLY else bodies
    return any(_TOWN_LINE.search(line) for place in others for line in lines[place + 1 : place + _BLOCK])
