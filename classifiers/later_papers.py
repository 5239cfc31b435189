"""What a later item mends of the papers of a case: one that was missing comes, one that was unreadable comes again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from classifiers.records import Decision, Kind, PaperType

_SENT_AGAIN = re.compile(
    r"noch\s*(?:ein)?mal|erneut|lesbar|ohne\s+(?:kennwort|passwort)|offen\b|entsperrt|besser\w*\s+(?:kopie|scan|foto)|neu\s+gescannt",
    re.IGNORECASE,
)
_AS_TEXT = re.compile(
    r"\b(?:hier|jetzt|daher|deshalb|nun|eben)\b[^.?!\n]{0,30}\b(?:als|im)\s+(?:text|klartext)\b", re.IGNORECASE
)
# What a file's name tells of an unreadable paper.
_NAME_TELLS: tuple[tuple[str, PaperType], ...] = (
    (r"arzt|ärzt|attest|befund|therapie|klinik|medizin|bericht|gutachten", PaperType.MEDICAL),
    (r"zeugnis|schul", PaperType.SCHOOL),
    (r"vollmacht", PaperType.POWER_OF_ATTORNEY),
    (r"arbeit|vertrag|lohn|gehalt|ausbildung", PaperType.EMPLOYMENT),
    (r"lebenslauf|\bcv\b", PaperType.CV),
    (r"pass|ausweis|duldung|urkunde|tazkira", PaperType.IDENTITY),
    (r"bescheid", PaperType.AUTHORITY_DECISION),
    (r"urteil|beschluss", PaperType.COURT_DECISION),
    (r"b1|b2|a2|sprach|telc|deutsch", PaperType.LANGUAGE_CERTIFICATE),
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A paper that could not be read, and whether an authority sent it: only its like sends it again."""

    name: str
    of_office: bool


def unread_of(decision: Decision) -> tuple[Unread, ...]:
    """The papers of an item that could not be read."""
    return tuple(Unread(name, decision.kind is Kind.AUTHORITY_REPLY) for name in decision.unreadable_papers)


def still_missing(missing: Sequence[PaperType], decision: Decision) -> list[PaperType]:
    """What is missing yet after an item: each of its papers stands for one that was named and not there."""
    left = list(missing)
    for paper in decision.papers:
        wanted = paper.type if paper.type in left else None
        if wanted is None and PaperType.OTHER in left:
            wanted = PaperType.OTHER
        if wanted is None and paper.type is PaperType.OTHER and PaperType.APPLICATION_LETTER in left:
            wanted = PaperType.APPLICATION_LETTER  # in a supplement no letter is called so
        if wanted is not None:
            left.remove(wanted)
    return left


def still_unreadable(unread: Sequence[Unread], decision: Decision) -> list[Unread]:
    """What is unreadable yet after an item: it brings a paper again by its name, its type, or by saying so."""
    if decision.unreadable_papers:
        return list(unread)
    is_office = decision.kind is Kind.AUTHORITY_REPLY
    return [one for one in unread if one.of_office is not is_office or not _comes_again(one.name, decision)]


def _comes_again(name: str, decision: Decision) -> bool:
    types = {paper.type for paper in decision.papers}
    names = [paper.source for paper in decision.papers]
    return (
        _type_by_name(name) in types
        or any(fuzz.ratio(name.casefold(), other.casefold()) >= 75 for other in names)
        or bool(decision.papers and _SENT_AGAIN.search(decision.main_text))
        or bool(_AS_TEXT.search(decision.main_text))
    )


def _type_by_name(name: str) -> PaperType | None:
    return next((kind for words, kind in _NAME_TELLS if re.search(words, name, re.IGNORECASE)), None)
