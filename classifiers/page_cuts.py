"""Cuts the pages of a file into the papers they belong to: which pages are one letter, one report, one form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from classifiers.folding import folded
from classifiers.headings import has_heading, title_type
from classifiers.letter_traits import CLOSING, SALUTATION
from classifiers.paper_type import Judgement, judge
from classifiers.records import PaperType
from parsers.records import Page

_TIME = r"(?<![\d.])\d{1,2}[:.;]\d{2}(?::\d{2})?(?![.\d])"
_FAX_LINE = re.compile(
    rf"{_TIME}\s*(?:uhr|am|pm|h\b)?.*(?:fax|empf|sei[tl]e|\bs\.|\bp\.|\bnr\b|\d{{1,3}}\s?/\s?\d{{1,3}}|von\s?:)"
    rf"|(?:fax|empf|von\s?:|an\s?:).*{_TIME}|\bfax[: ]+\+?[\d ]{{6,}}\W*[ps]\W?\s?\d{{1,2}}\W*$"
)
_OF_TOTAL = re.compile(r"(?<![\d/])0*(\d{1,2})\s?(?:/|von|of)\s?0*(\d{1,2})\W*$")
_PAGES_SAID = re.compile(
    r"(?:seiten(?:zahl)?|blattzahl|blatter|anzahl(?: der)? seiten|pages)\b[^\n\d:]{0,40}[:. _]{1,12}"
    r"(\d{1,2})\b(?![./:]\d)[^\n]{0,25}"
)
_FAX_WORD = re.compile(r"^\W*(?:fax|empf\.?\s?:?|telefax)\W*$")
_MARKED_NUMBER = re.compile(
    r"(?:^|[^\w])(?:sei[tl]e|blatt|bl\.|page|s\.)\s*[:.]?\s*(\d{1,2})(?:\s*(?:von|/|of|v\.)\s*(\d{1,2}))?(?!\d|[.:]\d|\s?%)"
)
_BARE_NUMBER = re.compile(r"^[^\w]*-?\s*(\d{1,2})\s*(?:/\s*(\d{1,2})|-)?[^\w]*$")
_SEPARATOR = re.compile(
    r"^\W*(?:trenn\s?-?\s?(?:blatt|seite)|separator(?:\s+sheet|\s+page)?|patch\s?-?\s?[t2]|leerseite"
    r"|diese seite (?:ist|bleibt|wurde) (?:absichtlich|leer)|(?:barcode|stapel|scan)\s?-?\s?trenn\w*)\b"
)
# What the codes of separator sheets say, by the habits of scanning programs; patch codes are nothing else.
_SEPARATOR_CODE = re.compile(r"^\W*(?:patch\W|patch ?[t2]\b|trenn|separator|docsep|stapel ?trenn|sep\b)", re.IGNORECASE)
_LETTERS_OF_A_SHEET = 400  # a sheet that only parts papers may say in some lines what it is for
_SECTION = re.compile(r"^\W{0,3}(?:[ivx]{1,4}\.|[2-9]\.\s|[b-h]\)|\(?[2-9]\)|zur? \w+:|-\s)")
_ENCLOSURE_MARK = re.compile(
    r"(?:^|\s{3,})(?:zur )?(?:anlage|anl\.|beilage|ast|k)\s?[a-z]?\s?\d{1,2}\W*$", re.MULTILINE
)
_ENCLOSURE_LIST = re.compile(r"^\W{0,4}(?:anlagen?|anl\.|beilagen?|anhang)(?:\s?:|\s*$)", re.MULTILINE)
_POSTAL = re.compile(r"\b\d{5}\s+[a-z]")
_DATE_LINE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[a-z]+)\s?(?:20)?\d{2}\b")
_HOUSE = re.compile(
    r"(?:klinik|klinikum|krankenhaus|schule|gymnasium|kolleg|gericht|\bamt|bundesamt)\b"
    r"|\b(?:gmbh|e\.\s?v\.|praxis|dr\.|kanzlei|rechtsanw|stadt|kreis"
    r"|verein|gemeinde|pfarr|betrieb|inh\.|institut|ambulanz|universitat|hochschule)"
)
_END_OF_SENTENCE = re.compile(r"[.!?:)\"']\W*$")
_SMALL_PRINT = re.compile(
    r"\biban\b|\bust-?id|steuernummer|\bst\.-?nr|bankverbindung|\bbic\b|konto|www\.|@|\btel(?:efon|efax)?\b[. :]*\d"
)
# What never goes on another paper's pages: known by its words, it begins.
_ALONE = frozenset({PaperType.POWER_OF_ATTORNEY, PaperType.GUARDIANSHIP_CERTIFICATE, PaperType.IDENTITY})
_SHORT_LINE = 60  # characters
_LETTERS = frozenset({PaperType.APPLICATION_LETTER, PaperType.SUPPORT_LETTER, PaperType.OTHER})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as the cutter sees it.

    Attributes:
        page: The page.
        text: Its text without fax header lines.
        plain: The same, folded.
        number: Page number that it bears, or None; `total` the number of pages it says there are.
        judgement: What it would be if it stood alone.
        title: The type that a heading of it names, or None.
    """

    page: Page
    text: str
    plain: str
    number: int | None
    total: int | None
    judgement: Judgement
    title: PaperType | None

    @property
    def lines(self) -> list[str]:
        """The lines that are not blank, folded; columns a space apart."""
        return [" ".join(line.split()) for line in self.plain.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages that are one paper.

    Attributes:
        leaves: Its pages, in order; blank ones between them left out.
    """

    leaves: tuple[Leaf, ...]

    @property
    def first(self) -> int:
        """Number of its first page."""
        return self.leaves[0].page.number

    @property
    def last(self) -> int:
        """Number of its last page."""
        return self.leaves[-1].page.number

    @property
    def text(self) -> str:
        """Text of its pages."""
        return "\n".join(leaf.text for leaf in self.leaves)


def without_fax_header(text: str) -> str:
    """Take the lines off that the fax machines printed above a page: sender, time, page count."""
    lines = text.splitlines()
    seen = 0
    kept: list[str] = []
    for line in lines:
        plain = folded(line)
        if seen < 5 and plain.strip():
            seen += 1
            if len(plain) < 130 and (
                (_FAX_WORD.match(plain) and len(lines) > 12 and seen < 2) or _FAX_LINE.search(plain)
            ):
                continue
        kept.append(line)
    return "\n".join(kept)


def fax_count(text: str) -> tuple[int, int] | None:
    """What the fax machine counted above a page: its number and of how many, or None."""
    for line in [folded(line) for line in text.splitlines() if line.strip()][:3]:
        match = _FAX_LINE.search(line) and _OF_TOTAL.search(line)
        if match:
            number, total = int(match.group(1)), int(match.group(2))
            return (number, total) if 0 < number <= total < 60 else None
    return None


def pages_said(text: str) -> int | None:
    """How many pages a fax cover says there are, itself included, or None."""
    match = _PAGES_SAID.search(folded(text))
    if match is None:
        return None
    without_cover = re.search(r"\b(?:ohne|zzgl|plus|excl)", match.group())
    return int(match.group(1)) + (1 if without_cover else 0)


def is_separator(page: Page) -> bool:
    """Whether a page belongs to no paper: blank, or a sheet that only parts papers."""
    if parts_papers(page):
        return sum(map(str.isalnum, page.text)) < _LETTERS_OF_A_SHEET
    if page.is_blank:
        # A photo without words is no blank page: OCR saw ink there.
        return page.quality is None and not page.marks
    plain = folded(page.text).strip()
    return bool(_SEPARATOR.match(plain)) and len(plain) < 160


def parts_papers(page: Page) -> bool:
    """Whether a page bears a code that says that a new paper begins: on a sheet of its own, or stuck on the paper."""
    return any(_SEPARATOR_CODE.match(code) for code in page.codes)


def backs_of_sheets(pages: Sequence[Page]) -> frozenset[int]:
    """Numbers of the blank pages that are the empty backs of sheets scanned on both sides: they part nothing.

    So it is where the pages come in pairs and every blank one is the second of its pair. A blank sheet, put between
    papers to part them, is blank on both sides and breaks the rule.
    """
    blank = {page.number for page in pages if page.is_blank and is_separator(page) and not parts_papers(page)}
    is_duplex = len(pages) % 2 == 0 and len(blank) >= 2 and all(number % 2 == 0 for number in blank)
    return frozenset(blank) if is_duplex else frozenset()


def cut_pages(pages: Sequence[Page], is_picture: bool, name: str = "") -> tuple[Cut, ...]:
    """Cut the pages of one file into papers.

    Args:
        pages: All pages of the file.
        is_picture: Whether the file is a photo or picture.
        name: Name of the attachment; "" for a fax or a scanned batch.

    Returns:
        The papers in order; blank pages and separator sheets belong to none.
    """
    cuts: list[list[Leaf]] = []
    gap = is_told = False
    backs = backs_of_sheets(pages)
    for page in pages:
        is_told = is_told or parts_papers(page)
        if is_separator(page) and not (is_picture and page.is_blank):
            gap = gap or page.number not in backs
            continue
        leaf = _leaf(page, is_picture, name)
        if cuts and not is_told and not _starts_paper(leaf, cuts[-1], gap):
            cuts[-1].append(leaf)
        else:
            cuts.append([leaf])
        gap = is_told = False
    return tuple(Cut(tuple(leaves)) for leaves in cuts)


def _leaf(page: Page, is_picture: bool, name: str) -> Leaf:
    text = without_fax_header(page.text)
    plain = folded(text)
    number, total = page_number(plain)
    is_picture = is_picture and page.problem is None
    judgement = judge(text, name=name, is_picture=is_picture, quality=page.quality)
    title = title_type(text) or (judgement.type if judgement.source == "title" else None)
    return Leaf(page, text, plain, number, total, judgement, title)


def page_number(plain: str) -> tuple[int | None, int | None]:
    """The number that a page bears in its first or last lines, and of how many.

    Args:
        plain: Folded text of the page without fax header lines.
    """
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    edge = lines[:3] + lines[-4:] if len(lines) > 7 else lines
    for line in edge:
        match = _MARKED_NUMBER.search(line)
        if match and (len(line) < 48 or match.end() > len(line) - 4):
            return int(match.group(1)), int(match.group(2)) if match.group(2) else None
    for line in (*lines[:1], *lines[-2:]):
        match = _BARE_NUMBER.match(line)
        if match and (match.group(2) or "-" in line or len(lines) > 8):
            return int(match.group(1)), int(match.group(2)) if match.group(2) else None
    return None, None


def _starts_paper(leaf: Leaf, paper: list[Leaf], gap: bool) -> bool:
    """Whether a page begins a paper of its own, or goes on with the one before: evidence is added up."""
    before = paper[-1]
    score = _own_start(leaf, paper) + _end_before(before, paper) + (0.5 if gap else 0.0)
    if leaf.number is not None:
        expected = (before.number or len(paper)) + 1
        if leaf.number == 1:
            score += 4.0
        elif leaf.number == expected and not _contradicts(leaf, paper):
            score -= 6.0
    if _is_scrap(before) and len(paper) == 1 and (leaf.judgement.is_addressed or SALUTATION.search(leaf.plain)):
        score += 3.0  # a fax cover of which little came through
    if _is_scrap(leaf) and paper[0].judgement.type not in _LETTERS:
        score += 2.0  # handwriting behind a form
    if before.number and before.total:
        score += 2.0 if before.number >= before.total else -3.0
    return score > 0


def _is_scrap(leaf: Leaf) -> bool:
    """Whether little could be read of a page that is not blank."""
    few = len(re.findall(r"[^\W\d]{3,}", leaf.plain)) < 18
    return few and (leaf.page.problem is not None or (leaf.page.quality or 1.0) < 0.72)


def _contradicts(leaf: Leaf, paper: list[Leaf]) -> bool:
    """Whether a page's own heading names another type than the paper it is numbered into."""
    if leaf.title is None or leaf.number != leaf.page.number:
        return False
    return leaf.title is not paper[0].title and leaf.title is not paper[0].judgement.type


def _own_start(leaf: Leaf, paper: list[Leaf]) -> float:
    """What on the page itself speaks for a beginning."""
    score = 0.0
    lines = leaf.lines
    kind = paper[0].judgement.type
    top = "\n".join(lines[:12])
    if leaf.title is not None:
        score += 3.0 if leaf.title is not kind else 2.0
    elif has_heading(leaf.text):
        score += 2.0
    if _ENCLOSURE_MARK.search("\n".join(lines[:2])):
        score += 4.0
    salutation = SALUTATION.search(leaf.plain)
    if salutation and salutation.start() < 0.6 * len(leaf.plain):
        score += 2.5
    score += 0.8 if _POSTAL.search(top) else 0.0
    score += 0.8 if any(len(line) < 40 and _DATE_LINE.search(line) for line in lines[:9]) else 0.0
    same_head = bool(lines) and bool(paper[0].lines) and fuzz.ratio(lines[0], paper[0].lines[0]) >= 85
    if any(len(line) <= _SHORT_LINE and _HOUSE.search(line) for line in lines[:3]) and not same_head:
        score += 1.5
    alone = leaf.judgement
    if alone.type is kind and kind not in _LETTERS and leaf.title is None:
        score -= 1.5  # the back of a form
    if alone.type is not kind and alone.type not in _LETTERS and alone.confidence >= 0.6:
        score += 2.5 if alone.type in _ALONE else 2.0 if alone.source == "title" else 1.0
    if alone.type is PaperType.FAX_COVER or kind is PaperType.FAX_COVER:
        score += 4.0
    if alone.is_addressed and salutation:
        score += 1.5
    if lines and lines[0][:1].islower() and leaf.text.strip()[:1].islower():
        score -= 1.0 if leaf.title is not None else 3.0
    if lines and _SECTION.match(lines[0]):
        score -= 2.0
    return score - (1.0 if same_head and leaf.title is None and not salutation else 0.0)


def _end_before(before: Leaf, paper: list[Leaf]) -> float:
    """What the page before says: whether its paper has come to an end."""
    is_letter = paper[0].judgement.type in _LETTERS or bool(SALUTATION.search(paper[0].plain))
    ends = [m.start() for mark in (CLOSING, _ENCLOSURE_LIST) for m in mark.finditer(before.plain)]
    closing = max(ends, default=-1)
    score = 0.0
    if closing >= 0.3 * len(before.plain):
        score += 2.0
    elif is_letter:
        score -= 1.5
    else:
        score += 0.7
    body = [line for line in before.lines if not _SMALL_PRINT.search(line) and not _BARE_NUMBER.match(line)]
    if closing < 0 and body and len(body[-1]) > 45 and not _END_OF_SENTENCE.search(body[-1]):
        score -= 2.0
    elif body and len(body[-1]) < 35 and closing < 0 and body[-1][-1] not in ".,;:-":
        score += 0.8  # a name or a stamp stands last
    return score
