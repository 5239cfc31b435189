"""Postal addresses in a message, each with what stands around it; our own office's are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.letter_lines import is_fax_header
from classifiers.passages import Part, Passage, Reading
from classifiers.records import PaperType

_STREET = (
    r"(?P<street{0}>(?:c/o[^\n,]{{2,40}}[,\n]\s*)?[A-ZÄÖÜ][^\n,;:|·\t]{{2,44}}?\s?\d{{1,4}}\s?[a-zA-Z]?"
    r"(?:\s?[-–/]\s?\d{{1,4}}\s?[a-z]?)?)"
)
_TOWN = (
    r"(?P<code{0}>\d{{5}})(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"(?P<town{0}>(?:(?:Bad|Sankt|St\.|Bergisch|Porta|Schlo(?:ß|ss)|Neu|Alt|Gro(?:ß|ss)"
    r"|Klein|Burg|Markt|Stadt)[ ])?"
    r"[A-ZÄÖÜ](?:[^\W\d_]|['’/-])+(?:[ ](?:a\.[ ]?d\.|am|an[ ]der|im|in|ob[ ]der|vor[ ]der)[ ][A-ZÄÖÜ][^\W\d_]+"
    r"|[ ]\([A-ZÄÖÜ][^\W\d_]+\))?)"
)
_GAP = (
    r"(?:[ \t]*[,·|/–-]?[ \t]*(?:in[ \t]+)?\n?[ \t]*(?:in[ \t]+)?"
    r"|[ \t]*\n[ \t]*(?:PLZ|Postleitzahl)\b[^\n\d]{0,24})"
)
_ADDRESS = re.compile(
    rf"{_STREET.format(1)}(?:,[^\n,]{{2,30}})?{_GAP}(?:D[ -])?{_TOWN.format(1)}"
    rf"|{_TOWN.format(2)}[ \t]*,[ \t]*{_STREET.format(2)}(?=[\s,.;)]|$)"
    rf"|{_TOWN.format(5)}(?:,[^\n]{{0,30}})?\n[ \t]*{_STREET.format(5)}(?=[ \t]*(?:\n|$))"
    rf"|{_STREET.format(4)}\s*,\s*(?P<code4>\d{{5}})(?P<town4>)(?=\s*[);,.]|[ \t]*(?:\n|$))|(?P<house>(?:ZUE|EAE"
    rf"|Zentrale\s+Unterbringungseinrichtung|Unterbringungseinrichtung|Landesaufnahme\w*|Wohnheim|Unterkunft|JVA"
    rf"|UfA)\b[^\n]{{0,60}}?){_GAP}{_TOWN.format(3)}"
)
_OUR_OFFICE = re.compile(
    r"h(?:ä|ae|a)rtefall|ministerium|geschäftsstelle|kommission|völklinger\s+str|\b40219\b|\b40190\b|\blandtag\b",
    re.IGNORECASE,
)
_SINCE = (
    r"(?:(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?=\s+(?:in|im|am|an|20\d\d)\b)"
    r"|(?:19|20)\d\d(?=\s+(?:in|im|am|an)\b))"
)
_LEADING = re.compile(
    rf"^(?:{_SINCE}\s+(?:im\s+)?|(?:wohnhaft|wohnt|wohne|wohnen|gemeldet|anschrift|adresse|in|unter|der|am)\b:?\s*)",
    re.IGNORECASE,
)
_TO_STREET = re.compile(
    r"(?:\b(?:wohn\w+|leb\w+|gemeldet|ist|sind|hat|sitzt|unter(?=\s+der)|adresse|anschrift)\b(?:\s+(?:seit|in|im|am"
    rf"|der|dem|den|unter|bei|zu|hier|jetzt|nun|alle|wir|{_SINCE}))*|\b(?:in|an)\s+der)\s+(?=\S+.*\d)"
)
_LEADERS = re.compile(r"[._]{3,}")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address with what stands around it.

    Attributes:
        lines: The street or house, and the postal code with the town.
        before: Up to 160 characters in front of it, without what a fax machine prints and the dots of a form.
        after: Up to 160 characters behind it.
        passage: Where it stands.
        in_mandate: In a Vollmacht or an identity paper.
        in_letter: In what the writer says, or in one of these papers.
    """

    lines: tuple[str, str]
    before: str
    after: str
    passage: Passage
    in_mandate: bool
    in_letter: bool


def postal_addresses(reading: Reading) -> Iterator[PostalAddress]:
    """All postal addresses of a message but those of our own office, in order; a quoted mail's are left out."""
    letter = {id(p) for p in reading.letter_passages}
    mandates = {
        id(p)
        for paper in reading.papers_of_type(PaperType.POWER_OF_ATTORNEY, PaperType.IDENTITY)
        for p in reading.passages_of(paper)
    }
    for passage in reading.passages:
        if passage.part is Part.QUOTED:
            continue
        in_letter = not letter or id(passage) in letter | mandates
        text = _plain_lines(passage.text)
        for match in _ADDRESS.finditer(text):
            number = next(n for n in ("1", "2", "3", "4", "5") if match.group(f"code{n}"))
            street = match.group("house") if number == "3" else match.group(f"street{number}")
            town = f"{match.group(f'code{number}')} {match.group(f'town{number}').strip(' .,-')}".strip()
            lines = (_trimmed(street), town)
            # The words that lead to a street tell whose home it is: "Ada Osei wohnt Teichweg 4".
            start = max(match.start(), text.rfind(lines[0].split(" ")[0], match.start(), match.end()))
            before = text[max(0, start - 160) : start]
            above = re.split(r"[.!?]\s*\n|\n\n", before)[-1][-90:]  # a sentence ends the address of who is written to
            if _OUR_OFFICE.search(above + street) or _OUR_OFFICE.search(town):
                continue
            after = text[match.end() : match.end() + 160]
            yield PostalAddress(lines, before, after, passage, id(passage) in mandates, in_letter)


def _plain_lines(text: str) -> str:
    """The text with what fax machines print and the dots of forms blanked; as long as it was."""
    lines = (" " * len(line) if is_fax_header(line) else line for line in text.split("\n"))
    return _LEADERS.sub(lambda match: " " * len(match.group()), "\n".join(lines))


def _trimmed(street: str) -> str:
    """The street without the words that lead to it."""
    street = re.split(r"\s[-–·•|*]\s|[|·•)]|\.\s(?=[A-ZÄÖÜ])", " ".join(street.split()))[-1].strip()
    verb = list(_TO_STREET.finditer(street))
    if verb:
        street = street[verb[-1].end() :]
    while _LEADING.match(street) and len(street.split()) > 2 and not re.match(r"(?:Am|In|Unter)\s+[A-ZÄÖÜ]", street):
        street = _LEADING.sub("", street, count=1)
    return street.strip(" ,.-")
