"""Collects what a message says of human beings: letter, subject, forms, papers and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from classifiers.common_words import is_common_word
from classifiers.foreign_people import ForeignPerson, foreign_people
from classifiers.forms import find_form_persons
from classifiers.lower_case_names import LowerCaseName, lower_case_names
from classifiers.mentions import Mention, Source, mentions_in
from classifiers.name_contexts import Sign
from classifiers.name_forms import NameForm, title_case
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Evidence, Paper, PaperType
from classifiers.side_by_side import apart
from classifiers.signers import Writers, find_writers
from classifiers.statements import Statement, statements_in
from parsers.records import Page

_PARENTS = frozenset({"vater", "mutter"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a message says of people.

    Attributes:
        mentions: In order of the message.
        statements: Of the letter.
        writers: Who signs and sends.
        text: Plain words of the letter, for signs that belong to no single name.
    """

    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    writers: Writers
    text: str


def gather(reading: Reading, reference: date, *, papers_speak: bool = False) -> Gathered:
    """Collect everybody whom a message names.

    Args:
        reading: The message with passages and papers.
        reference: Day of receipt.
        papers_speak: Whether letters to the commission among the papers count like the letter itself.
    """
    writers = find_writers(reading)
    mentions: list[Mention] = []
    statements: list[Statement] = []
    letter_text: list[str] = []
    letter = set(map(id, _letter_passages(reading, papers_speak)))
    everything_is_letter = not letter
    for page_mentions, passage, source in _passages_with_source(reading, letter, everything_is_letter, reference):
        mentions.extend(page_mentions)
        if passage is None:
            continue
        page = reading.page(passage.document, passage.page)
        quality = page.quality if page.quality is not None else 1.0
        if passage.part is Part.FOOTER:
            continue
        found = mentions_in(passage, source, reference, quality)
        if passage.part is Part.CLOSING:
            found = tuple(m for m in found if Sign.BORN in m.signs or source is Source.MANDATE)
        is_letter = source in (Source.LETTER, Source.FORWARDED)
        others = tuple(_in_other_ways(passage, source, reference, quality)) if is_letter else ()
        mentions.extend(m for m in found if not any(_says_less(m, other) for other in others))
        if is_letter:
            mentions.extend(others)
            statements.extend(statements_in(passage, found, reference))
            letter_text.append(passage.text)
    mentions.extend(_of_subject(reading, reference))
    signed_at = {(s.evidence.document, s.evidence.page, s.evidence.start) for s in writers.letter}
    mentions = [
        m
        for m in mentions
        if Sign.BORN in m.signs
        or m.evidence is None
        or (m.evidence.document, m.evidence.page, m.evidence.start) not in signed_at
    ]
    mentions.extend(_of_signers(reading, writers))
    return Gathered(tuple(apart(mentions)), tuple(statements), writers, "\n".join(letter_text))


def _letter_passages(reading: Reading, papers_speak: bool) -> list[Passage]:
    """The letter; where only a fax cover was found for it, what was faxed with it as well."""
    passages = list(reading.letter_passages)
    is_cover = reading.letter is not None and reading.letter.type is PaperType.FAX_COVER
    if is_cover or papers_speak:
        for paper in reading.papers_of_type(PaperType.OTHER, PaperType.SUPPORT_LETTER, PaperType.APPLICATION_LETTER):
            own = reading.passages_of(paper)
            passages += [p for p in own if p not in passages]
    return passages


def letters_among_papers(reading: Reading) -> bool:
    """Whether letters stand among the papers besides the one that speaks to the office."""
    return len(_letter_passages(reading, True)) > len(_letter_passages(reading, False))


def _passages_with_source(
    reading: Reading, letter: set[int], all_letter: bool, reference: date
) -> Iterator[tuple[tuple[Mention, ...], Passage | None, Source]]:
    """Every passage with the kind of text it belongs to; before the first one of a page the page's forms."""
    seen: set[tuple[int, int]] = set()
    for passage in reading.passages:
        source = _source_of(reading, passage, id(passage) in letter or all_letter)
        key = (passage.document, passage.page)
        if key not in seen:
            seen.add(key)
            yield _of_forms(reading, passage, source, reference), None, source
        yield (), passage, source


def _source_of(reading: Reading, passage: Passage, is_letter: bool) -> Source:
    if is_letter:
        if passage.part is Part.QUOTED:
            in_attached_mail = reading.letter is not None and passage.document == reading.letter.document != 0
            return Source.FORWARDED if in_attached_mail else Source.PAPER
        return Source.FORWARDED if passage.part is Part.FORWARDED else Source.LETTER
    paper = paper_at(reading, passage.document, passage.page)
    if paper is None:
        return Source.PAPER
    return {
        PaperType.POWER_OF_ATTORNEY: Source.MANDATE,
        PaperType.IDENTITY: Source.IDENTITY,
    }.get(paper.type, Source.PAPER)


