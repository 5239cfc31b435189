"""Which papers a letter says it brings: in its list of enclosures and in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.enclosure_sentences import enclosed_in_sentence, is_not_here
from classifiers.enclosure_things import Noun, Sort, Thing, nouns_in, types_by_writer
from classifiers.folding import folded
from classifiers.lenient_patterns import pattern
from classifiers.passages import Passage
from classifiers.patterns import phrases
from classifiers.records import Evidence, PaperType


@dataclass(frozen=True, slots=True)
class Mention:
    """A paper that is said to be enclosed.

    Attributes:
        sort: How it is named.
        types: What it can be, the most likely first; empty for anything.
        count: How many of it.
        evidence: Where it is named.
        region: Number of the list or sentence that names it: within one every mention is another paper.
        confidence: 0–1: less for "I send you" than for "enclosed".
        is_added: It stands behind "nebst" or "samt": it may be on the same sheets as what it is added to.
        may_be_letter: The word may mean the letter that a mail brings: "der Brief der Eheleute".
    """

    sort: Sort
    types: tuple[PaperType, ...]
    count: int
    evidence: Evidence
    region: int
    confidence: float
    is_added: bool = False
    may_be_letter: bool = False


_NUMBERS = {"zwei": 2, "beide": 2, "beiden": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6}
_NUMBERS |= {"two": 2, "three": 3, "deux": 2, "trois": 3}
_MOST = 20  # enclosures: a higher number is none of them
_IN_LIST = 0.9
_LONGEST_LIST = 24  # lines
_FOREIGN = phrases("enclosures_foreign")
_LIST_HEAD = pattern(
    r"^\W{0,4}an[li1]\w?\s?[.,:;]{1,3}(?=[ ]*\S)"  # "Anl.:", as OCR gives it
    r"|^\W{0,4}(?:(?:[ivx]{1,5}|\d)\s?[.)]\s*)?(?:anlagen?(?:verzeichnis)?|anl\w?|beilagen?|anhange?|beigelegt|encl"
    r"|beigefugt(?: (?:sind|ist|haben (?:wir|ich)))?|enclosures?|pieces jointes|attachments?|als (?:anlagen?|anhang)"
    r"|im anhang|in der anlage|<foreign>)(?<=[\w.])(?!\w)"
    r"[. ]{0,2}(?:\(?\d{1,2}(?! ?[.\d])\)?)?(?P<more>[^\n:]{0,28}?)(?P<end>:|-(?= )|$)",
    {"foreign": _FOREIGN["list_head"].strip()},
)
_ITEM_PART = re.compile(r"(?:(?!\s(?:und|sowie|nebst|samt|u\.|\+)\s|[,;])[\s\S])+")
_BULLET = pattern(r"^[ \t]*(?:[-*]|\d{1,2}[.)]|[a-z][.)]|k\s?\d{1,2}[:.]?|anlage \w?\d{1,2}\s*[:.]?)[ \t]+")
_NUMBERED = re.compile(r"[ \t]*\(?\d{1,2}[.)][ \t]+(?P<what>[a-z][a-z-]{4,})")
_ENDS_LIST = pattern(
    [
        r"\biban\b|\bust-?id|steuernummer",
        r"^\W*(?:mit \w+ gr|hochachtungsvoll|sehr geehrte|von:|gesendet|diese (?:e-?mail|nachricht)|seite \d)",
        r"^\W*(?:<foreign>)",
    ],
    {"foreign": _FOREIGN["ends_list"].strip()},
)
_AND = pattern(r"\b(?:und|and|et|ve|dhe|та|і|и|oraz|nebst|samt|sowie)\b")
_ADDED = pattern(r"\b(?:nebst|samt|mit) (?:\w+ )?\Z")
_APPLICATION = re.compile(r"(?:hae?rtefall-?)?antrag|eingabe|gesuch|schriftsatz|application")  # nobody else writes it
_LETTER = re.compile(r"brief|schreiben|eingabe|antrag|gesuch")
_OR = pattern(r"\b(?:bzw\.?|oder|respektive) (?:\w+ )?\Z")  # another word for what was just named
_NUMBER_BEFORE = pattern(r"\b(\d|zwei|beiden?|drei|vier|funf|sechs|two|three|deux|trois) (?:\w+e[nr]? )?\Z")
_COUNT = pattern(
    [
        r"\b(?:siehe|anbei|im anhang|beigefugte?|schicke|sende|anhang:?|mit|nebst) (?:\w+ )?(\d{1,2}|<number>)"
        r" <files>\b",
        r"\b(\d{1,2}|<number>) (?:anlagen?|anhange|dateien)\b(?=\s*(?:$|[.,;)]|im anhang|anbei|beigefugt))",
        r"^\W*anlagen\s*[:(]?\s*\(?(\d{1,2})\)?\s*$",
    ],
    {
        "number": "zwei|drei|vier|funf|sechs",
        "files": "anlagen?|anhange|dateien|fotos?|bilder|scans|dokumente|unterlagen|pdfs?",
    },
)
_CAPITAL = "A-ZÀ-ÖØ-ÞČĆŠŽĐŞĞİȘȚŁŚŻŹЂ-ЯЀ-ЏҐ\u0620-\u06ff"
_SENTENCE_END = re.compile(rf"[.!?؟][\"')]*\s+(?=[{_CAPITAL}(„\"\d])|\n\s*\n|\n(?=[ \t]*(?:[-*•]|\d{1, 2}[.)])\s)|\n")
_SHORT_LINE = 48  # a line that is no running text ends its sentence
_ABBREVIATED = re.compile(
    r"\b(?:dr|prof|med|nr|geb|bzw|ggf|ca|usw|str|s|abs|vgl|z|b|u|a|e|v|fr|hr|st|az|tel|art|i|anl|bspw|d|h|inkl|evtl|rer"
    r"|dipl|\d{1,2})\.$"
)


def mentions_in(passages: tuple[Passage, ...]) -> tuple[Mention, ...]:
    """All papers that the passages say are enclosed.

    Args:
        passages: What the writer says to the office: neither quoted nor forwarded text.
    """
    found: list[Mention] = []
    region = 0
    for passage in passages:
        plain = folded(passage.text)
        lists = list(_lists(plain))
        for _, _, items in lists:
            region += 1
            found.extend(m for begin, end in items for m in _in_item(passage, plain, begin, end, region))
        for begin, end in _sentences(plain, passage.text):
            if not any(first <= begin < last for first, last, _ in lists):
                region += 1
                found.extend(_in_sentence(passage, plain, begin, end, region))
    return tuple(found)


def claimed_counts(passages: tuple[Passage, ...]) -> tuple[tuple[int, Evidence], ...]:
    """How many enclosures or files the writer says there are: "siehe 2 Anlagen", "Anlagen (3)"."""
    found = []
    for passage in passages:
        for match in _COUNT.finditer(folded(passage.text)):
            word = next(group for group in match.groups() if group)
            number = int(word) if word.isdigit() else _NUMBERS[word]
            if 1 < number <= _MOST:
                found.append((number, passage.evidence(match.start(), match.end())))
    return tuple(found)


def _lists(plain: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Lists of enclosures: where they begin and end, and their items."""
    last = 0
    for head in _LIST_HEAD.finditer(plain):
        is_head = head.group("end") == ":" or not (head.group("more") or "").strip()
        if head.start() >= last and is_head:
            last, items = _items_of_list(plain, head.end())
            yield head.start(), last, items


