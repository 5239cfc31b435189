"""Who files: the applicants themselves or somebody for them, and what that one is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.capacity import Capacity, Standing, find_standing
from classifiers.letter_lines import is_law_firm
from classifiers.mandate_agents import persons_named
from classifiers.name_spans import find_names
from classifiers.names import same_name
from classifiers.passages import Part, Reading
from classifiers.records import Evidence, FiledBy, Finding, PaperType, Person, Representative, Role
from classifiers.representative_names import fullest_form, is_applicant, lawyers_named, name_of_representative
from classifiers.signers import Signer, Writers, find_writers, signers_of

_READABLE = 0.9  # mean confidence of OCR from which on a lone word can be trusted
_ROLE = {
    Capacity.LAWYER: Role.LAWYER,
    Capacity.GUARDIAN: Role.GUARDIAN,
    Capacity.ORGANISATION: Role.ORGANISATION,
}
_ACTS_FOR = re.compile(
    r"\bvertrete[n]?\b|\bbevollm(?:ä|a|ae)chtigt|\bvollmacht\b|\bin\s+vertretung\b|\bnamens\b|\bim\s+(?:namen"
    r"|auftrag)\s+(?:von|der|des)\b|\bbeantrage[n]?\s+(?:ich|wir)\b|\b(?:stelle[n]?|reiche[n]?|bitte[n]?)\s+(?:ich"
    r"|wir)\b[^.]{0,60}\bfür\b|\bmandant",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"\bpostbot(?:e|in)\b|\bam\s+text\s+nichts\s+(?:geändert|verändert)|\b(?:will|kann)\s+ich\s+nichts\s+beantragen"
    r"|\b(?:leite|gebe|reiche|schicke|sende|übersende|faxe|maile|bringe)\w*\b[^.]{0,80}\b(?:weiter|für\s+(?:sie|ihn"
    r"|die\s+beiden|meine\w*\s+nachbar\w*)|so,?\s+wie)\b|\bweiter(?:leiten|geleitet|geben|gegeben|reichen)\b"
    r"|\bmit\s+dem\s+inhalt\s+(?:\w+\s+){0,3}nichts\b|\bantwort\w*\s+(?:\w+\s+){0,4}(?:direkt|unmittelbar)\s+an\b"
    r"|\bmit\s+der\s+sache\s+(?:\w+\s+){0,2}nichts\s+zu\s+tun\b"
    r"|\bnur\s+(?:über|zu)bring|\b(?:hat|haben)\s+(?:mich|uns)\s+gebeten,?\s+(?:\w+\s+){0,6}(?:zu\s+)?(?:schicken"
    r"|senden|faxen|mailen|einzuscannen|weiter\w*)",
    re.IGNORECASE,
)
# A firm that sends on what somebody left with it says that it does not act for him.
_DENIES = re.compile(
    r"\bkein(?:e|en)?\s+(?:\w+\s+)?(?:mandat|vollmacht|vertretung)\b(?!\s*(?:\w+\s+){0,2}(?:liegt|vor|bei|beigefügt))"
    r"|\bmandat\s+(?:\w+\s+){0,3}(?:nicht|keines)\b|\bvertrete[n]?\s+(?:\w+\s+){0,4}nicht\b|\bnicht\s+(?:mandatiert|bevollmächtigt|beauftragt)\b",
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
    if standing.capacity is Capacity.SELF or _from_applicants(writers, standing, persons):
        return _without_office(reading, persons, writers, standing)
    role = _ROLE[standing.capacity]
    name, evidence = name_of_representative(role, reading, writers, standing, persons)
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


def _from_applicants(writers: Writers, standing: Standing, persons: Sequence[Person]) -> bool:
    """Whether the letter itself is signed by applicants only, whoever sends it along.

    Where nobody signs and only the Vollmacht tells of an organisation, it is the sender of the mail who counts.
    """
    if not writers.letter and standing.is_told_by_vollmacht:
        return bool(writers.sender_name) and is_applicant(writers.sender_name, persons)
    if not writers.letter or not persons or any(s.function and is_law_firm(s.function) for s in writers.letter):
        return False
    return all(_is_full_applicant(signer, persons) for signer in writers.letter)


def _is_full_applicant(signer: Signer, persons: Sequence[Person]) -> bool:
    return not signer.signs_for_other and is_applicant(signer.name, persons)


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
    applying = [s for s in signers if is_applicant(s.name, persons)]
    if applying:
        if standing.capacity is not Capacity.SELF and _note_acts_for(reading, writers):
            role = _ROLE[standing.capacity]
            name, evidence = name_of_representative(role, reading, writers, standing, persons)
            return _representative(
                name, role, (*standing.evidence, *evidence), 0.8, "representative: sends it for them"
            )
        return _applicant(tuple(s.evidence for s in applying), 0.93, "signed by an applicant")
    if _passes_on(reading, persons):
        return _applicant(places, 0.8, "somebody only passes on what the applicants wrote")
    if _parent_of_minors(reading, persons):
        return _applicant(places, 0.8, "a parent for minor children")
    if signers and persons:
        name = fullest_form(signers[0].name, reading, writers)
        role = _role_of_person(name, reading, writers)
        return _representative(name, role, places, 0.88, "representative: signed by somebody who does not apply")
    return _unsigned(reading, persons, writers, places)


def _role_of_person(name: str, reading: Reading, writers: Writers) -> Role:
    """Lawyer, where the Vollmacht calls the person so, else a private person."""
    is_lawyer = any(same_name(name, lawyer) for lawyer, _ in lawyers_named(reading, writers))
    return Role.LAWYER if is_lawyer else Role.PRIVATE


def _is_misread(signer: Signer, reading: Reading) -> bool:
    """Whether a single word below a scanned letter is what OCR made of ink rather than a name."""
    quality = reading.page(signer.evidence.document, signer.evidence.page).quality
    return quality is not None and quality < _READABLE and len(signer.name.split()) == 1


def _passes_on(reading: Reading, persons: Sequence[Person]) -> bool:
    """Whether a mail hands on a letter that applicants signed, and says so."""
    note = _own_words(reading, of_note=bool(reading.body_passages))
    if not _PASSES_ON.search(note):
        return False
    papers = reading.papers_of_type(PaperType.OTHER, PaperType.SUPPORT_LETTER, PaperType.APPLICATION_LETTER)
    signers = [s for paper in papers if paper.document for s in signers_of(reading.passages_of(paper))]
    return any(is_applicant(signer.name, persons) for signer in signers)


def _note_acts_for(reading: Reading, writers: Writers) -> bool:
    note = _own_words(reading, of_note=True)
    return bool(writers.note and _ACTS_FOR.search(note) and not (_PASSES_ON.search(note) or _DENIES.search(note)))


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
        if is_applicant(name, persons):
            return _applicant(places, 0.8, "sent by an applicant")
    agents = agents_named(reading, persons)
    if agents:
        name, place = agents[0]
        role = _role_of_person(name, reading, writers)
        return _representative(name, role, (place,), 0.7, "representative: named in the Vollmacht")
    text = _own_words(reading, of_note=False)
    if persons and writers.sender_name and find_names(writers.sender_name) and not _speaks_of_own_case(text):
        return _representative(writers.sender_name, Role.PRIVATE, places, 0.6, "representative: sender of the mail")
    if persons or writers.letter or (text and _FIRST_PERSON.search(text)):
        return _applicant(places, 0.55, "nobody else shows")
    return (
        None,
        None,
        (Finding("filed_by", "", (), 0.3, "representative", "signatures, letterhead and sender of the mail"),),
    )


def _speaks_of_own_case(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:mein\w*|meine|unser\w*)\s+(?:antrag|fall|duldung|asyl\w*|abschiebung|aufenthalt|familie)\b"
            r"|\bich\s+(?:stelle|beantrage|bitte|heiße|bin)\b|\bstelle\s+ich\b",
            text,
            re.IGNORECASE,
        )
    )


def agents_named(reading: Reading, persons: Sequence[Person]) -> list[tuple[str, Evidence]]:
    """Who gets the Vollmacht, where it names a person who does not apply."""
    return [(name, evidence) for name, evidence in persons_named(reading) if not is_applicant(name, persons)]
