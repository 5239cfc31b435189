"""Which papers a message brings, and which of them speaks to the office.

The attachments are papers, the members of a ZIP or of an attached mail by their own names, and the papers that a
batch, a fax or an attachment holds. The body of a mail is one only where it is the application letter: that shows
when the kind of the item is known (`settled`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from classifiers.folding import folded
from classifiers.headings import FORM_TITLES, bare_titles
from classifiers.letter_traits import asks_the_commission, is_addressed_to_office, speaks_as_letter
from classifiers.page_cuts import Cut, cut_pages, without_fax_header
from classifiers.paper_type import Judgement, judge
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Kind, Paper, PaperType
from parsers.records import Channel, Document, ParsedMessage

JudgedPaper: TypeAlias = tuple[Paper, Judgement]
"""A paper with what the rules take it for."""

_NO_PAPERS = frozenset(
    {
        "application/pkcs7-signature",
        "application/pgp-signature",
        "text/calendar",
        "text/vcard",
        "text/rfc822-headers",
    }
)
_ARCHIVES = ("zip", "x-7z", "rar", "x-tar", "gzip", "ms-tnef", "pkcs7-mime")
_LETTERS = frozenset({PaperType.APPLICATION_LETTER, PaperType.SUPPORT_LETTER, PaperType.OTHER})
_CLEARLY_ASKS = 3.0
_CLEARLY_LETTER = 3.5
_CLEARLY_SUPPORTS = 0.6  # confidence
_ON_TOP = 1.5  # rank of the paper on top of a batch, against the others
_NO_LETTER = -0.5  # rank of people's words without any form of a letter
_SHORTEST_FORM = 80  # characters
_LONG_BODY = 350  # characters of own words from which on a body is more than a covering note
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|heic|heif|webp|gif|bmp)$", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    r"\A(?:(?:from|von|date|datum|gesendet|to|an|cc|subject|betreff)\s*:[^\n]*\n+)+", re.IGNORECASE
)


def judged_papers(message: ParsedMessage) -> tuple[JudgedPaper, ...]:
    """Cut a message into its papers and judge each by the rules; the body of the mail itself is left out.

    Returns:
        In the order of the documents. A returned mail of a delivery report is no paper.
    """
    if message.mail is not None and _is_report(message):
        return ()
    return tuple(pair for document in message.documents for pair in _papers_of(document, message))


def find_papers(
    message: ParsedMessage, passages: tuple[Passage, ...], judged: tuple[JudgedPaper, ...]
) -> tuple[Paper, ...]:
    """Say what each paper is beside the others: only one letter of an item applies.

    Args:
        message: What was parsed.
        passages: Of all its pages.
        judged: From `judged_papers`.
    """
    body = "\n".join(p.text for p in passages if p.document == 0 and p.part is Part.TEXT) if message.mail else ""
    return _with_one_application(judged, body)


def find_letter(message: ParsedMessage, passages: tuple[Passage, ...], papers: tuple[Paper, ...]) -> Paper | None:
    """The paper that speaks to the office, or None where the mail's body does so or nothing can be read."""
    ranked = [(_rank_as_letter(message, paper), -place, paper) for place, paper in enumerate(papers)]
    if message.mail is None:
        ranked = _with_first_before(ranked)
    rank, _, best = max(ranked, key=lambda r: r[:2], default=(0.0, 0, None))
    if best is None or rank <= 0:
        return None
    if message.mail is None:
        return best
    own = "\n".join(p.text for p in passages if p.document == 0 and p.part is Part.TEXT)
    body = own + "\n".join(p.text for p in passages if p.document == 0 and p.part is Part.FORWARDED)
    if best.type is PaperType.APPLICATION_LETTER:
        # A line that points to the letter does not become one by what it forwards.
        body_applies = asks_the_commission(own) >= _CLEARLY_ASKS and len(own) > _LONG_BODY
        return None if body_applies and not is_addressed_to_office(text_of(message, best)) else best
    is_note = len("".join(body.split())) < _LONG_BODY
    return best if rank >= _CLEARLY_LETTER and is_note and asks_the_commission(body) < _CLEARLY_ASKS else None


def _with_first_before(ranked: list[tuple[float, int, Paper]]) -> list[tuple[float, int, Paper]]:
    """In a batch the letter lies on top, behind a fax cover: what people enclose comes after it."""
    tops = [paper for _, _, paper in ranked if paper.type is not PaperType.FAX_COVER][:1]
    return [
        (rank + (_ON_TOP if paper in tops and rank >= _NO_LETTER and paper.type in _LETTERS else 0.0), place, paper)
        for rank, place, paper in ranked
    ]


