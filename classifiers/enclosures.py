"""Papers that the letter names as enclosed and that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.enclosure_mentions import Mention, claimed_counts, mentions_in
from classifiers.enclosure_sentences import LIKELY
from classifiers.enclosure_things import Sort
from classifiers.headings import title_type
from classifiers.page_cuts import fax_count, pages_said, without_fax_header
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Evidence, Finding, Paper, PaperType
from parsers.records import Channel, Page

_OWN_PARTS = frozenset({Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.ENCLOSURES})
_SURE = 0.75  # of a paper's type: what is surer than this is not taken for another paper
_WELL_READ = 0.85  # quality from which on a number on a fax cover is believed
_POOR = 0.6  # quality of a page below which it may be what the letter calls it
_MANY = 8
_STRICTNESS = (2, 1, 0)
_ARCHIVES = ("zip", "7z", "rar", "tar", "gzip")
_GERMAN = {
    PaperType.APPLICATION_LETTER: "Antrag oder Schreiben",
    PaperType.POWER_OF_ATTORNEY: "Vollmacht",
    PaperType.GUARDIANSHIP_CERTIFICATE: "Bestallung",
    PaperType.CV: "Lebenslauf",
    PaperType.LANGUAGE_CERTIFICATE: "Sprachzertifikat",
    PaperType.SCHOOL: "Schulpapier",
    PaperType.EMPLOYMENT: "Arbeitspapier",
    PaperType.MEDICAL: "ärztliche Unterlage",
    PaperType.IDENTITY: "Ausweis oder Urkunde",
    PaperType.AUTHORITY_DECISION: "Bescheid",
    PaperType.COURT_DECISION: "Gerichtsentscheidung",
    PaperType.SUPPORT_LETTER: "Schreiben von Dritten",
    PaperType.FAX_COVER: "Faxdeckblatt",
    PaperType.PHOTO: "Foto",
    PaperType.OTHER: "sonstiges Papier",
}


@dataclass(frozen=True, slots=True)
class _Slot:
    """Room for one named paper: a paper, or one page of it, for a file may hold several of one kind.

    Attributes:
        types: What it is: more than one where its pages bear other titles as well.
        takes_any: It may be anything: unreadable, or of no type that was known.
        is_unread: Nothing or little of it could be read.
    """

    types: frozenset[PaperType]
    takes_any: bool
    is_unread: bool = False


def missing_enclosures(reading: Reading) -> tuple[Finding, ...]:
    """Papers that the writer names as enclosed and that are not there, one finding for each.

    Returns:
        Findings of the field "enclosure_missing" with the paper's type as value. A paper that is announced for later,
        was sent before, or may be one that cannot be read, is none of them.
    """
    passages = _own_passages(reading)
    mentions = _merged(mentions_in(passages))
    slots = list(_slots(reading))
    named = [m for m in mentions if m.sort in (Sort.PAPER, Sort.PICTURE)]
    unserved = _unserved([m for m in named if _needs_room(m, named, bool(slots))], slots)
    findings = [_finding(reading, m) for m in unserved if not _is_the_letter(reading, m)]
    findings += _missing_letter(reading, mentions)
    if not findings:
        findings += _missing_whole(reading, mentions, passages, slots) or _missing_pages(reading)
    return tuple(findings)


def _is_the_letter(reading: Reading, mention: Mention) -> bool:
    """Whether the "letter" of which a mail's text speaks is the one that it brings."""
    letter = reading.letter
    return mention.may_be_letter and mention.evidence.document == 0 and letter is not None and letter.document != 0


def _own_passages(reading: Reading) -> tuple[Passage, ...]:
    """What the writer says to the office: neither letterhead nor footer, and nobody else's words."""
    return tuple(p for p in reading.letter_passages if p.part in _OWN_PARTS)