def paper_at(reading: Reading, document: int, page: int) -> Paper | None:
    """The paper that a page belongs to."""
    for paper in reading.papers:
        if paper.document == document and (paper.first_page <= page <= paper.last_page or not paper.first_page):
            return paper
    return None


def _of_forms(reading: Reading, passage: Passage, source: Source, reference: date) -> tuple[Mention, ...]:
    """The persons of the forms on a passage's page."""
    page: Page = reading.page(passage.document, passage.page)
    quality = page.quality if page.quality is not None else 1.0
    result = []
    seen_principal = False
    for person in find_form_persons(page.text):
        if person.birth_date and person.birth_date > reference:
            person = replace(person, birth_date=None)  # until when a paper is valid
        signs = {Sign.FIELD}
        if person.label in _PARENTS and source in (Source.LETTER, Source.FORWARDED):
            continue  # "Vater: …" in a family's own list is no office
        if person.is_representative:
            signs = {Sign.AGENT if source is Source.MANDATE else Sign.OFFICE}
        elif source is Source.MANDATE:
            before = page.text[max(0, person.start - 90) : person.start]
            is_agent = seen_principal and bool(
                re.search(r"\bmein(?:e[nr]?)?\s+\w+\s*\n|bevollm[äa]chtig\w*\s*:?\s*\n", before)
            )
            is_agent = is_agent or bool(
                re.search(r"\bich\s+bevollm[äa]chtige\s*:?\s*\n[^\n]{0,20}$", before, re.IGNORECASE)
            )
            is_child = person.label in ("kind", "sohn", "tochter") or "kind" in person.label
            signs = {Sign.AGENT} if is_agent else {Sign.COVERED, Sign.CHILD} if is_child else {Sign.PRINCIPAL}
            seen_principal = True
        if person.label in ("kind", "sohn", "tochter"):
            signs.add(Sign.CHILD)
        if person.birth_date:
            signs.add(Sign.BORN)
        evidence = Evidence(passage.document, passage.page, person.start, person.end)
        result.append(
            Mention(person.form, evidence, source, frozenset(signs), "", person.birth_date, person.nationality, quality)
        )
    return tuple(result)


def _says_less(mention: Mention, other: Mention) -> bool:
    """Whether another mention of the same place tells all that this one does: it is one mention, not two."""
    if mention.evidence != other.evidence or mention.nationality:
        return False
    return mention.signs <= other.signs and mention.birth_date in (None, other.birth_date)


def _in_other_ways(passage: Passage, source: Source, reference: date, quality: float) -> Iterator[Mention]:
    """Whom a passage in another language introduces, or one that is written without capitals."""
    found: list[ForeignPerson | LowerCaseName] = [*foreign_people(passage.text, reference)]
    found += lower_case_names(passage.text, reference)
    for person in found:
        place = passage.evidence(person.start, person.end)
        yield Mention(NameForm(person.name), place, source, person.signs, "", person.birth_date, None, quality)


def _of_subject(reading: Reading, reference: date) -> tuple[Mention, ...]:
    """Who is named in a mail's subject."""
    mail = reading.message.mail
    if mail is None or not mail.subject:
        return ()
    passage = Passage(0, 1, 0, mail.subject, Part.SUBJECT)
    return tuple(replace(m, evidence=None) for m in mentions_in(passage, Source.HEADER, reference))


def _of_signers(reading: Reading, writers: Writers) -> Iterator[Mention]:
    """The names below the letter as mentions."""
    for signer in writers.letter:
        page = reading.page(signer.evidence.document, signer.evidence.page)
        quality = page.quality if page.quality is not None else 1.0
        signs = {Sign.SIGNED, Sign.OFFICE} if signer.signs_for_other else {Sign.SIGNED}
        yield Mention(NameForm(signer.name), signer.evidence, Source.LETTER, frozenset(signs), quality=quality)


_OWN_NAME = re.compile(
    r"\b(?:ich\s+(?:bin|heiße|heisse|heise)|mein\s+name\s+(?:ist|:)|name\s*:|my\s+name\s+is"
    r"|je\s+m['’]appelle)\s+(?:(?:die|der|frau|herr)\s+)?"
    r"(?P<name>[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){1,3}?)(?=\s*(?:[,.;\n(]|geb|und\s|aus\s|ich\s|komme|bin\s|wohn|\*|$))",
    re.IGNORECASE,
)


def own_name(text: str) -> tuple[str, int, int] | None:
    """The name by which a writer who uses no capitals names himself: "ich bin amina diallo, geboren …"."""
    for match in _OWN_NAME.finditer(text):
        words = match.group("name").split()
        if not any(is_common_word(word) for word in words) and all(word.islower() for word in words):
            return title_case(match.group("name")), match.start("name"), match.end("name")
    return None