def settled(reading: Reading, kind: Kind) -> Reading:
    """The reading with the papers as the item's kind makes them.

    In an application the letter is the application letter, be it the body of the mail; in no other kind there is one.
    """
    papers, letter = reading.papers, reading.letter
    if kind in (Kind.BOUNCE, Kind.AUTO_REPLY):
        return replace(reading, papers=(), letter=None)
    if kind is not Kind.APPLICATION:
        return _without_application(reading, kind)
    if letter is None:
        return replace(reading, papers=with_body(papers)) if reading.body_passages else reading
    if letter.type in _LETTERS:
        settled_letter = _retyped(letter, PaperType.APPLICATION_LETTER)
        papers = tuple(settled_letter if paper == letter else paper for paper in papers)
        letter = settled_letter
    return replace(reading, papers=papers, letter=letter)


def _without_application(reading: Reading, kind: Kind) -> Reading:
    """In other kinds no letter applies; the letter is of no type of its own unless it clearly speaks for somebody."""
    letter = reading.letter
    is_support = letter is not None and letter.type is PaperType.SUPPORT_LETTER
    is_own = is_support and (
        kind is not Kind.SUPPLEMENT or (letter is not None and letter.confidence < _CLEARLY_SUPPORTS)
    )
    others = {PaperType.APPLICATION_LETTER}
    papers = tuple(
        _retyped(p, PaperType.OTHER) if p.type in others or (is_own and p == letter) else p for p in reading.papers
    )
    if letter is not None and (letter.type in others or is_own):
        letter = _retyped(letter, PaperType.OTHER)
    return replace(reading, papers=papers, letter=letter)


