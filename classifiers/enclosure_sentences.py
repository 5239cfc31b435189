"""Which papers a sentence says are enclosed: clause by clause, for the next may say that another will follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from classifiers.enclosure_things import Noun, Sort, nouns_in, thing_named
from classifiers.lenient_patterns import pattern
from classifiers.patterns import phrases
from classifiers.records import PaperType

_DATA = phrases("enclosures")
_FOREIGN = phrases("enclosures_foreign")
_HERE = pattern([*_DATA["here"], *_FOREIGN["here"]])
_SENT = pattern([*_DATA["sent"], *_FOREIGN["sent"]])
_ATTRIBUTE = pattern([*_DATA["attribute"], *_FOREIGN["attribute"]])
_FOREIGN_CUE = pattern([*_FOREIGN["here"], *_FOREIGN["sent"]])
_NOT_HERE_ABROAD = pattern(_FOREIGN["not_here"])
_BRACKETS = pattern(_DATA["brackets"])
_NOT_HERE = pattern(_DATA["not_here"])
_COMES_LATER = pattern(_DATA["comes_later"])
_VERBS = frozenset(_DATA["verbs"].split())
_NO_VERBS = frozenset(_DATA["no_verbs"].split())
_PREPOSITION = pattern(
    r"\b(?:<prepositions>) (?:(?:der|die|das|den|dem|des|eine?[nmrs]?|mein\w*|sein\w*|ihr\w*|unser\w*|dies\w*"
    r"|letzte\w*|[a-z]+en|[a-z]+er|the|my|la|le|les|el|il)\s+){0,3}\Z",
    {"prepositions": "|".join([*_DATA["prepositions"].split(), *_FOREIGN["prepositions"].split()])},
)
_THIS_LETTER = pattern(
    r"\b(?:dies\w*|vorliegende\w*|folgende[nmrs]?|this|cette|esta|questa|bu|kete|ovaj|ovu|цим|цей|этим|هذه|هذا|این)"
    r" (?:\w+ )?\Z"
)
_TO_THE_LETTER = pattern(r"\b(?:dem|einem|meinem|unserem|ihrem|seinem) (?:\w+ )?\Z")  # "dem Antrag liegt bei"
_BY_DECISION = pattern(r"\bmit (?:(?:dem|einem|diesem|ihrem|seinem) )?\Z")  # "mit Bescheid vom ... abgelehnt"
_DECISIONS = (PaperType.AUTHORITY_DECISION, PaperType.COURT_DECISION)
_CARRIED = pattern(r"\b(?:von|vom|des|der|aus|davon|of|my|de|[ms]eine[rs]|ihre[rs]|unsere[rs])\b")
_MEANS_ALL = pattern(r"\b(?:beides?|alles|alle|sie|diese|all das)\b")
_IF = pattern(r"\s*(?:wenn|sobald|falls|sofern)\b")
_NEGATED = pattern(r"\b(?:nicht|kein\w*) (?:\w+ )?\Z")
_JOINED = pattern(r"[^.;:()]{0,40}?(?:,|\bund\b|\bsowie\b|\bnebst\b)\s*(?:\w+\s+){0,2}")
_LABEL = re.compile(r"[a-z]\d{1,2}")
_RELATIVE = pattern(
    r"\s*(?:(?:um|zu|von|mit|auf|fur|uber|an|nach)\s+)?(?:der|die|das|den|dem|deren|dessen|welche\w*)\b"
)
_FAR = 90  # characters within which an attribute finds its paper
SURE, LIKELY = 0.85, 0.65


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence between commas.

    Attributes:
        begin: Its first character in the passage; `end`: one past its last.
        nouns: Things that it may say are enclosed.
        all_nouns: Those too that stand behind a preposition or are the letter itself.
        is_cue: It says that something is enclosed; `is_sure`: in so many words.
        is_blocked: It says that something is not, or not yet.
        has_verb: It is a statement of its own, not part of a list.
        in_brackets: It stands in brackets.
    """

    begin: int
    end: int
    nouns: tuple[Noun, ...]
    all_nouns: tuple[Noun, ...]
    is_cue: bool
    is_sure: bool
    is_blocked: bool
    has_verb: bool
    in_brackets: bool


def is_not_here(words: str) -> bool:
    """Whether folded words say that a paper is not with the letter: to come, sent before, wanted, denied."""
    if _NOT_HERE.search(words):
        return True
    return bool(_COMES_LATER.search(words)) and not _HERE.search(words)


def _is_not_here_abroad(words: str) -> bool:
    """The same in another language; not in German, whose careless words they are too: "anbei ne Kopie"."""
    return bool(_FOREIGN_CUE.search(words)) and bool(_NOT_HERE_ABROAD.search(words))


