"""People as a passage mentions them: each name with its birth date, nationality and what the words around it say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classifiers.dates import find_dates
from classifiers.letter_lines import is_fax_header, organisation_in
from classifiers.mandate_contexts import mandate_signs
from classifiers.name_contexts import Sign, signs_of
from classifiers.name_drafts import Draft, drafts_in, take_aliases
from classifiers.name_entries import is_place, is_place_of_signing, link_births, link_nationalities, without_origins
from classifiers.name_forms import NameForm
from classifiers.name_lists import PERSONAL_TITLES, exclude_relatives, mark_rows, share_surnames, spread_over_lists
from classifiers.nationalities import find_nationalities
from classifiers.passages import Part, Passage
from classifiers.records import Evidence


class Source(StrEnum):
    """In which kind of text a mention stands."""

    LETTER = "letter"  # the letter and the mail's own words
    FORWARDED = "forwarded"  # an earlier message that is handed on or answered
    HEADER = "header"  # subject or sender of a mail
    MANDATE = "mandate"  # a Vollmacht
    IDENTITY = "identity"  # a passport or the like
    PAPER = "paper"  # any other paper sent along


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a person.

    Attributes:
        form: The name with birth name and aliases.
        evidence: Where it stands; None for a mail's header.
        source: In which kind of text.
        signs: What the words around say.
        title: "herr", "familie", "sohn": as in `NameSpan`.
        birth_date: Told beside the name.
        nationality: Told beside the name.
        quality: 0–1, of the text: below 1 it was read by OCR.
        group: Number of the list or row group it stands in together with others; None where alone.
    """

    form: NameForm
    evidence: Evidence | None
    source: Source
    signs: frozenset[Sign] = frozenset()
    title: str = ""
    birth_date: date | None = None
    nationality: str | None = None
    quality: float = 1.0
    group: int | None = None

    @property
    def name(self) -> str:
        """The name alone."""
        return self.form.name


def mentions_in(
    passage: Passage, source: Source, reference: date, quality: float = 1.0, is_letter: bool = True
) -> tuple[Mention, ...]:
    """Everybody whom a passage names.

    Args:
        passage: Any passage.
        source: In which kind of text it stands.
        reference: Day of receipt: nobody is born later.
        quality: Mean confidence of OCR, 1 for text of a file.
        is_letter: Whether it belongs to the letter; only there the words around a name say what it is there for.
    """
    text = _without_hyphens(_without_fax_headers(passage.text))
    dates = [d for d in find_dates(text) if date(1915, 1, 1) <= d.value <= reference]
    nationalities = find_nationalities(text)
    drafts = [
        draft for draft in take_aliases(text, drafts_in(text)) if draft.title or not organisation_in(draft.form.name)
    ]
    if source not in (Source.LETTER, Source.FORWARDED) or passage.part is Part.CLOSING:
        drafts = [draft for draft in drafts if not is_place_of_signing(text, draft)]
    drafts = without_origins(text, drafts)
    share_surnames(text, drafts)
    link_births(text, drafts, dates, reference)
    drafts = [draft for draft in drafts if not is_place(text, draft, dates)]
    link_nationalities(text, drafts, nationalities)
    for draft in drafts:
        draft.signs |= signs_of(text, draft.start, draft.end, draft.title, passage.part)
        if draft.birth_date:
            draft.signs.add(Sign.BIRTH_TOLD if _is_told_in_sentence(text, draft) else Sign.BORN)
        elif not _can_stand_alone(text, draft):
            draft.signs -= {Sign.CLIENT, Sign.PARTY, Sign.SUBJECT, Sign.SELF}
        if source is Source.MANDATE:
            draft.signs = _signs_in_mandate(text, draft)
    if source is not Source.MANDATE:
        mark_rows(text, drafts)
    spread_over_lists(text, drafts)
    exclude_relatives(text, drafts)
    return tuple(
        Mention(
            draft.form,
            passage.evidence(draft.start, draft.end),
            source,
            frozenset(draft.signs),
            draft.title,
            draft.birth_date,
            draft.nationality,
            quality,
            draft.group,
        )
        for draft in drafts
        if draft.form.name
    )


def _without_fax_headers(text: str) -> str:
    """The text with blanks for what a fax machine prints above a page: its names are of shops and firms."""
    return re.sub(r"[^\n]+", lambda m: " " * len(m.group()) if is_fax_header(m.group()) else m.group(), text)


# "Arnela Meh-/meti": a word that a line break parts; "Vor- und Nachname" is none, "Shehu-/Gashi" keeps its hyphen.
_PARTED = re.compile(r"(?<=[^\W\d_])(?P<hyphen>-)(?P<gap>[ \t]*\n[ \t]*)(?P<rest>(?!(?:und|oder|bzw|u\.)\b)[^\W\d_]+)")


def _without_hyphens(text: str) -> str:
    """The text with the words whole that line breaks part; every place behind them stays where it was."""

    def whole(parted: re.Match[str]) -> str:
        hyphen = "" if parted["rest"][0].islower() else "-"
        return (hyphen + parted["rest"]).ljust(len(parted.group()) - 1) + "\n"

    return _PARTED.sub(whole, text)


_ASKED_FOR = re.compile(
    r"\b(?:(?:geht|handelt)\s+(?:es\s+)?(?:sich\s+)?(?:\w+\s+)?um|(?:fall|schicksal|lage|situation|anliegen)\s+von"
    r"|antrag\s+(?:für|von)|härtefall\w*\s+(?:für|von)|heiße|heisse|heise|name\s+ist|my\s+name\s+is|m['’]appelle"
    r"|bleiberecht\s+für|(?:frau|mann|mädchen|jungen?|geflüchtete[rn]?)\s*,|\bwohnt\s+(?:hier\s+|auch\s+|noch\s+)?(?:die|der)|hei(?:ß|ss|s)(?:t|en)|mündel[s]?|jugendlichen|schützling\w*|hilfe\s+für)\s+$",
    re.IGNORECASE,
)


def _is_told_in_sentence(text: str, draft: Draft) -> bool:
    """ "Lina ist am 14. Dezember 2025 in Hamm geboren" is a sentence, "Lina, geb. 14.12.2025" an entry."""
    return bool(re.match(r"\s+(?:ist|wurde|war|kam|was)\b", text[draft.end : draft.end + 12]))


def _signs_in_mandate(text: str, draft: Draft) -> set[Sign]:
    """The signs of a name in a Vollmacht; a single word without title or birth date gives and gets none."""
    kept = draft.signs & {Sign.BORN, Sign.MINOR}
    if len(draft.form.name.split()) == 1 and not (kept or draft.title or Sign.CHILD in draft.signs):
        return set()
    return mandate_signs(text, draft.start, draft.end, draft.signs) | kept


def _can_stand_alone(text: str, draft: Draft) -> bool:
    """Whether a name may be taken at the word of what leads to it: any noun can follow "für" or stand in a subject."""
    if len(draft.form.name.split()) > 1 or draft.form.name.endswith("."):
        return True
    if set(draft.title.split()) & (
        PERSONAL_TITLES
        | {"familie", "eheleute", "ehepaar", "mj", "kind", "kinder", "sohn", "sohne", "tochter", "mandant", "mandantin"}
    ):
        return True
    return bool(_ASKED_FOR.search(text[max(0, draft.start - 60) : draft.start]))