def with_body(papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """The papers with the mail's body before them, as the application letter."""
    return (Paper(PaperType.APPLICATION_LETTER, 0, 0, 0, "body", 0.9), *papers)


def text_of(message: ParsedMessage, paper: Paper) -> str:
    """The text of a paper's pages, fax header lines taken off."""
    pages = message.documents[paper.document].pages
    if paper.first_page:
        pages = tuple(page for page in pages if paper.first_page <= page.number <= paper.last_page)
    text = "\n".join(without_fax_header(page.text) for page in pages)
    return _MAIL_HEADER.sub("", text) if message.documents[paper.document].is_body else text


def _retyped(paper: Paper, kind: PaperType) -> Paper:
    return paper if paper.type is kind else replace(paper, type=kind, confidence=min(paper.confidence, 0.8))


def _is_report(message: ParsedMessage) -> bool:
    """Whether a mail is a delivery report (RFC 3464): what it returns is our own."""
    mail = message.mail
    return mail is not None and (bool(mail.failed_recipients) or "multipart/report" in mail.content_type.casefold())


def _papers_of(document: Document, message: ParsedMessage) -> Iterator[tuple[Paper, Judgement]]:
    """The papers of one document, each with what it is taken for."""
    is_container = any(other.parent == document.index for other in message.documents)
    if (document.is_body and document.index == 0) or document.media_type in _NO_PAPERS:
        return
    if document.is_body:
        yield _attached_mail(document)
        return
    if not document.pages:
        if not (is_container and any(kind in document.media_type for kind in _ARCHIVES)):
            yield Paper(PaperType.OTHER, document.index, 0, 0, document.name, 0.2), _NOTHING
        return
    in_batch = message.channel is not Channel.EMAIL
    name = "" if in_batch else document.name
    is_picture = not in_batch and (document.media_type.startswith("image") or bool(_PICTURE_NAME.search(name)))
    cuts = _merged(cut_pages(document.pages, is_picture, name), name, is_picture)
    if not cuts and not in_batch:
        last = document.pages[-1].number
        yield Paper(PaperType.OTHER, document.index, 1, last, document.name, 0.3), _NOTHING
    for cut, judgement in cuts:
        several = in_batch or len(cuts) > 1
        source = _page_range(cut) if several else document.name
        yield (
            Paper(judgement.type, document.index, cut.first, cut.last, source, judgement.confidence),
            judgement,
        )


_NOTHING = Judgement(PaperType.OTHER, 0.2, "nothing")


def _page_range(cut: Cut) -> str:
    return str(cut.first) if cut.first == cut.last else f"{cut.first}-{cut.last}"


def _attached_mail(document: Document) -> tuple[Paper, Judgement]:
    """An attached mail: a letter that asks or speaks for somebody is a paper of its type, all else is other."""
    text = _MAIL_HEADER.sub("", "\n".join(page.text for page in document.pages))
    judgement = judge(text)
    if judgement.type is not PaperType.APPLICATION_LETTER:
        for_somebody = dict(judgement.scores).get(PaperType.SUPPORT_LETTER, 0.0)
        kind = PaperType.SUPPORT_LETTER if for_somebody >= 2 else PaperType.OTHER
        judgement = replace(judgement, type=kind, confidence=0.6)
    return Paper(judgement.type, document.index, 0, 0, document.name, judgement.confidence), judgement


def _merged(cuts: tuple[Cut, ...], name: str, is_picture: bool) -> list[tuple[Cut, Judgement]]:
    """Cuts with their types; an attachment that holds certificates of one type only is one paper.

    Who sends "Zeugnisse.pdf" sends one paper of two pages; in a batch each certificate is one of its own.
    """
    judged = [(part, _judged(part, name, is_picture)) for cut in cuts for part in _parts_of(cut)]
    kinds = {judgement.type for _, judgement in judged}
    if name and len(judged) > 1 and len(kinds) == 1 and not kinds & (_LETTERS | {PaperType.POWER_OF_ATTORNEY}):
        return [(Cut(tuple(leaf for cut, _ in judged for leaf in cut.leaves)), judged[0][1])]
    return judged


def _judged(cut: Cut, name: str, is_picture: bool) -> Judgement:
    """What a paper is taken for, from all its pages; a single page was judged when it was cut."""
    if len(cut.leaves) == 1:
        return cut.leaves[0].judgement
    qualities = [leaf.page.quality for leaf in cut.leaves if leaf.page.quality is not None]
    quality = sum(qualities) / len(qualities) if qualities else None
    return judge(cut.text, name=name, is_picture=is_picture, quality=quality)


def _parts_of(cut: Cut) -> list[Cut]:
    """A text without pages (an office file) that holds letter and form in one, cut where the form's title stands."""
    if len(cut.leaves) != 1 or cut.leaves[0].page.words:
        return [cut]
    leaf = cut.leaves[0]
    places = [place for place in bare_titles(leaf.text) if speaks_as_letter(leaf.text[:place])]
    if not places:
        return [cut]
    texts = [leaf.text[begin:end] for begin, end in pairwise([0, *places, len(leaf.text)])]
    parts = [replace(leaf, text=text, plain=folded(text), judgement=judge(text)) for text in texts]
    # A title alone may be an item of a list: behind it the form itself must stand.
    is_cut = all(part.judgement.type in FORM_TITLES and len(part.text) > _SHORTEST_FORM for part in parts[1:])
    return [Cut((part,)) for part in parts] if is_cut else [cut]


def _with_one_application(judged: tuple[JudgedPaper, ...], body: str) -> tuple[Paper, ...]:
    """Of several letters that ask only the strongest applies; the others speak for it.

    Where the mail itself applies, a letter that merely asks too, and does not address the office, supports it.
    """
    applying = [(_strength(judgement), -n) for n, (paper, judgement) in enumerate(judged) if _applies(paper)]
    best = -max(applying)[1] if applying else None
    body_applies = asks_the_commission(body) >= _CLEARLY_ASKS and len(body) > _LONG_BODY
    papers = []
    for number, (paper, judgement) in enumerate(judged):
        is_second = _applies(paper) and (number != best or (body_applies and not judgement.is_addressed))
        papers.append(_retyped(paper, PaperType.SUPPORT_LETTER) if is_second else paper)
    return tuple(papers)


def _strength(judgement: Judgement) -> float:
    """How much a letter that asks is the one that applies, not one that speaks for it."""
    support = dict(judgement.scores).get(PaperType.SUPPORT_LETTER, 0.0)
    return judgement.asks + (3.0 if judgement.is_addressed else 0.0) - max(0.0, support)


def _applies(paper: Paper) -> bool:
    return paper.type is PaperType.APPLICATION_LETTER


def _rank_as_letter(message: ParsedMessage, paper: Paper) -> float:
    """How much a paper is the one that speaks to the office; 0 for forms, certificates and what cannot be read."""
    if paper.type is PaperType.APPLICATION_LETTER:
        return 10.0
    text = text_of(message, paper)
    if paper.type is PaperType.FAX_COVER:
        return 0.5 if _has_message(text) else 0.0
    if paper.type not in _LETTERS or not text.strip():
        return 0.0
    rank = 4.0 if is_addressed_to_office(text) else 0.0
    rank += 2.0 if speaks_as_letter(text) else 0.0
    rank += 1.0 if asks_the_commission(text) > 0 else 0.0
    rank -= 0.5 if paper.type is PaperType.SUPPORT_LETTER else 0.0
    # What comes on paper speaks to the office, be it a page without greeting and address: no mail does it instead.
    return rank if message.mail is not None else max(rank, 0.1)


def _has_message(text: str) -> bool:
    """Whether a fax cover says something besides its form: at least one whole sentence."""
    return any(
        len(s.split()) >= 6 for s in re.split(r"(?<=[.!?])\s", text) if re.search(r"[a-zäöü]{3,}[.!?]$", s.strip())
    )
