"""Whether the applicants are obliged to leave (vollziehbar ausreisepflichtig), or a title speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from classifiers.clauses import Sentence, clause_around, is_supposed, sentences_of
from classifiers.dates import find_dates
from classifiers.letter_dates import receipt_date
from classifiers.misread import mended, mended_passage
from classifiers.names import plain
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import compiled, one_of, phrases
from classifiers.records import Evidence, ExitObligation, Finding, PaperType, Person
from classifiers.removal import find_removal
from classifiers.subjects import Applicants, applicants_of, begins_with_other_kin, is_about_others, letter_passages


@dataclass(frozen=True, slots=True)
class _Cue:
    """A phrase that speaks for or against the duty to leave.

    Attributes:
        name: Shown as the finding's source.
        weight: Positive where it shows the duty, negative where it speaks against it.
        pattern: What is looked for.
        holds_supposed: It counts also where the sentence supposes something ("wenn ich abgeschoben werde").
        in_papers: It is looked for in papers of authorities and courts, too.
    """

    name: str
    weight: float
    pattern: re.Pattern[str]
    holds_supposed: bool
    in_papers: bool


_PHRASES = phrases("exit_obligation")
_CUES: tuple[_Cue, ...] = tuple(
    _Cue(
        cue["name"],
        cue["weight"],
        compiled(cue["any"], _PHRASES),
        cue.get("holds_supposed", False),
        cue.get("in_papers", False),
    )
    for cue in _PHRASES["cue"]
)
_NEGATED = one_of(_PHRASES, "negated")
_WISHED = one_of(_PHRASES, "wished")
_FORMERLY = one_of(_PHRASES, "formerly")
# Who files for others and writes "wir haben nur Duldung" means them, too; a title of the writer is not theirs.
_FIRST_PERSON = re.compile(r"\b(?:ich|wir|uns|mir|mich|i|we|us|me|je|nous)\b", re.IGNORECASE)
_OF_WRITER = re.compile(r"\b(?:mein|unser)\w*\s+$", re.IGNORECASE)
_PLAIN = 8.0  # from this weight on a phrase counts in every paper
_BEFORE_A_CARD = 9.0  # what says more than a title of which the last day is told, and lies ahead
_LEAST = 4.0  # least weight that says anything
_IN_ENCLOSURES = 6.0  # from this weight on it counts in an enclosure, where the letter says nothing
_NO_MORE = 4.0  # less for a Duldung of former days: a title or an open procedure of today outweighs it
_CARD = re.compile(
    r"\b(?:aufenthaltstitel|aufenthaltsgestattung|aufenthaltserlaubnis|fiktionsbescheinigung)\b", re.IGNORECASE
)
_NO_CARD = re.compile(r"\bduldung\b|\baussetzung der abschiebung\b|\bgrenz.?übertritt", re.IGNORECASE)
_WAS_TOLERATED = re.compile(
    r"\b(?:hatten?|wurden?|war(?:en)?|früher|damals|jahrelang|jahre\s+lang)\b|\bdann\s+(?:\w+\s+){0,2}(?:in|wieder)\b"
    r"|\bin\s+(?:die|eine)\s+duldung\s+(?:zurück\w*|fall\w*|rutsch\w*|komm\w*)\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"\b(?:besteht|bestehe)\s+(?:\w+\s+){0,2}nicht\b|\bnicht\s+(?:mehr\s+)?(?:besteht|bestehe)\b", re.IGNORECASE
)
_VALID_UNTIL = re.compile(
    r"\b(?:gültig\w*|gilt|befristet|verlängert|läuft)\s+(?:\w+\s+)?bis\s+(?:zum\s+)?$", re.IGNORECASE
)
# What the commission takes up, not what these people are.
_IN_GENERAL = re.compile(r"\b(?:üblicherweise|in\s+der\s+regel|grundsätzlich|nur\s+fälle)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sign:
    cue: _Cue
    evidence: Evidence
    is_former: bool = False
    is_valid_now: bool = False  # it is told until when, and that day lies ahead

    @property
    def weight(self) -> float:
        """What it says for the duty to leave today."""
        return self.cue.weight - _NO_MORE * self.is_former


def find_exit_obligation(reading: Reading, persons: Sequence[Person]) -> Finding:
    """What the item says of the applicants' duty to leave, as the finding "exit_obligation".

    A title or an open asylum procedure contradicts it only where the applicants have it now: one that is asked for,
    was lost, or is another's does not. Where both are said, Duldung, a refusal that is final and the like outweigh it.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
    """
    applicants = applicants_of(reading, persons)
    signs = [*_signs(reading, applicants), *_valid_cards(reading, applicants)]
    signs = signs or list(_signs_of_enclosures(reading, applicants))
    stated = sorted((s for s in signs if s.weight > 0), key=lambda s: -s.weight)
    against = sorted((s for s in signs if s.weight < 0), key=lambda s: s.weight)
    strongest = stated[0].weight if stated else 0.0
    if against and strongest < (_BEFORE_A_CARD if any(sign.is_valid_now for sign in against) else _PLAIN):
        return _finding(ExitObligation.CONTRADICTED, against, 0.85 if not stated else 0.7)
    if strongest >= _LEAST:
        return _finding(
            ExitObligation.STATED, stated, 0.95 if strongest >= _PLAIN else 0.85 if strongest >= 6 else 0.75
        )
    announced = find_removal(reading, persons)
    if announced:
        evidence = tuple(place for finding in announced for place in finding.evidence)
        return Finding("exit_obligation", ExitObligation.STATED.value, evidence[:3], 0.8, "removal_announced")
    searched = (
        f"{len(reading.passages)} Abschnitte: keine Duldung, Ablehnung oder Androhung, kein Titel der Antragsteller"
    )
    return Finding("exit_obligation", ExitObligation.NOT_STATED.value, (), 0.7, "no_statement", searched)


def _finding(value: ExitObligation, signs: Sequence[_Sign], confidence: float) -> Finding:
    evidence = tuple(dict.fromkeys(sign.evidence for sign in signs))
    return Finding("exit_obligation", value.value, evidence[:3], confidence, signs[0].cue.name)


def _signs(reading: Reading, applicants: Applicants) -> Iterator[_Sign]:
    own = {(p.document, p.page) for p in letter_passages(reading)}
    official = {
        (paper.document, page)
        for paper in reading.papers_of_type(PaperType.AUTHORITY_DECISION, PaperType.COURT_DECISION, PaperType.IDENTITY)
        for page in range(max(1, paper.first_page), max(1, paper.last_page) + 1)
    }
    for passage in reading.passages:
        place = (passage.document, passage.page)
        if passage.part in (Part.QUOTED, Part.FOOTER):
            continue
        if place in own or passage.part is Part.FORWARDED:
            yield from _signs_of_passage(reading, passage, applicants, _CUES)
        elif place in official:
            yield from _signs_of_passage(reading, passage, applicants, [cue for cue in _CUES if cue.in_papers])


def _signs_of_enclosures(reading: Reading, applicants: Applicants) -> Iterator[_Sign]:
    """Where the letter says nothing: what is plain enough to count in any paper, a Duldung above all."""
    plain = [cue for cue in _CUES if cue.weight >= _IN_ENCLOSURES]
    for passage in reading.passages:
        if passage.part not in (Part.QUOTED, Part.FOOTER):
            yield from _signs_of_passage(reading, passage, applicants, plain)


_CARD_CUE = _Cue("card_is_valid", -9.0, _CARD, holds_supposed=False, in_papers=True)


def _valid_cards(reading: Reading, applicants: Applicants) -> Iterator[_Sign]:
    """Cards of an applicant, a title or an Aufenthaltsgestattung, that are still valid when the item comes."""
    received = receipt_date(reading)
    for paper in reading.papers_of_type(PaperType.IDENTITY):
        passages = reading.passages_of(paper)
        text = mended("\n".join(passage.text for passage in passages)).text
        days = [mention.value for mention in find_dates(text, received)]
        if _NO_CARD.search(text) or not days or max(days) <= received:
            continue
        if not applicants.words & set(plain(text).split()):
            continue
        for passage in passages:
            words = mended_passage(reading, passage)
            match = _CARD.search(words.text)
            if match:
                place = passage.evidence(words.original(match.start()), words.original(match.end()))
                yield _Sign(_CARD_CUE, place, is_valid_now=True)
                break


def _signs_of_passage(
    reading: Reading, passage: Passage, applicants: Applicants, cues: Sequence[_Cue]
) -> Iterator[_Sign]:
    text = mended_passage(reading, passage)
    received = receipt_date(reading)
    for cue in cues:
        for sentence in sentences_of(text.text):
            for match in cue.pattern.finditer(sentence.flat):
                if _counts(sentence.flat, match, cue, applicants):
                    start, end = sentence.start + match.start(), sentence.start + match.end()
                    place = passage.evidence(text.original(start), text.original(end))
                    yield _Sign(cue, place, _is_former(sentence.flat, match, cue), _is_valid(sentence, received))
                    break


def _is_former(sentence: str, match: re.Match[str], cue: _Cue) -> bool:
    """Whether a Duldung is told as one of former days, or of days to come."""
    return cue.name == "duldung" and bool(_WAS_TOLERATED.search(clause_around(sentence, match.start(), match.end())))


def _is_valid(sentence: Sentence, received: date) -> bool:
    """Whether a sentence tells a last day of validity that lies ahead: "gültig bis 11.11.2026"."""
    return any(
        mention.value > received and _VALID_UNTIL.search(sentence.text[: mention.start])
        for mention in find_dates(sentence.text, received)
    )


def _counts(sentence: str, match: re.Match[str], cue: _Cue, applicants: Applicants) -> bool:
    """Whether a phrase is said of the applicants, for now, and not denied, supposed or wished."""
    clause = clause_around(sentence, match.start(), match.end())
    if is_about_others(sentence, match.start(), match.end(), applicants) and not (
        cue.weight > 0 and (_FIRST_PERSON.search(clause) or _OF_WRITER.search(sentence, 0, match.start()))
    ):
        return False
    if cue.weight < 0:
        return not (
            begins_with_other_kin(sentence, applicants)
            or _NEGATED.search(clause.replace(match.group(), _without_cue(match.group())))
            or _WISHED.search(clause)
            or _FORMERLY.search(clause)
        )
    if cue.name == "duldung":
        return not re.search(
            r"\b(?:keine|nie(?:mals)?\s+eine|ohne)\s+(?:\w+\s+)?$", sentence[: match.start()], re.IGNORECASE
        )
    if cue.name == "vollziehbar_ausreisepflichtig":
        return (
            not re.search(
                r"\bnicht\s+(?:mehr\s+)?(?:vollziehbar\s+)?$|\bkeine\s+$", sentence[: match.start()], re.IGNORECASE
            )
            and not (_NO_DUTY.search(clause) or _IN_GENERAL.search(sentence))
            and not (is_supposed(sentence, match.start(), match.end()) and re.search(r"\bob\b", clause))
        )
    return cue.holds_supposed or not is_supposed(sentence, match.start(), match.end())


def _without_cue(text: str) -> str:
    """The text of a cue with its own negation kept out of the way: "noch nicht entschieden" denies nothing."""
    return re.sub(
        r"\b(?:noch\s+)?nicht\s+(?:entschieden|verhandelt|abgeschlossen)\b|\bpas\s+encore\b",
        "",
        text,
        flags=re.IGNORECASE,
    )
