"""The name of the lawyer, guardian or organisation that files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from classifiers.capacity import Standing
from classifiers.letter_lines import is_fax_header, is_law_firm, organisation_in
from classifiers.mandate_agents import organisations_named
from classifiers.name_forms import without_titles
from classifiers.name_spans import find_names
from classifiers.names import fuller_name, is_cut_form, is_part_of, name_words, plain, same_name
from classifiers.passages import Part, Reading
from classifiers.records import Evidence, PaperType, Person, Role
from classifiers.signers import Signer, Writers

# Where Russian has "g" and "i"; the rest is the same in both.
_UKRAINIAN = str.maketrans({"Г": "H", "г": "h", "И": "Y", "и": "y"})


def is_applicant(name: str, persons: Iterable[Person]) -> bool:
    """Whether a name below a letter is that of an applicant, be it by a part of it or in Cyrillic letters."""
    known = [one for person in persons for one in (person.name, *person.aliases) if one]
    return any(_is_one(form, other) for form in {name, name.translate(_UKRAINIAN)} for other in known)


def _is_one(name: str, known: str) -> bool:
    if _is_all_initials(known):
        return _initials(name) == _initials(known)
    if same_name(name, known) or is_cut_form(name, known):
        return True
    return bool(name_words(name)) and (is_part_of(name, known) or is_part_of(known, name))


def _is_all_initials(name: str) -> bool:
    return all(len(word) == 1 for word in plain(name).split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in plain(name).split())


def name_of_representative(
    role: Role, reading: Reading, writers: Writers, standing: Standing, persons: Sequence[Person]
) -> tuple[str | None, tuple[Evidence, ...]]:
    """The name of who represents in a role, with the places that show it; None where nothing names them."""
    if role is Role.ORGANISATION:
        return _organisation_name(reading, writers, standing), ()
    signer = _speaking_signer(writers, persons)
    if role is Role.LAWYER:
        return _lawyer_name(signer, reading, writers, persons)
    if role is Role.GUARDIAN:
        institution = _guardian_institution(reading, standing)
        if institution and not (institution == standing.organisation and _is_certified(signer, reading)):
            return institution, ()
    if signer is not None:
        return fullest_form(signer.name, reading, writers), (signer.evidence,)
    for line, evidence in writers.letterhead[:3]:
        spans = [span for span in find_names(line) if span.is_full]
        if spans:
            return spans[0].text, (evidence,)
    return standing.organisation or writers.sender_name or None, ()


_INSTITUTION = re.compile(
    r"(?:(?:zum|als|zur)\s+(?:\w+\s+){0,2}(?:Amts|Vereins)?(?:Vormund|Betreuer|Ergänzungspfleger)\w*\s+(?:wird|ist"
    r"|wurde)?\s*(?:der|die|das)?\s*(?P<after>(?:Kreis|Stadt)?[Jj]ugendamt[^.,;(\n]{0,50}"
    r"|(?:Verein\s+)?[^.,;(\n]{3,60}?e\.\s?V\.))"
    r"|\b(?:das|der)\s+(?P<before>(?:Kreis|Stadt)?[Jj]ugendamt[^.,;(\n]{0,50}?"
    r"|(?:Verein\s+)?[^.,;(\n]{3,60}?e\.\s?V\.)(?=[,\s]+(?:[^.;]{0,160}\s)?(?:ist|wurde|wird)\s[^.;]{0,120}(?:zum"
    r"|als)\s+(?:\w+\s+){0,3}(?:Vormund|Betreuer))",
)


def _guardian_institution(reading: Reading, standing: Standing) -> str | None:
    """The Jugendamt or association that is the guardian, where it is none of its staff in person."""
    papers = reading.papers_of_type(PaperType.GUARDIANSHIP_CERTIFICATE, PaperType.COURT_DECISION)
    passages = [
        *(reading.letter_passages or reading.passages),
        *(p for paper in papers for p in reading.passages_of(paper)),
    ]
    for passage in passages:
        match = _INSTITUTION.search(" ".join(passage.text.split()))
        if match:
            name = (match.group("after") or match.group("before")).strip()
            name = re.split(r"\s+(?:durch|gemäß|zum|ist|wurde|wird|bestellt|übertrag)\b", name)[0]
            return re.sub(r"^Verein\s+", "", name).strip()
    if standing.organisation and re.search(r"e\.\s?V|jugendamt|verein", standing.organisation, re.IGNORECASE):
        return standing.organisation
    return None


def _is_certified(signer: Signer | None, reading: Reading) -> bool:
    """Whether the court's certificate names the signer himself."""
    papers = reading.papers_of_type(PaperType.GUARDIANSHIP_CERTIFICATE)
    passages = [p.text for paper in papers for p in reading.passages_of(paper) if "Sehr geehrte" not in p.text]
    text = plain(" ".join(passages))  # no certificate greets its reader
    return signer is not None and len(name_words(signer.name)) > 1 and plain(signer.name) in text


# "Im Auftrag, …, Amtsvormund": officials sign so what they say themselves.
_SPEAKS_IN_OFFICE = re.compile(r"vormund|rechtliche\w*\s+betreuer|pfarrer|pastor|diakon|leiter", re.IGNORECASE)


def _speaking_signer(writers: Writers, persons: Sequence[Person]) -> Signer | None:
    """Who signs in his own right: the letter's signer before the one of the covering mail, a secretary never.

    A full name before a single word: OCR reads one into the ink above the name ("PEaSERL").
    """
    for signers in (writers.letter, writers.note):
        speaking = [
            signer
            for signer in signers
            if (not signer.signs_for_other or _SPEAKS_IN_OFFICE.search(signer.function))
            and not is_applicant(signer.name, persons)
        ]
        if speaking:
            return next((s for s in speaking if s.function or len(s.name.split()) > 1), speaking[0])
    return None