def _merged(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Mentions without repetition: what a sentence names and the list names again is one paper.

    Within one list or sentence every mention is a paper of its own.
    """
    known: list[Mention] = []
    for region in sorted({m.region for m in mentions}):
        free = list(known)
        for mention in (m for m in mentions if m.region == region):
            same = next((k for k in free if _may_be_same(k, mention)), None)
            if same is None:
                known.append(mention)
                continue
            free.remove(same)
            is_fuller = (mention.types and not same.types) or mention.count > same.count
            if is_fuller or (same.is_added and not mention.is_added):
                known[known.index(same)] = mention
    return known


def _needs_room(mention: Mention, named: list[Mention], has_papers: bool) -> bool:
    """Whether a mention wants a paper of its own.

    What is named only as "Urkunde" or "Foto" does so in a list of several things; alone it may be any paper.
    """
    if mention.types and mention.sort is Sort.PAPER and not mention.is_added:
        return True
    if mention.confidence <= LIKELY and not mention.types:
        return False
    is_listed = any(other.region == mention.region and other is not mention for other in named)
    return not has_papers or mention.count > 1 or (is_listed and not mention.is_added)


def _may_be_same(one: Mention, other: Mention) -> bool:
    if Sort.LETTER in (one.sort, other.sort) and one.sort is not other.sort:
        return False
    return not one.types or not other.types or bool(set(one.types) & set(other.types))


def _slots(reading: Reading) -> Iterator[_Slot]:
    """Room that the papers offer; the letter offers the pages behind its first that bear another title."""
    for paper in reading.papers:
        if paper.type is PaperType.FAX_COVER or (
            paper.document == 0 and not paper.first_page and paper.source == "body"
        ):
            continue
        if paper == reading.letter:
            yield from _slots_of_letter(reading, paper)
            continue
        yield from _slots_of(reading, paper)


def _slots_of(reading: Reading, paper: Paper) -> Iterator[_Slot]:
    """A slot for each page of a paper, for a file may hold several of a kind; an archive that is shut may hold many."""
    document = reading.message.documents[paper.document]
    pages = _pages_of(reading, paper)
    if not pages:
        room = _MANY if any(kind in document.media_type for kind in _ARCHIVES) else 1
        is_file = not document.is_body
        yield from (_Slot(frozenset({paper.type}), is_file, is_file) for _ in range(room))
    takes_any = paper.type is PaperType.OTHER or paper.confidence < _SURE or document.problem is not None
    for page in pages[:_MANY]:
        title = title_type(without_fax_header(page.text))
        is_unread = document.problem is not None or _is_poor(page)
        yield _Slot(
            frozenset({paper.type} | ({title} if title else set())), takes_any or page.problem is not None, is_unread
        )


def _pages_of(reading: Reading, paper: Paper) -> tuple[Page, ...]:
    pages = reading.message.documents[paper.document].pages
    return tuple(page for page in pages if paper.first_page <= page.number <= paper.last_page)


def _slots_of_letter(reading: Reading, paper: Paper) -> Iterator[_Slot]:
    """Pages behind the letter's first that bear the title of another paper or could hardly be read."""
    for page in _pages_of(reading, paper)[1:]:
        title = title_type(without_fax_header(page.text))
        if title is not None or _is_poor(page):
            yield _Slot(frozenset({title} if title else ()), _is_poor(page), _is_poor(page))


def _is_poor(page: Page) -> bool:
    return page.problem is not None or (page.quality is not None and page.quality < _POOR)


def _unserved(mentions: list[Mention], slots: list[_Slot]) -> list[Mention]:
    """The mentions for which no paper is left: papers of the type first, then those that may be anything."""
    wanted = [mention for mention in mentions for _ in range(mention.count)]
    taken: dict[int, int] = {}
    served: set[int] = set()
    for strictness in _STRICTNESS:
        for number in range(len(wanted)):
            if number not in served and _place(number, wanted, slots, taken, set(), strictness):
                served.add(number)
    return [mention for number, mention in enumerate(wanted) if number not in served]


def _place(
    number: int, wanted: list[Mention], slots: list[_Slot], taken: dict[int, int], tried: set[int], strictness: int
) -> bool:
    """Give a mention a slot, moving others if need be (Kuhn's algorithm for matchings)."""
    for index, slot in enumerate(slots):
        if index in tried or not _serves(slot, wanted[number], strictness):
            continue
        tried.add(index)
        if index not in taken or _place(taken[index], wanted, slots, taken, tried, strictness):
            taken[index] = number
            return True
    return False


def _serves(slot: _Slot, mention: Mention, strictness: int) -> bool:
    """Whether a slot can be what is named.

    Strictness 2: it is of the likeliest type; 1: of one that can be meant; 0: its type is not sure.
    """
    if not mention.types or mention.sort is Sort.PICTURE:
        return True
    if slot.types & set(mention.types[: 1 if strictness == _STRICTNESS[0] else None]):
        return True
    # A Vollmacht that can be read is known for one: what was taken for something else is none.
    is_known_by_sight = mention.types[0] is PaperType.POWER_OF_ATTORNEY
    return strictness == _STRICTNESS[-1] and (slot.is_unread if is_known_by_sight else slot.takes_any)


def _missing_letter(reading: Reading, mentions: list[Mention]) -> list[Finding]:
    """The letter that a mail says it brings, where it brings nothing at all."""
    own = [m for m in mentions if m.sort is Sort.LETTER and m.confidence > LIKELY]
    is_there = reading.letter is not None or any(p.source != "body" for p in reading.papers)
    return [] if is_there or not own or not reading.body_passages else [_finding(reading, own[0])]


def _missing_whole(
    reading: Reading, mentions: list[Mention], passages: tuple[Passage, ...], slots: list[_Slot]
) -> list[Finding]:
    """Enclosures that are named as a whole: "die Unterlagen", "siehe 3 Anlagen"."""
    files = sum(p.source != "body" and p.type is not PaperType.FAX_COVER for p in reading.papers)
    pages = sum(len(document.pages) or 1 for document in reading.message.documents if not document.is_body)
    for count, evidence in claimed_counts(passages):
        if max(files, pages if files else 0) < count and not any(slot.takes_any for slot in slots):
            return [_whole(reading, evidence)]
    unnamed = (Sort.COLLECTIVE, Sort.CARRIER)
    collective = [m for m in mentions if m.sort in unnamed and m.confidence > LIKELY]
    others = files - (reading.letter is not None and reading.letter in reading.papers)
    if collective and others <= 0 and not slots:
        in_body = reading.letter is not None and reading.letter.document != 0 and collective[0].evidence.document == 0
        return [] if in_body else [_whole(reading, collective[0].evidence)]
    return []


def _missing_pages(reading: Reading) -> list[Finding]:
    """Pages of a fax that did not come through, by the count of the machine or of the cover."""
    document = reading.message.documents[0]
    if reading.message.channel is not Channel.FAX or not document.pages:
        return []
    came = len(document.pages)
    totals = [counts for page in document.pages if (counts := fax_count(page.text)) is not None]
    last = document.pages[-1]
    if len(totals) == came > 1 and len({total for _, total in totals}) == 1 and totals[-1][0] == came < totals[-1][1]:
        return [_pages_finding(last, totals[-1][1] - came)]
    covers = reading.papers_of_type(PaperType.FAX_COVER)
    first = document.pages[0]
    said = pages_said(first.text) if covers and (first.quality is None or first.quality >= _WELL_READ) else None
    if said is not None and came < said <= came + 3:
        return [_pages_finding(first, said - came)]
    return []


def _pages_finding(page: Page, count: int) -> Finding:
    evidence = Evidence(0, page.number, 0, min(len(page.text), 80))
    searched = f"{count} Seiten des Faxes sind nicht angekommen."
    return Finding("enclosure_missing", PaperType.OTHER.value, (evidence,), 0.7, "pages_lost", searched)


def _finding(reading: Reading, mention: Mention) -> Finding:
    kind = mention.types[0] if mention.types else PaperType.OTHER
    return Finding(
        "enclosure_missing",
        kind.value,
        (mention.evidence,),
        mention.confidence,
        "named_as_enclosed",
        _searched(reading, kind),
    )


def _whole(reading: Reading, evidence: Evidence) -> Finding:
    searched = _searched(reading, PaperType.OTHER)
    return Finding("enclosure_missing", PaperType.OTHER.value, (evidence,), 0.7, "named_as_a_whole", searched)


def _searched(reading: Reading, kind: PaperType) -> str:
    """What was looked through, for staff: the papers that came and why none of them is the one named."""
    came = [f"{_GERMAN[p.type]} ({p.source})" for p in reading.papers if p != reading.letter and p.source != "body"]
    pages = sum(len(document.pages) for document in reading.message.documents if not document.is_body)
    found = ", ".join(came) if came else "keine weiteren"
    return f"{_GERMAN[kind]} nicht dabei. {pages} Seiten durchgesehen; Papiere außer dem Brief: {found}."
