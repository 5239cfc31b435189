"""What a person should look at, and where: one rule per flag, as the contract has them."""

from __future__ import annotations

from collections.abc import Sequence

from classifiers.records import (
    Decision,
    ExitObligation,
    Finding,
    Flag,
    FlagKind,
    Kind,
    Reasons,
    Residence,
    Vollmacht,
    Whereabouts,
)

_OF_VOLLMACHT = {
    Vollmacht.MISSING: FlagKind.POA_MISSING,
    Vollmacht.ANNOUNCED: FlagKind.POA_MISSING,
    Vollmacht.ASSERTED: FlagKind.POA_ASSERTED,
    Vollmacht.UNSIGNED: FlagKind.POA_UNSIGNED,
    Vollmacht.UNSUITABLE: FlagKind.POA_UNSUITABLE,
}


def flags_of(decision: Decision, *, accepts_asserted: bool = False) -> tuple[Flag, ...]:
    """The flags that follow from the fields of an item; those of linking come later.

    Args:
        decision: With its fields and findings, without flags.
        accepts_asserted: The office accepts a lawyer's assertion of the Vollmacht.
    """
    kinds = _of_any_item(decision)
    if decision.kind is Kind.APPLICATION:
        kinds = _of_application(decision, accepts_asserted) + kinds
    return tuple(_with_evidence(kind, decision.findings) for kind in dict.fromkeys(kinds))


def _of_application(decision: Decision, accepts_asserted: bool) -> list[FlagKind]:
    found = []
    poa = _OF_VOLLMACHT.get(decision.power_of_attorney) if decision.power_of_attorney else None
    if poa is not None and not (poa is FlagKind.POA_ASSERTED and accepts_asserted):
        found.append(poa)
    if decision.reasons in (Reasons.MISSING, Reasons.ANNOUNCED):
        found.append(FlagKind.REASONS_MISSING)
    if not decision.persons or any(p.name_is_incomplete or not p.name for p in decision.persons):
        found.append(FlagKind.NAME_INCOMPLETE)
    if decision.exit_obligation is ExitObligation.CONTRADICTED:
        found.append(FlagKind.EXIT_OBLIGATION_DOUBTFUL)
    if decision.residence is Residence.ELSEWHERE:
        found.append(FlagKind.RESIDENCE_ELSEWHERE)
    if decision.whereabouts is Whereabouts.ABROAD:
        found.append(FlagKind.ABROAD)
    if decision.authority is None:
        found.append(FlagKind.AUTHORITY_UNKNOWN)
    return found


def _of_any_item(decision: Decision) -> list[FlagKind]:
    found = []
    if decision.removal_date is not None or decision.detained:
        found.append(FlagKind.REMOVAL_IMMINENT)
    if decision.kind in (Kind.APPLICATION, Kind.SUPPLEMENT) and decision.language not in (None, "de"):
        found.append(FlagKind.FOREIGN_LANGUAGE)
    if decision.missing_enclosures:
        found.append(FlagKind.ENCLOSURE_MISSING)
    if decision.unreadable_papers:
        found.append(FlagKind.UNREADABLE)
    return found


# The finding whose evidence shows why a flag was raised.
_FIELD_OF_FLAG = {
    FlagKind.POA_MISSING: ("power_of_attorney",),
    FlagKind.POA_ASSERTED: ("power_of_attorney",),
    FlagKind.POA_UNSIGNED: ("power_of_attorney",),
    FlagKind.POA_UNSUITABLE: ("power_of_attorney",),
    FlagKind.REASONS_MISSING: ("reasons",),
    FlagKind.NAME_INCOMPLETE: ("person",),
    FlagKind.EXIT_OBLIGATION_DOUBTFUL: ("exit_obligation",),
    FlagKind.RESIDENCE_ELSEWHERE: ("residence",),
    FlagKind.ABROAD: ("whereabouts",),
    FlagKind.AUTHORITY_UNKNOWN: ("authority",),
    FlagKind.REMOVAL_IMMINENT: ("removal_date", "detained"),
    FlagKind.FOREIGN_LANGUAGE: ("language",),
    FlagKind.ENCLOSURE_MISSING: ("enclosure_missing",),
    FlagKind.UNREADABLE: ("unreadable",),
}


def _with_evidence(kind: FlagKind, findings: Sequence[Finding]) -> Flag:
    """A flag with the evidence and the searched places of the findings it follows from."""
    fields = _FIELD_OF_FLAG.get(kind, ())
    sources = [finding for finding in findings if finding.field in fields]
    evidence = tuple(place for finding in sources for place in finding.evidence)
    searched = " ".join(finding.searched for finding in sources if finding.searched)
    return Flag(kind, evidence, searched)