def _items_of_list(plain: str, place: int) -> tuple[int, list[tuple[int, int]]]:
    """The items of a list: the rest of its head's line, then the lines below, up to what is none of it."""
    items: list[tuple[int, int]] = []
    blank = 0
    for number, line in enumerate(plain[place:].splitlines(keepends=True)):
        if _ENDS_LIST.search(line) or number > _LONGEST_LIST or (number and len(line) > 160):
            break
        if not line.strip():
            blank += 1
            if blank > 2 or (items and blank > 1):
                break
        else:
            if blank and items and not _BULLET.match(line) and not nouns_in(line, 0, len(line)):
                break
            if line.strip(" \n:.-"):
                items.append((place, place + len(line.rstrip("\n"))))
            blank = 0
        place += len(line)
    return place, items


def _in_item(passage: Passage, plain: str, begin: int, end: int, region: int) -> Iterator[Mention]:
    """The papers that one line of a list names: the first thing of each part that "und" or a comma parts off."""
    for part in _ITEM_PART.finditer(plain, begin, end):
        words = part.group()
        nouns = nouns_in(plain, part.start(), part.end())
        if not nouns and part.start() == begin:
            nouns = _numbered(plain, begin, part.end())
        if nouns and not is_not_here(words):
            named = next((n for n in nouns if n.thing.sort in (Sort.PAPER, Sort.LETTER)), nouns[0])
            yield _mention(passage, plain, named, words, region, _IN_LIST)