def _lawyer_name(
    signer: Signer | None, reading: Reading, writers: Writers, persons: Sequence[Person]
) -> tuple[str | None, tuple[Evidence, ...]]:
    """The lawyer who signs; where the signature is only ink, the one of the letterhead or the Vollmacht."""
    if signer is not None and signer not in writers.letter and reading.letter is not None:
        head = [
            name
            for line, _ in writers.letterhead
            if is_law_firm(line)
            for name in [s.text for s in find_names(line) if s.is_full]
        ]
        if head and not any(is_part_of(signer.name, name) or same_name(signer.name, name) for name in head):
            signer = None  # somebody else sends the letter of the lawyer in whose name it is written
    if signer is not None and name_words(signer.name):
        return fullest_form(signer.name, reading, writers), (signer.evidence,)
    named = [(name, evidence) for name, evidence in lawyers_named(reading, writers) if not is_applicant(name, persons)]
    if named:
        name, evidence = next((pair for pair in named if len(pair[0].split()) > 1), named[0])
        return fullest_form(name, reading, writers), (evidence,)
    if writers.sender_name and find_names(writers.sender_name):
        return writers.sender_name, ()
    firm = next(((line, evidence) for line, evidence in writers.letterhead if is_law_firm(line)), None)
    return (without_titles(re.split(r"\s[-–·|]\s|,", firm[0])[0]), (firm[1],)) if firm else (None, ())


def lawyers_named(reading: Reading, writers: Writers) -> Iterator[tuple[str, Evidence]]:
    """Names beside the word lawyer: in the letterhead, on the fax cover, in the Vollmacht."""
    for line, evidence in writers.letterhead:
        yield from ((span.text, evidence) for span in find_names(line) if is_law_firm(line))
    previous = ""
    for line, evidence in writers.letterhead:
        if is_law_firm(line) and previous:
            yield from ((span.text, evidence) for span in find_names(previous) if span.is_full)
        previous = line
    for paper in reading.papers_of_type(PaperType.POWER_OF_ATTORNEY, PaperType.FAX_COVER):
        for passage in reading.passages_of(paper):
            for span in find_names(passage.text):
                before = passage.text[max(0, span.start - 30) : span.start]
                if is_law_firm(before):
                    yield span.text, passage.evidence(span.start, span.end)


def fullest_form(name: str, reading: Reading, writers: Writers) -> str:
    """The fullest form of a signer's name that the message gives: "J. Pohlkötter" below, the given name above."""
    best = name
    texts = (
        [line for line, _ in writers.letterhead]
        + [writers.sender_name]
        + [s.name for s in (*writers.letter, *writers.note)]
    )
    for paper in reading.papers_of_type(
        PaperType.POWER_OF_ATTORNEY, PaperType.FAX_COVER, PaperType.GUARDIANSHIP_CERTIFICATE
    ):
        texts += [passage.text for passage in reading.passages_of(paper)]
    texts += [p.text for p in reading.letter_passages if p.part in (Part.CLOSING, Part.HEAD)]
    for line in (line for text in texts for line in text.splitlines() if not is_fax_header(line)):
        for span in find_names(line):
            if not span.is_full or len(span.text.split()) > 5:
                continue
            if same_name(span.text, best) or is_part_of(best, span.text):
                best = fuller_name(best, span.text)
    return best


_FORM_RANK = (
    re.compile(r"\be\.?\s?V\b|GmbH|\bgUG\b|\bUG\b|\bKG\b|\bOHG\b|\bGbR\b|\beG\b|stiftung", re.IGNORECASE),
    re.compile(
        r"caritas|diakoni|awo\b|arbeiterwohlfahrt|drk|rotes\s+kreuz|gemeinde|pfarrei|kirch|flüchtlings|sozialdienst"
        r"|verein|TSV|\bSV\b|\bTuS\b|initiative|netzwerk|schule|gymnasium|kolleg",
        re.IGNORECASE,
    ),
)


def _organisation_name(reading: Reading, writers: Writers, standing: Standing) -> str | None:
    """Of the names that frame the letter the most formal one: with its legal form, a parish, then any other."""
    lines = [line for line, _ in writers.letterhead]
    lines += [line for p in reading.letter_passages if p.part is Part.CLOSING for line in p.text.splitlines()]
    last = list(reading.letter_passages)[-1:]
    lines += [line for p in last for line in p.text.splitlines()[-8:]]
    names = [
        name for line in [*lines, writers.sender_name, standing.organisation or ""] if (name := organisation_in(line))
    ]
    names += [name for name, _ in organisations_named(reading)]
    names.sort(key=lambda name: bool(re.search(r"\d", name)))  # the header line of a fax comes last
    carrier = next(
        (line for line in lines[:4] if re.match(r"\s*(?:in\s+)?trägers?(?:schaft)?\b", line, re.IGNORECASE)), None
    )
    if carrier and lines and not re.match(r"\s*(?:in\s+)?träger", lines[0], re.IGNORECASE):
        return re.split(r"\s{3,}|\s[-–·|]\s", lines[0])[0].strip()  # the place that works under another's roof
    for pattern in _FORM_RANK:
        fitting = [name for name in names if pattern.search(name)]
        if fitting:
            return fitting[0]
    return standing.organisation or (names[0] if names else None)
