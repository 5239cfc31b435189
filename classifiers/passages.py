"""Cuts a page into its passages: letterhead, address, subject, text, closing, enclosures, footer, earlier mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence, Paper, PaperType
from parsers.records import Document, Page, ParsedMessage

_LINES_OF_TABLES = str.maketrans("│┃┆┊║¦", "||||||")
# "ge-\nduldet", "Kreis Heins-\n  berg"; not "Vor-\nund Nachname".
_BROKEN_WORD = re.compile(
    r"(?P<begin>[^\W\d_]{2,})(?P<gap>[-‐]\n[ \t]*)(?!(?:und|oder|bzw|sowie|u)\b)(?P<end>[a-zäöüß]{2,})"
)


class Part(StrEnum):
    """Which part of a letter or mail a passage is."""

    HEAD = "head"  # letterhead, address field, information block, date: all before subject or salutation
    SUBJECT = "subject"  # the lines that say what the letter is about
    TEXT = "text"  # what the writer says
    CLOSING = "closing"  # from the closing formula on: names, functions, signature block
    ENCLOSURES = "enclosures"  # list of enclosures
    FOOTER = "footer"  # disclaimers, bank details, fax header lines
    FORWARDED = "forwarded"  # a message that is handed on: somebody else's words
    QUOTED = "quoted"  # the message that is answered: ours or an earlier one of the thread


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one page.

    Attributes:
        document: Index of the document.
        page: Page number, from 1.
        start: Where it begins in `Page.text`.
        text: `Page.text[start:start + len(text)]`, as long, with the drawn lines of tables as "|" and words that a line
            broke put together.
        part: Which part of the letter it is.
    """

    document: int
    page: int
    start: int
    text: str
    part: Part

    def evidence(self, start: int, end: int) -> Evidence:
        """The place of `text[start:end]` on its page."""
        return Evidence(self.document, self.page, self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message cut into passages and papers: what all finders look at.

    Attributes:
        message: What was parsed.
        passages: Of all documents and pages, in order.
        papers: The attachments and, where a file holds several, its papers; the body of a mail only where it is
            the application letter.
        letter: The paper that speaks to the office (application, supplement or other letter), or None where the
            body of a mail, which is no paper, does so, or where nothing could be read.
    """

    message: ParsedMessage
    passages: tuple[Passage, ...]
    papers: tuple[Paper, ...] = ()
    letter: Paper | None = None

    def passages_of(self, paper: Paper) -> tuple[Passage, ...]:
        """The passages of one paper."""
        first, last = (paper.first_page, paper.last_page) if paper.first_page else (1, 1)
        return tuple(p for p in self.passages if p.document == paper.document and first <= p.page <= last)

    def papers_of_type(self, *types: PaperType) -> tuple[Paper, ...]:
        """The papers of one of these types."""
        return tuple(paper for paper in self.papers if paper.type in types)

    def page(self, document: int, number: int) -> Page:
        """A page by its address."""
        return self.message.documents[document].pages[number - 1]

    @property
    def body_passages(self) -> tuple[Passage, ...]:
        """The passages of the mail's own body; empty for fax and post."""
        first = self.message.documents[0]
        return tuple(p for p in self.passages if p.document == 0) if first.is_body else ()

    @property
    def letter_passages(self) -> tuple[Passage, ...]:
        """The mail's body and the letter: all that the writer says to the office."""
        letter = (
            ()
            if self.letter is None or (self.letter.document == 0 and self.body_passages)
            else self.passages_of(self.letter)
        )
        return self.body_passages + letter


_PHRASES = phrases("passages")
_SALUTATION = one_of(_PHRASES, "salutation")
_CLOSING = one_of(_PHRASES, "closing")
_ENCLOSURES = one_of(_PHRASES, "enclosures")
_FOOTER = one_of(_PHRASES, "footer")
_FORWARD_LINE = one_of(_PHRASES, "forward_line")
_HEADER_BLOCK = one_of(_PHRASES, "header_block")
_WROTE = one_of(_PHRASES, "wrote")
_OUR_OFFICE = one_of(_PHRASES, "our_office")
_FORWARD_SUBJECT = one_of(_PHRASES, "forward_subject")


def passages_of_message(message: ParsedMessage) -> tuple[Passage, ...]:
    """Cut all pages of a message into passages, in order; blank pages give none."""
    forwards = bool(message.mail and _FORWARD_SUBJECT.match(message.mail.subject))
    return tuple(
        passage
        for document in message.documents
        for page in document.pages
        for passage in (
            # A mail that is attached to another one is handed on by it.
            _of_mail(document, page, forwards or document.index > 0)
            if document.is_body
            else _of_letter(document.index, page, 0, _evened(page.text))
        )
    )


def _of_mail(document: Document, page: Page, forwards: bool) -> Iterator[Passage]:
    """The own words of a mail as a letter, what stands below as forwarded or quoted."""
    own_end, part = _end_of_own_words(page.text, forwards)
    yield from _of_letter(document.index, page, 0, _evened(page.text[:own_end]))
    rest = page.text[own_end:]
    if rest.strip():
        yield Passage(document.index, page.number, own_end, rest, part)


def _end_of_own_words(text: str, forwards: bool) -> tuple[int, Part]:
    """Where an earlier message begins below the own words, and whether it is handed on or merely quoted.

    A message that our own office wrote is always quoted: it is the one that is answered.
    """
    starts = [m.start() for m in (_FORWARD_LINE.search(text), _WROTE.search(text), _HEADER_BLOCK.search(text)) if m]
    quoted = re.search(r"(?:^[ \t]*>[^\n]*\n?){2,}", text, re.MULTILINE)
    if quoted:
        starts.append(quoted.start())
    if not starts:
        return len(text), Part.TEXT
    begin = min(starts)
    head = "\n".join(text[begin:].strip().splitlines()[:4])
    sender = re.search(r"(?:von|from)\s*:([^\n]*)|([^\n]*)(?:schrieb|wrote)", head, re.IGNORECASE)
    is_ours = bool(sender and _OUR_OFFICE.search(sender.group(0)))
    handed_on = not is_ours and (forwards or "weitergeleitet" in head.casefold() or "forwarded" in head.casefold())
    return begin, Part.FORWARDED if handed_on else Part.QUOTED


def _evened(text: str) -> str:
    """A page's text for the finders: broken words go down to the next line; every offset outside of them stays."""
    joined = _BROKEN_WORD.sub(lambda m: " " * (len(m["gap"]) - 1) + "\n" + m["begin"] + m["end"], text)
    return joined.translate(_LINES_OF_TABLES)


def _of_letter(document: int, page: Page, start: int, text: str) -> Iterator[Passage]:
    """One page of a letter: head, subject, text, closing, enclosures, footer, as far as they are there."""
    cuts: list[tuple[int, Part]] = []
    salutation = _SALUTATION.search(text)
    if salutation:
        subject = _start_of_subject(text[: salutation.start()])
        if subject is not None:
            cuts.append((subject, Part.SUBJECT))
        cuts.append((salutation.start(), Part.TEXT))
        if salutation.start() > 0:
            cuts.insert(0, (0, Part.HEAD))
    else:
        cuts.append((0, Part.TEXT))
    body = salutation.end() if salutation else 0
    closings = [m for m in _CLOSING.finditer(text, body) if _ends_a_letter(text[m.end() :])]
    if closings:
        cuts.append((closings[-1].start() if len(closings) == 1 else closings[0].start(), Part.CLOSING))
    enclosures = list(_ENCLOSURES.finditer(text, body))
    if enclosures:
        cuts.append((enclosures[-1].start(), Part.ENCLOSURES))
    footer = next((m for m in _FOOTER.finditer(text, cuts[-1][0] + 1) if m.start() > len(text) * 0.5), None)
    if footer:
        cuts.append((footer.start(), Part.FOOTER))
    cuts.sort(key=lambda cut: cut[0])
    ends = [cut[0] for cut in cuts[1:]] + [len(text)]
    for (begin, part), end in zip(cuts, ends, strict=True):
        if text[begin:end].strip():
            yield Passage(document, page.number, start + begin, text[begin:end], part)


def _ends_a_letter(rest: str) -> bool:
    """Whether only names, functions and a postscript follow: a greeting above running text is no closing."""
    long_lines = [line for line in rest.splitlines() if len(line.strip()) > 60]
    return len(long_lines) <= 6


def _start_of_subject(head: str) -> int | None:
    """Where the subject begins: the last block of lines before the salutation that is no address or date."""
    blocks = [m for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", head)]
    if not blocks or (len(blocks) == 1 and len(blocks[0].group().splitlines()) > 4):
        return None
    last = blocks[-1]
    lines = last.group().splitlines()
    if len(lines) > 6:
        return None
    if re.fullmatch(r"[^\n]{0,40}\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{2,4}", last.group().strip()):
        return None
    return last.start()