def enclosed_in_sentence(plain: str, begin: int, end: int) -> list[tuple[Noun, float, tuple[int, int]]]:
    """The papers that a sentence says are enclosed.

    Args:
        plain: Folded text of a passage.
        begin: First character of the sentence.
        end: One past its last.

    Returns:
        In order: the noun, a confidence 0–1, and the clause it stands in.
    """
    sentence = plain[begin:end]
    if sentence.rstrip(" \n\"')").endswith("?"):
        return []
    cues = (_HERE, _SENT, _ATTRIBUTE)
    if not any(cue.search(sentence) for cue in cues) and "(" not in sentence:
        return []
    clauses = [_clause(plain, *span) for span in _clause_spans(plain, begin, end)]
    accepted: dict[int, tuple[Noun, float]] = {}
    for noun, confidence in (
        *_by_attribute(plain, begin, end),
        *_by_clause(plain, clauses),
        *_by_brackets(plain, clauses),
    ):
        accepted.setdefault(noun.start, (noun, confidence))
    ordered = [accepted[start] for start in sorted(accepted)]
    return [
        (noun, confidence, next(((c.begin, c.end) for c in clauses if c.begin <= noun.start < c.end), (begin, end)))
        for place, (noun, confidence) in enumerate(ordered)
        if _is_named_for_itself(plain, [n for n, _ in ordered], place)
    ]


def _is_named_for_itself(plain: str, nouns: list[Noun], place: int) -> bool:
    """Whether a noun is no mere form of the next ("Kopie des Passes") nor the second word of one thing."""
    noun = nouns[place]
    if _is_label(plain, nouns, place):
        return False
    is_copied = place and nouns[place - 1].thing.sort is Sort.CARRIER is not noun.thing.sort  # "копия паспорта"
    is_second = place and not is_copied and not _is_label(plain, nouns, place - 1)
    if is_second and not plain[nouns[place - 1].end : noun.start].strip(" -/(\n"):
        return False  # "Zertifikat B1"
    if noun.thing.sort not in (Sort.CARRIER, Sort.PICTURE) or place + 1 == len(nouns):
        return True
    between = plain[noun.end : nouns[place + 1].start]
    return len(between) >= 60 or (noun.thing.sort is Sort.PICTURE and not _CARRIED.search(between))


def _is_label(plain: str, nouns: list[Noun], place: int) -> bool:
    """Whether a noun is only the number of the next: "A2 Arbeitsbescheinigung"."""
    if place + 1 >= len(nouns) or plain[nouns[place].end : nouns[place + 1].start].strip(" :"):
        return False
    return bool(_LABEL.fullmatch(plain, nouns[place].start, nouns[place].end))


def _clause_spans(plain: str, begin: int, end: int) -> list[tuple[int, int, bool]]:
    """Spans between commas, colons, dashes and brackets; and at "und" where both sides say where a paper is."""
    spans: list[tuple[int, int, bool]] = []
    place, depth = begin, 0
    for match in re.finditer(r"[,;:()]|\s-\s|\b(?:aber|und|doch|wahrend)\b", plain[begin:end]):
        mark, at = match.group().strip(), begin + match.start()
        if mark.isalpha():
            right = re.split(r"[;:()]", plain[at:end])[0]
            if not (_says_where(plain[place:at]) and _says_where(right)):
                continue
        if at > place:
            spans.append((place, at, depth > 0))
        depth = max(0, depth + (mark == "(") - (mark == ")"))
        place = at if mark.isalpha() else begin + match.end()
    if end > place:
        spans.append((place, end, depth > 0))
    return spans


def _says_where(text: str) -> bool:
    return bool(_HERE.search(text)) or is_not_here(text)


def _clause(plain: str, begin: int, end: int, in_brackets: bool) -> _Clause:
    text = plain[begin:end]
    all_nouns = nouns_in(plain, begin, end)
    nouns = tuple(noun for noun in all_nouns if _may_be_enclosed(noun, plain[begin : noun.start]))
    is_sure = bool(_HERE.search(text))
    is_cue = is_sure or bool(_SENT.search(text))
    is_blocked = is_not_here(text) or _is_not_here_abroad(text)
    return _Clause(begin, end, nouns, tuple(all_nouns), is_cue, is_sure, is_blocked, _has_verb(text), in_brackets)


def _may_be_enclosed(noun: Noun, before: str) -> bool:
    """Whether the words before a noun leave it a thing that is handed over: "gegen den Bescheid" do not."""
    if _PREPOSITION.search(before) or _THIS_LETTER.search(before) or before.count('"') % 2:
        return False  # in quotes stands the name of a file
    if noun.thing.sort is Sort.LETTER and _TO_THE_LETTER.search(before):
        return False
    return not (_BY_DECISION.search(before) and noun.thing.types[:1] and noun.thing.types[0] in _DECISIONS)