def _numbered(plain: str, begin: int, end: int) -> list[Noun]:
    """What a number of the list stands before is a paper, whatever it is called: "2. Trainerlizenz"."""
    match = _NUMBERED.match(plain, begin, end)
    return [Noun(match.start("what"), match.end("what"), Thing(Sort.PAPER))] if match else []


def _in_sentence(passage: Passage, plain: str, begin: int, end: int, region: int) -> Iterator[Mention]:
    for noun, confidence, (first, last) in enclosed_in_sentence(plain, begin, end):
        before = _AND.split(plain[max(first, noun.start - 25) : noun.start])[-1]
        after = _AND.split(plain[noun.end : last])[0]
        yield _mention(passage, plain, noun, f"{before} {after}", region, confidence)


def _mention(passage: Passage, plain: str, noun: Noun, around: str, region: int, confidence: float) -> Mention:
    """A mention of a noun; who wrote the paper ("Brief vom Chef") says what the noun leaves open."""
    sort, types = noun.thing.sort, noun.thing.types
    by_writer: tuple[PaperType, ...] = ()
    if not types or (sort is Sort.LETTER and not _APPLICATION.match(plain, noun.start)):
        by_writer = types_by_writer(around)
        sort = Sort.PAPER if sort is Sort.LETTER and by_writer else sort
        types = by_writer or types
    before = plain[max(0, noun.start - 40) : noun.start]
    return Mention(
        sort=sort,
        types=types,
        count=_count(before, plain[noun.start : noun.end]),
        evidence=passage.evidence(noun.start, noun.end),
        region=region,
        confidence=confidence,
        is_added=bool(_ADDED.search(before) or _OR.search(before)),
        may_be_letter=(noun.thing.sort is Sort.LETTER or bool(_LETTER.match(plain, noun.start)))
        and by_writer[:1] in ((), (PaperType.SUPPORT_LETTER,)),
    )


def _count(before: str, noun: str) -> int:
    """The number that stands before a noun in the plural: "zwei Atteste", "2 Lohnabrechnungen"."""
    match = _NUMBER_BEFORE.search(before)
    if not match or not re.search(r"(?:e|en|er|s|n)$", noun):
        return 1
    word = match.group(1)
    if word.isdigit() and not before[: match.start()].rpartition("\n")[2].strip():
        return 1  # the number of an item, not of papers
    return max(1, int(word) if word.isdigit() else _NUMBERS[word])


def _sentences(plain: str, text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a passage: ended by a mark and a capital, by a blank line, a bullet, or a short line."""
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group() == "\n":
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if len(line) > _SHORT_LINE or line.rstrip().endswith((",", ":", "-")):
                continue
        elif match.group()[0] == "." and _ABBREVIATED.search(plain[max(0, match.start() - 8) : match.start() + 1]):
            continue
        if text[begin : match.end()].strip():
            yield begin, match.end()
        begin = match.end()
    if text[begin:].strip():
        yield begin, len(text)
