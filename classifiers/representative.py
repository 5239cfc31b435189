"""Who files: the applicants themselves or somebody for them, and what that one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classifiers.capacity import Capacity, Standing, find_standing, is_fax_header
from classifiers.mentions import Source, mentions_in
from classifiers.name_contexts import Sign
from classifiers.name_spans import find_names
from classifiers.names import fuller_name, is_cut_form, is_part_of, name_words, plain, same_name, without_titles
from classifiers.passages import Part, Reading
from classifiers.records import Evidence, FiledBy, Finding, PaperType, Person, Representative, Role
from classifiers.signers import Signer, Writers, find_writers, is_law_firm, organisation_in, signers_of

_READABLE = 0.9  # mean confidence of OCR from which on a lone word can be trusted
_ROLE = {
    Capacity.LAWYER: Role.LAWYER,
    Capacity.GUARDIAN: Role.GUARDIAN,
    Capacity.ORGANISATION: Role.ORGANISATION,
}
_ACTS_FOR = re.compile(
    r"\bvertrete[n]?\b|\bbevollm(?:ä|a|ae)chtigt|\bvollmacht\b|\bin\s+vertretung\b|\bnamens\b|\bim\s+(?:namen|auftrag)\s+(?:von|der|des)\b|\bbeantrage[n]?\s+(?:ich|wir)\b|\b(?:stelle[n]?|reiche[n]?|bitte[n]?)\s+(?:ich|wir)\b[^.]{0,60}\bfür\b|\bmandant",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"\bpostbot(?:e|in)\b|\bam\s+text\s+nichts\s+(?:geändert|verändert)|\b(?:will|kann)\s+ich\s+nichts\s+beantragen|\b(?:leite|gebe|reiche|schicke|sende|übersende|faxe|maile|bringe)\w*\b[^.]{0,80}\b(?:weiter|für\s+(?:sie|ihn|die\s+beiden|meine\w*\s+nachbar\w*)|so,?\s+wie)\b|\bweiter(?:leiten|geleitet|geben|gegeben|reichen)\b|\bmit\s+dem\s+inhalt\s+(?:\w+\s+){0,3}nichts\b|\bantwort\w*\s+(?:\w+\s+){0,4}(?:direkt|unmittelbar)\s+an\b|\bnur\s+(?:über|zu)bring|\b(?:hat|haben)\s+(?:mich|uns)\s+gebeten,?\s+(?:\w+\s+){0,6}(?:zu\s+)?(?:schicken|senden|faxen|mailen|einzuscannen|weiter\w*)",
    re.IGNORECASE,
)
_OWN_CHILD = re.compile(
    r"\b(?:mein|unser)(?:e[nrms]?)?\s+(?:\w+\s+){0,3}(?:sohn|tochter|kind|kinder|söhne|töchter|baby)\w*\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:ich|wir|mich|uns|mein\w*|unser\w*|i|my|je|nous)\b", re.IGNORECASE)


def find_representative(
    reading: Reading, persons: Sequence[Person]
) -> tuple[FiledBy | None, Representative | None, tuple[Finding, ...]]:
    """Who files.

    Args:
        reading: The message with passages and papers.
        persons: The applicants, as `find_persons` gives them.

    Returns:
        Whether the applicants or somebody for them; who that is; and the findings with the places that show it. None
        where nobody can be told.
    """
    writers = find_writers(reading)
    standing = find_standing(reading, writers)
    if standing.capacity is Capacity.SELF or _signed_by_applicants(writers, persons):
        return _without_office(reading, persons, writers, standing)
    role = _ROLE[standing.capacity]
    name, evidence = _name_for(role, reading, writers, standing, persons)
    return _representative(name, role, (*standing.evidence, *evidence), 0.92, f"representative: {standing.rule}")


def _representative(
    name: str | None, role: Role, evidence: tuple[Evidence, ...], confidence: float, source: str
) -> tuple[FiledBy, Representative, tuple[Finding, ...]]:
    findings = (
        Finding("filed_by", FiledBy.REPRESENTATIVE.value, evidence[:3], confidence, source),
        Finding("representative", name or "", evidence[:3], confidence, source),
    )
    return FiledBy.REPRESENTATIVE, Representative(name, role), findings


def _applicant(
    evidence: tuple[Evidence, ...], confidence: float, why: str
) -> tuple[FiledBy, None, tuple[Finding, ...]]:
    return (
        FiledBy.APPLICANT,
        None,
        (Finding("filed_by", FiledBy.APPLICANT.value, evidence[:3], confidence, f"representative: {why}"),),
    )


# --- applicants and private persons


def _is_applicant(name: str, persons: Iterable[Person]) -> bool:
    """Whether a name below a letter is that of an applicant, be it by a part of it."""
    for person in persons:
        for known in filter(None, (person.name, *person.aliases)):
            if same_name(name, known) or (name_words(name) and (is_part_of(name, known) or is_part_of(known, name))):
                return True
            if is_cut_form(name, known):
                return True
    return False


def _signed_by_applicants(writers: Writers, persons: Sequence[Person]) -> bool:
    """Whether the letter itself is signed by applicants only, whoever sends it along."""
    if not writers.letter or not persons or any(s.function and is_law_firm(s.function) for s in writers.letter):
        return False
    return all(_is_full_applicant(signer, persons) for signer in writers.letter)


def _is_full_applicant(signer: Signer, persons: Sequence[Person]) -> bool:
    return not signer.signs_for_other and _is_applicant(signer.name, persons)


def _own_words(reading: Reading, *, of_note: bool) -> str:
    """The text of the covering mail, or of the letter."""
    if of_note:
        return "\n".join(p.text for p in reading.body_passages if p.part in (Part.TEXT, Part.CLOSING))
    body = {id(p) for p in reading.body_passages} if reading.letter is not None else set()
    passages = [p for p in reading.letter_passages if id(p) not in body] or list(reading.letter_passages)
    return "\n".join(p.text for p in passages if p.part in (Part.TEXT, Part.SUBJECT, Part.FORWARDED))


def _without_office(
    reading: Reading, persons: Sequence[Person], writers: Writers, standing: Standing
) -> tuple[FiledBy | None, Representative | None, tuple[Finding, ...]]:
    """No lawyer, organisation or guardian writes: the applicants themselves, or a private person."""
    signers = [s for s in writers.letter if not s.signs_for_other and not _is_misread(s, reading)]
    places = tuple(s.evidence for s in signers)
    applying = [s for s in signers if _is_applicant(s.name, persons)]
    if applying:
        if standing.capacity is not Capacity.SELF and _note_acts_for(reading, writers):
            role = _ROLE[standing.capacity]
            name, evidence = _name_for(role, reading, writers, standing, persons)
            return _representative(
                name, role, (*standing.evidence, *evidence), 0.8, "representative: sends it for them"
            )
        return _applicant(tuple(s.evidence for s in applying), 0.93, "signed by an applicant")
    if _passes_on(reading, persons):
        return _applicant(places, 0.8, "somebody only passes on what the applicants wrote")
    if _parent_of_minors(reading, persons):
        return _applicant(places, 0.8, "a parent for minor children")
    if signers and persons:
        name = _fullest(signers[0].name, reading, writers)
        return _representative(
            name, Role.PRIVATE, places, 0.88, "representative: signed by somebody who does not apply"
        )
    return _unsigned(reading, persons, writers, places)


def _is_misread(signer: Signer, reading: Reading) -> bool:
    """Whether a single word below a scanned letter is what OCR made of ink rather than a name."""
    quality = reading.page(signer.evidence.document, signer.evidence.page).quality
    return quality is not None and quality < _READABLE and len(signer.name.split()) == 1


def _passes_on(reading: Reading, persons: Sequence[Person]) -> bool:
    """Whether a mail hands on a letter that applicants signed, and says so."""
    note = _own_words(reading, of_note=True)
    if not _PASSES_ON.search(note):
        return False
    papers = reading.papers_of_type(PaperType.OTHER, PaperType.SUPPORT_LETTER, PaperType.APPLICATION_LETTER)
    signers = [s for paper in papers if paper.document for s in signers_of(reading.passages_of(paper))]
    return any(_is_applicant(signer.name, persons) for signer in signers)


def _note_acts_for(reading: Reading, writers: Writers) -> bool:
    note = _own_words(reading, of_note=True)
    return bool(writers.note and _ACTS_FOR.search(note) and not _PASSES_ON.search(note))


def _parent_of_minors(reading: Reading, persons: Sequence[Person]) -> bool:
    if not persons or not all(person.is_minor for person in persons):
        return False
    text = _own_words(reading, of_note=False)
    return bool(_OWN_CHILD.search(text)) and not re.search(
        r"\bpflege(?:eltern|mutter|vater|kind|tochter|sohn)", text, re.IGNORECASE
    )


def _unsigned(
    reading: Reading, persons: Sequence[Person], writers: Writers, places: tuple[Evidence, ...]
) -> tuple[FiledBy | None, Representative | None, tuple[Finding, ...]]:
    """Nobody signs: the sender of the mail, the head of the letter, the agent of a Vollmacht, or the first person."""
    head = [span.text for line, _ in writers.letterhead[:3] for span in find_names(line) if span.is_full]
    for name in filter(None, (writers.sender_name, *head)):
        if _is_applicant(name, persons):
            return _applicant(places, 0.8, "sent by an applicant")
    agents = _agents(reading, persons)
    if agents:
        return _representative(
            agents[0][0], Role.PRIVATE, (agents[0][1],), 0.7, "representative: named in the Vollmacht"
        )
    text = _own_words(reading, of_note=False)
    if persons and writers.sender_name and find_names(writers.sender_name) and not _speaks_of_own_case(text):
        return _representative(writers.sender_name, Role.PRIVATE, places, 0.6, "representative: sender of the mail")
    if persons or (text and _FIRST_PERSON.search(text)):
        return _applicant(places, 0.55, "nobody else shows")
    return (
        None,
        None,
        (Finding("filed_by", "", (), 0.3, "representative", "signatures, letterhead and sender of the mail"),),
    )


def _speaks_of_own_case(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:mein\w*|meine|unser\w*)\s+(?:antrag|fall|duldung|asyl\w*|abschiebung|aufenthalt|familie)\b|\bich\s+(?:stelle|beantrage|bitte|heiße|bin)\b|\bstelle\s+ich\b",
            text,
            re.IGNORECASE,
        )
    )


# --- names of representatives


def _name_for(
    role: Role, reading: Reading, writers: Writers, standing: Standing, persons: Sequence[Person]
) -> tuple[str | None, tuple[Evidence, ...]]:
    if role is Role.ORGANISATION:
        return _organisation_name(reading, writers, standing), ()
    signer = _speaking_signer(writers, persons)
    if role is Role.LAWYER:
        return _lawyer_name(signer, reading, writers, persons)
    if role is Role.GUARDIAN:
        institution = _guardian_institution(reading, standing)
        if institution:
            return institution, ()
    if signer is not None:
        return _fullest(signer.name, reading, writers), (signer.evidence,)
    for line, evidence in writers.letterhead[:3]:
        spans = [span for span in find_names(line) if span.is_full]
        if spans:
            return spans[0].text, (evidence,)
    return standing.organisation or writers.sender_name or None, ()


_INSTITUTION = re.compile(
    r"(?:(?:zum|als|zur)\s+(?:\w+\s+){0,2}(?:Amts|Vereins)?(?:Vormund|Betreuer|Ergänzungspfleger)\w*\s+(?:wird|ist|wurde)?\s*(?:der|die|das)?\s*(?P<after>(?:Kreis|Stadt)?[Jj]ugendamt[^.,;(\n]{0,50}|(?:Verein\s+)?[^.,;(\n]{3,60}?e\.\s?V\.))"
    r"|\b(?:das|der)\s+(?P<before>(?:Kreis|Stadt)?[Jj]ugendamt[^.,;(\n]{0,50}?|(?:Verein\s+)?[^.,;(\n]{3,60}?e\.\s?V\.)(?=[,\s]+(?:[^.;]{0,160}\s)?(?:ist|wurde|wird)\s[^.;]{0,120}(?:zum|als)\s+(?:\w+\s+){0,3}(?:Vormund|Betreuer))",
)


def _guardian_institution(reading: Reading, standing: Standing) -> str | None:
    """The Jugendamt or association that is the guardian, where it is none of its staff in person."""
    papers = reading.papers_of_type(PaperType.GUARDIANSHIP_CERTIFICATE, PaperType.COURT_DECISION)
    passages = [*reading.letter_passages, *(p for paper in papers for p in reading.passages_of(paper))]
    for passage in passages:
        match = _INSTITUTION.search(" ".join(passage.text.split()))
        if match:
            name = (match.group("after") or match.group("before")).strip()
            name = re.split(r"\s+(?:durch|gemäß|zum|ist|wurde|wird|bestellt|übertrag)\b", name)[0]
            return re.sub(r"^Verein\s+", "", name).strip()
    if standing.organisation and re.search(r"e\.\s?V|jugendamt|verein", standing.organisation, re.IGNORECASE):
        return standing.organisation
    return None


def _speaking_signer(writers: Writers, persons: Sequence[Person]) -> Signer | None:
    """Who signs in his own right: the letter's signer before the one of the covering mail, a secretary never."""
    for signer in (*writers.letter, *writers.note):
        if not signer.signs_for_other and not _is_applicant(signer.name, persons):
            return signer
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
        return _fullest(signer.name, reading, writers), (signer.evidence,)
    named = [
        (name, evidence) for name, evidence in _lawyers_named(reading, writers) if not _is_applicant(name, persons)
    ]
    if named:
        name, evidence = next((pair for pair in named if len(pair[0].split()) > 1), named[0])
        return _fullest(name, reading, writers), (evidence,)
    if writers.sender_name and find_names(writers.sender_name):
        return writers.sender_name, ()
    firm = next(((line, evidence) for line, evidence in writers.letterhead if is_law_firm(line)), None)
    return (without_titles(re.split(r"\s[-–·|]\s|,", firm[0])[0]), (firm[1],)) if firm else (None, ())


