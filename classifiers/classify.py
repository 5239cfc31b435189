"""THE DOOR: from what was read to what the program says about it. Decides nothing about people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language

from classifiers.authority import find_authority
from classifiers.combining import kind_answer, kind_by_both, of_both, papers_by_both, reasons_by_both
from classifiers.contacts import find_contacts
from classifiers.directory import directory
from classifiers.enclosures import missing_enclosures
from classifiers.exit_obligation import find_exit_obligation
from classifiers.file_numbers import find_file_numbers
from classifiers.flags import flags_of
from classifiers.kind import find_kind, kind_without_a_case
from classifiers.language import find_language
from classifiers.names import is_initials
from classifiers.papers import JudgedPaper, find_letter, find_papers, judged_papers, settled
from classifiers.passages import Part, Passage, Reading, passages_of_message
from classifiers.persons import find_persons
from classifiers.reasons import circumstances_told, find_reasons
from classifiers.records import (
    CIRCUMSTANCE,
    Decision,
    ExitObligation,
    Finding,
    Kind,
    PaperType,
    Reasons,
    Residence,
    Vollmacht,
    Whereabouts,
)
from classifiers.removal import find_removal
from classifiers.representation import mandate_findings
from classifiers.representative import find_representative
from classifiers.residence import find_residence
from classifiers.signers import find_writers
from classifiers.supplements import reasons_handed_in
from classifiers.unreadable import find_unreadable
from classifiers.vollmacht import find_vollmacht
from classifiers.vollmacht_words import ends_representation
from parsers.records import ParsedMessage

_BRING = frozenset({Kind.APPLICATION, Kind.SUPPLEMENT})
# Nobody is named by a machine or a newsletter for whom the office would have to do something.
_WITHOUT_PERSONS = frozenset({Kind.BOUNCE, Kind.AUTO_REPLY, Kind.OTHER, Kind.UNKNOWN})
_PAPER_TYPES = frozenset(PaperType)
_PROOFS = frozenset(
    {PaperType.MEDICAL, PaperType.SCHOOL, PaperType.EMPLOYMENT, PaperType.SUPPORT_LETTER, PaperType.CV}
    | {PaperType.LANGUAGE_CERTIFICATE}
)


def classify(message: ParsedMessage, nlp: Language, *, accepts_asserted: bool = False) -> Decision:
    """Say what an item is, whom it is about, what it brings and what a person must look at.

    Args:
        message: What was read.
        nlp: From `classifiers.nlp.load`.
        accepts_asserted: The office takes a lawyer's word ("anwaltlich versichert") for a Vollmacht.

    Returns:
        A decision without what only earlier items could tell (`classifiers.linking` adds that).
    """
    passages = passages_of_message(message)
    judged = judged_papers(message)
    by_rules = _read(message, passages, judged)
    better = papers_by_both(message, judged, nlp)
    reading = by_rules if better == judged else _read(message, passages, better)
    kind, finding = find_kind(reading)
    decision = _decide(reading, kind, finding, accepts_asserted, nlp)
    # The component learned kinds beside the papers as the rules take them.
    learned, finding = kind_by_both(reading, kind, finding, kind_answer(by_rules, nlp), nlp)
    if learned is not kind:
        decision = of_both(decision, _decide(reading, learned, finding, accepts_asserted, nlp))
    if _asks_for_nobody(decision):
        return _decide(reading, *kind_without_a_case(reading), accepts_asserted, nlp)
    return decision


def _asks_for_nobody(decision: Decision) -> bool:
    """Whether an application tells nothing of a case: no full name, no place, no duty to leave and no reason.

    Who asks the commission in so many words does so for himself, however little he tells; who brings or announces a
    Vollmacht asks for somebody; and of other languages too little is understood to say so.
    """
    source = next((finding.source for finding in decision.findings if finding.field == "kind"), "")
    # Initials hide somebody on purpose; a given name alone is often the writer's own.
    names_somebody = any(
        p.birth_date or (p.name and (not p.name_is_incomplete or is_initials(p.name))) for p in decision.persons
    )
    return (
        decision.kind is Kind.APPLICATION
        and decision.language in (None, "de")
        and "asks_commission" not in source.split("+")
        and not names_somebody
        and decision.power_of_attorney in (None, Vollmacht.NOT_REQUIRED, Vollmacht.MISSING)
        and decision.authority is None
        and decision.residence is Residence.NOT_STATED
        and decision.exit_obligation is ExitObligation.NOT_STATED
        and decision.reasons is Reasons.MISSING
    )


def decide_by_rules(message: ParsedMessage, *, accepts_asserted: bool = False) -> Decision:
    """What `classify` says without the trained components; for comparison."""
    reading = read_by_rules(message)
    return _decide(reading, *find_kind(reading), accepts_asserted)


def read_by_rules(message: ParsedMessage) -> Reading:
    """Cut a message into passages and papers, without the trained components."""
    return _read(message, passages_of_message(message), judged_papers(message))


def _read(message: ParsedMessage, passages: tuple[Passage, ...], judged: tuple[JudgedPaper, ...]) -> Reading:
    papers = find_papers(message, passages, judged)
    return Reading(message, passages, papers, find_letter(message, passages, papers))


def _decide(
    reading: Reading, kind: Kind, kind_finding: Finding, accepts_asserted: bool, nlp: Language | None = None
) -> Decision:
    """All that follows once it is clear what the item and its papers are."""
    message, reading = reading.message, settled(reading, kind)
    language, language_finding = find_language(reading)
    decision = Decision(
        item=message.source_name,
        channel=message.channel,
        received_at=message.received_at,
        kind=kind,
        language=None if kind is Kind.UNKNOWN else language,
        papers=reading.papers,
        findings=(kind_finding, language_finding),
        file_numbers=find_file_numbers(reading),
        main_text=_main_text(reading, kind),
        message_ids=_message_ids(message),
    )
    decision = _with_people(decision, reading)
    decision = _with_removal(decision, reading)
    decision = _with_requirements(decision, reading)
    decision = _with_papers_judged(decision, reading, nlp)
    return replace(decision, flags=flags_of(decision, accepts_asserted=accepts_asserted))


def _with_people(decision: Decision, reading: Reading) -> Decision:
    """Add who applies, who files for them, who signs, and how they can be reached."""
    if decision.kind in _WITHOUT_PERSONS:
        sender, _ = find_contacts(reading, (), None)
        return replace(decision, sender=sender)
    persons, person_findings = find_persons(reading, decision.received_at.date())
    filed_by, representative, findings = find_representative(reading, persons)
    sender, applicant = find_contacts(reading, persons, filed_by, representative)
    if decision.kind not in _BRING:
        filed_by = None
    return replace(
        decision,
        persons=persons,
        filed_by=filed_by,
        representative=representative if decision.kind in (*_BRING, Kind.WITHDRAWAL, Kind.ENQUIRY) else None,
        findings=(*decision.findings, *person_findings, *findings),
        signers=tuple(signer.name for signer in find_writers(reading).letter),
        sender=sender,
        applicant_contact=applicant if decision.kind in _BRING else None,
    )


def _with_removal(decision: Decision, reading: Reading) -> Decision:
    """Add an announced deportation and custody: read in every kind of item, for a miss may cost a person everything."""
    found = find_removal(reading, decision.persons)
    days = [finding.value for finding in found if finding.field == "removal_date"]
    return replace(
        decision,
        removal_date=date.fromisoformat(days[0]) if days else None,
        detained=any(finding.field == "detained" and finding.value == "true" for finding in found),
        findings=(*decision.findings, *found),
    )


def _with_requirements(decision: Decision, reading: Reading) -> Decision:
    """Add what the item says of the requirements: judged for applications and, where said anew, supplements."""
    if decision.kind not in _BRING:
        return decision
    persons = decision.persons
    residence, whereabouts = find_residence(reading, persons)
    exit_obligation = find_exit_obligation(reading, persons)
    authority = find_authority(reading, persons, directory())
    findings = [residence, whereabouts, exit_obligation]
    findings.append(authority or Finding("authority", "", searched="Weder Behörde noch Wohnort gefunden."))
    return replace(
        decision,
        residence=Residence(residence.value),
        whereabouts=Whereabouts(whereabouts.value),
        exit_obligation=ExitObligation(exit_obligation.value),
        authority=authority.value if authority else None,
        findings=(*decision.findings, *findings),
    )


def _with_papers_judged(decision: Decision, reading: Reading, nlp: Language | None) -> Decision:
    """Add Vollmacht and reasons, and the papers that are missing or cannot be read."""
    unreadable = find_unreadable(reading)
    missing = missing_enclosures(reading) if decision.kind in _BRING else ()
    decision = replace(
        decision,
        unreadable_papers=tuple(finding.value for finding in unreadable),
        missing_enclosures=tuple(_paper_type(finding.value) for finding in missing),
        findings=(*decision.findings, *unreadable, *missing),
    )
    if decision.kind not in _BRING:
        return decision
    decision = _with_vollmacht(decision, reading)
    handed_in = reasons_handed_in(reading) if decision.kind is Kind.SUPPLEMENT else None
    if handed_in is not None:
        return replace(decision, reasons=Reasons.STATED, findings=(*decision.findings, handed_in))
    reasons, finding = find_reasons(reading)
    if decision.kind is Kind.SUPPLEMENT and not _brings_reasons(reading, reasons):
        # Too little to call it reasons; enough for a case that has none.
        told = (replace(finding, field=CIRCUMSTANCE),) if reasons is Reasons.STATED else ()
        return replace(decision, findings=(*decision.findings, *told))
    if nlp is not None:
        reasons, finding = reasons_by_both(reading, reasons, finding, nlp)
    return replace(decision, reasons=reasons, findings=(*decision.findings, finding))


def _with_vollmacht(decision: Decision, reading: Reading) -> Decision:
    is_supplement = decision.kind is Kind.SUPPLEMENT
    people = (decision.persons, decision.filed_by, decision.representative, decision.signers)
    found = find_vollmacht(reading, *people, is_supplement=is_supplement)
    value = found.value
    if is_supplement and value in (Vollmacht.MISSING, Vollmacht.ANNOUNCED, Vollmacht.NOT_REQUIRED):
        return replace(decision, ends_representation=ends_representation(reading))
    findings = decision.findings if decision.filed_by is None else (*decision.findings, found.finding)
    if is_supplement and value in (Vollmacht.ENCLOSED, Vollmacht.ASSERTED):
        findings = (*findings, *mandate_findings(reading, decision.persons))
    return replace(
        decision,
        power_of_attorney=value,
        proven_for=found.proven_for,
        findings=findings,
        ends_representation=is_supplement and value is not Vollmacht.ENCLOSED and ends_representation(reading),
    )


def _brings_reasons(reading: Reading, reasons: Reasons) -> bool:
    """Whether a supplement hands in reasons: a paper that shows one, or a letter that tells several circumstances."""
    if reasons is not Reasons.STATED:
        return False
    return bool(reading.papers_of_type(*_PROOFS)) or len(circumstances_told(reading)) >= 3


def _paper_type(value: str) -> PaperType:
    return PaperType(value) if value in _PAPER_TYPES else PaperType.OTHER


def _main_text(reading: Reading, kind: Kind) -> str:
    """Subject and letter in plain words: for threads of persons, and for the comparison with an earlier letter."""
    subject = reading.message.mail.subject + "\n" if reading.message.mail else ""
    parts = (Part.HEAD, Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.FORWARDED)
    is_paper = reading.message.mail is None
    if (
        not reading.letter_passages
        or kind in (Kind.BOUNCE, Kind.AUTO_REPLY)
        or (is_paper and kind is Kind.AUTHORITY_REPLY)
    ):
        return subject + "\n".join(p.text for p in reading.passages)
    spoken = reading.letter_passages
    return subject + "\n".join(p.text for p in spoken if p.part in parts)


def _message_ids(message: ParsedMessage) -> tuple[str, ...]:
    """The ids of the thread: its own, those it answers, those of a message that a notification returns."""
    mail = message.mail
    if mail is None:
        return ()
    ids = (mail.message_id, *mail.in_reply_to, *mail.references, *mail.original_message_ids)
    return tuple(dict.fromkeys(one for one in ids if one))
