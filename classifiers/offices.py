"""Whether the writer of an item is an authority or a court, by letterhead, address, signature and way of speaking.

People write *about* authorities all the time: a name in the running text tells nothing. The signs are weighed
together, for each of them is missing now and then (a mail without a signature, a fax whose letterhead is misread).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.folding import folded, joined_letters
from classifiers.letter_lines import is_law_firm
from classifiers.letter_traits import SALUTATION
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import phrases
from classifiers.records import Evidence, Paper, PaperType

ENOUGH = 2.5  # from this weight on the writer is taken for an office
PROBABLY = 2.0  # and from this one where nothing else speaks

_PHRASES = phrases("offices")
_OWN_PARTS = frozenset({Part.HEAD, Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.ENCLOSURES, Part.FOOTER})
_HEAD_LINES, _TAIL_LINES = 5, 7
_LONGEST_LINE = 75  # characters of a line of a letterhead or signature
_IN_NAME, _IN_HEAD, _IN_ADDRESS, _IN_CLOSING, _RANK, _ON_BEHALF, _VOICE = 2.5, 2.5, 2.0, 1.5, 1.5, 1.0, 0.8
_LIKE_APPLICATION = 1.5
_TWICE = 1.5  # the sender's name and the signature agree
# No authority sends these to us by itself.
_HANDED_IN = (PaperType.POWER_OF_ATTORNEY, PaperType.GUARDIANSHIP_CERTIFICATE)
_IS_PARTED = re.compile(r"\s\s|\s[·|•*]\s")  # a long line of a letterhead: name · office · street
_DOT_OF_DATE = re.compile(r"(?<=\d)\.(?=[ ]?[\da-z])")  # ends no sentence
_MOST_VOICE = 4  # ways of speaking that count


def _any(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES[key]), re.MULTILINE)


_NAME, _ADDRESS, _RANKS, _BEHALF = _any("name"), _any("address"), _any("rank"), _any("on_behalf")
_GUARDIAN, _AS_GUARDIAN, _TO_THE_PERSON = _any("guardian"), _any("speaks_as_guardian"), _any("to_the_person")
_VOICES = tuple(re.compile(phrase) for phrase in _PHRASES["voice"])
_TO = re.compile(r"\W{0,3}(?:an|to)\s?:|\W{0,3}an (?:die|den|das)\b")  # a line that names the receiver
_ADDRESS_FIELD = re.compile(r"^\W{0,3}an (?:die|den|das)\b|hart\w*kom+is+ion|\bper (?:fax|e-?mail)\b")


@dataclass(frozen=True, slots=True)
class OfficeSigns:
    """What speaks for an office as the writer.

    Attributes:
        weight: From `ENOUGH` on it is one.
        evidence: Where the signs stand.
    """

    weight: float
    evidence: tuple[Evidence, ...] = ()


_NONE = OfficeSigns(0.0)


def office_signs(reading: Reading) -> OfficeSigns:
    """Weigh what shows that an authority or a court writes to the office.

    Args:
        reading: The message with its papers.

    Returns:
        Nothing where a guardian or a law firm writes, or where the letter is one to the person it is about.
    """
    own = _own_passages(reading)
    text = _DOT_OF_DATE.sub("-", folded("\n".join(p.text for p in own)))
    head, tail = _lines(own, reading)
    if _is_somebody_else(reading, text, [line for line, _ in (*head, *tail)]):
        return _NONE
    weight = _weight_of_sender(reading)
    found: list[Evidence] = []
    named = next((place for line, place in head if _NAME.search(line)), None)
    voices = sum(bool(voice.search(text)) for voice in _VOICES)
    speaks = voices or any(_RANKS.search(line) or _BEHALF.search(line) for line, _ in tail)
    if named is not None:
        # Without a word that sounds like one, it is the receiver, or the home of one who is held there.
        weight += _IN_HEAD if speaks else _IN_HEAD / 3
        found.append(named)
    signed = [(line, place) for line, place in tail if _NAME.search(line)]
    if signed:
        weight += _TWICE if weight >= _IN_NAME else 0
        weight += _IN_CLOSING if named is None else 0.5
        found.append(signed[-1][1])
    weight += _RANK * any(_RANKS.search(line) for line, _ in tail)
    weight += _ON_BEHALF * any(_BEHALF.search(line) for line, _ in tail)
    if weight:
        weight += _VOICE * min(_MOST_VOICE, voices)
        weight -= _LIKE_APPLICATION * bool(reading.papers_of_type(PaperType.APPLICATION_LETTER))
    return OfficeSigns(weight, tuple(found) or _first_words(own)) if weight > 0 else _NONE


def _is_somebody_else(reading: Reading, text: str, lines: list[str]) -> bool:
    """Whether a guardian or a law firm writes, somebody hands papers in, or the letter is one to the person."""
    if _AS_GUARDIAN.search(text) or any(_GUARDIAN.search(line) or is_law_firm(line) for line in lines):
        return True
    if reading.message.mail is None and reading.papers_of_type(*_HANDED_IN):
        return True
    return bool(_TO_THE_PERSON.search(text)) and not _ADDRESS_FIELD.search(text[:900])


def _own_passages(reading: Reading) -> list[Passage]:
    """What the writer says to us: the mail's own words, or the letter, on paper the first one that is no fax cover."""
    spoken = [p for p in reading.letter_passages if p.part in _OWN_PARTS]
    if reading.message.mail is not None or spoken:
        return spoken
    papers = [p for p in reading.papers if p.type is not PaperType.FAX_COVER]
    passages = reading.passages_of(papers[0]) if papers else reading.passages
    return [p for p in passages if p.part in _OWN_PARTS]


def _weight_of_sender(reading: Reading) -> float:
    header = reading.message.mail
    if header is None:
        return 0.0
    name, address = folded(header.from_name), folded(header.from_address)
    return _IN_NAME * bool(_NAME.search(name)) + _IN_ADDRESS * bool(_ADDRESS.search(address))


def _lines(own: list[Passage], reading: Reading) -> tuple[list[tuple[str, Evidence]], list[tuple[str, Evidence]]]:
    """The lines of the letterhead, above the address of the receiver, and those of the signature."""
    lines = [line for passage in own for line in _lines_of(passage)]
    head: list[tuple[str, Evidence]] = []
    if reading.message.mail is None or (own and own[0].document != 0):
        for line, place in lines[:_HEAD_LINES]:
            if _TO.match(line):
                continue
            if SALUTATION.match(line) or (head and _ADDRESS_FIELD.search(line) and not _NAME.search(line)):
                break
            head.append((line, place))
    for cover in reading.papers_of_type(PaperType.FAX_COVER):
        head += _lines_of_cover(reading, cover)
    closing = [line for passage in own if passage.part is not Part.ENCLOSURES for line in _lines_of(passage)]
    return head, closing[len(head) :][-_TAIL_LINES:]


def _lines_of_cover(reading: Reading, cover: Paper) -> list[tuple[str, Evidence]]:
    return [line for passage in reading.passages_of(cover) for line in _lines_of(passage)][:_HEAD_LINES]


def _lines_of(passage: Passage) -> Iterator[tuple[str, Evidence]]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", passage.text):
        line = match.group().strip()
        if len(line) > _LONGEST_LINE and not _IS_PARTED.search(line):
            continue
        yield joined_letters(folded(match.group()).strip()), passage.evidence(match.start(), match.end())


def _first_words(own: list[Passage]) -> tuple[Evidence, ...]:
    return (own[0].evidence(0, min(len(own[0].text), 80)),) if own else ()