def _lawyers_named(reading: Reading, writers: Writers) -> Iterator[tuple[str, Evidence]]:
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


def _fullest(name: str, reading: Reading, writers: Writers) -> str:
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
    for text in (line for text in texts for line in text.splitlines() if not is_fax_header(line)):
        for span in find_names(text):
            if not span.is_full or len(span.text.split()) > 5:
                continue
            if same_name(span.text, best) or is_part_of(best, span.text):
                best = fuller_name(best, span.text)
    return best


_FORM_RANK = (
    re.compile(r"\be\.?\s?V\b|GmbH|\bgUG\b|\bUG\b|\bKG\b|\bOHG\b|\bGbR\b|\beG\b|stiftung", re.IGNORECASE),
    re.compile(
        r"caritas|diakoni|awo\b|arbeiterwohlfahrt|drk|rotes\s+kreuz|gemeinde|pfarrei|kirch|flüchtlings|sozialdienst|verein|TSV|\bSV\b|\bTuS\b|initiative|netzwerk|schule|gymnasium|kolleg",
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


def _agents(reading: Reading, persons: Sequence[Person]) -> list[tuple[str, Evidence]]:
    """Who gets the Vollmacht, where it names a person."""
    day = reading.message.received_at.date()
    found = []
    for paper in reading.papers_of_type(PaperType.POWER_OF_ATTORNEY):
        for passage in reading.passages_of(paper):
            for mention in mentions_in(replace(passage), Source.MANDATE, day):
                if (
                    Sign.AGENT in mention.signs
                    and mention.evidence
                    and len(plain(mention.name).split()) > 1
                    and not _is_applicant(mention.name, persons)
                ):
                    found.append((mention.name, mention.evidence))
    return found