def _has_verb(text: str) -> bool:
    words = re.findall(r"[a-z]+", text)
    return any(
        word in _VERBS or (len(word) > 4 and word[-1] == "t" and word not in _NO_VERBS and thing_named(word) is None)
        for word in words
    )


def _by_clause(plain: str, clauses: list[_Clause]) -> Iterator[tuple[Noun, float]]:
    """Papers of the clauses that say they are enclosed, or are part of a list that a neighbour says so of."""
    for place, clause in enumerate(clauses):
        if not clause.is_cue or clause.is_blocked:
            continue
        if not clause.is_sure and place + 1 < len(clauses) and _IF.match(plain, clauses[place + 1].begin):
            continue  # "schicke ich, wenn ..."
        confidence = SURE if clause.is_sure else LIKELY
        yield from ((noun, confidence) for noun in clause.nouns)
        if clause.in_brackets:
            continue
        means_all = not clause.nouns and _MEANS_ALL.search(plain[clause.begin : clause.end])
        for before in _listed_before(plain, clauses, place):
            yield from ((noun, confidence) for noun in (before.all_nouns if means_all else before.nouns))
        for after in _listed_after(plain, clauses, place):
            yield from ((noun, confidence) for noun in after.nouns)


def _listed_before(plain: str, clauses: list[_Clause], place: int) -> Iterator[_Clause]:
    """The clauses before that only list things, and one with a verb where the cue has no noun of its own."""
    for clause in reversed(clauses[:place]):
        if clause.in_brackets:
            continue
        if clause.is_blocked or clause.is_cue:
            return
        if clause.has_verb and not clause.all_nouns and _RELATIVE.match(plain, clause.begin):
            continue  # "das Attest, um das Sie baten, lege ich bei"
        if clause.has_verb and (clauses[place].nouns or not clause.all_nouns):
            return
        yield clause
        if clause.has_verb:
            return


def _listed_after(plain: str, clauses: list[_Clause], place: int) -> Iterator[_Clause]:
    """The clauses behind that only list things; what stands behind a colon is a list whatever its words."""
    for clause in clauses[place + 1 :]:
        if clause.in_brackets:
            continue
        is_opened = clauses[place].is_sure and plain[clause.begin - 1] == ":"
        if clause.is_blocked or clause.is_cue or (clause.has_verb and not is_opened):
            return
        yield clause


def _by_attribute(plain: str, begin: int, end: int) -> Iterator[tuple[Noun, float]]:
    """Papers named with "beigefügte", "anliegendes": the next thing, and what "und" adds to it."""
    for match in _ATTRIBUTE.finditer(plain, begin, end):
        if _NEGATED.search(plain[begin : match.start()]):
            continue
        at = match.end()
        nouns = [n for n in nouns_in(plain, at, min(end, at + _FAR)) if n.thing.sort is not Sort.COLLECTIVE]
        if not nouns or plain[at : nouns[0].start].count(" ") > 6:
            continue
        yield nouns[0], SURE
        for earlier, later in pairwise(nouns):
            between = plain[earlier.end : later.start]
            is_carried = earlier.thing.sort in (Sort.CARRIER, Sort.PICTURE) and _CARRIED.search(between)
            if not is_carried and not _JOINED.fullmatch(between):
                break
            yield later, SURE


def _by_brackets(plain: str, clauses: list[_Clause]) -> Iterator[tuple[Noun, float]]:
    """Of brackets: what they list, and the papers before "(Anlage 2)", "(anbei)" or "(beides im Anhang)".

    The paper right before them, but all of the clause where they mean all; and "mit Anlagen (Vollmacht, Attest)".
    """
    for place, clause in enumerate(clauses):
        lists = clause.nouns and clause.nouns[-1].thing.sort is Sort.COLLECTIVE and clause.is_sure
        if lists and not clause.is_blocked:
            for inner in takewhile(lambda c: c.in_brackets, clauses[place + 1 :]):
                yield from ((noun, SURE) for noun in inner.nouns)
    for before, clause in pairwise(clauses):
        words = plain[clause.begin : clause.end]
        if not clause.in_brackets or before.in_brackets:
            continue
        if _MEANS_ALL.search(words) and clause.is_cue and not clause.is_blocked:
            yield from ((noun, SURE) for noun in before.nouns)
        elif before.nouns and not before.is_blocked and _BRACKETS.search(words):
            yield before.nouns[-1], SURE
