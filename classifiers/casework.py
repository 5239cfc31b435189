"""What a case is after all its items: a fold over them in order of receipt, and nothing else.

A later Vollmacht, reasons, a full name, the missing paper or a readable copy closes its flag; a proven withdrawal
closes all; `removal_imminent` and `foreign_language` stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from classifiers.later_papers import Unread, still_missing, still_unreadable, unread_of
from classifiers.names import plain, same_name
from classifiers.records import (
    CIRCUMSTANCE,
    CaseState,
    Contact,
    Decision,
    ExitObligation,
    FiledBy,
    FiledItem,
    FlagKind,
    Kind,
    PaperType,
    Person,
    Reasons,
    Representative,
    Residence,
    Vollmacht,
    Whereabouts,
)
from classifiers.representation import Filer, ends_for, is_applicant, proven_filer, takes_over

_STAY = frozenset({FlagKind.REMOVAL_IMMINENT, FlagKind.FOREIGN_LANGUAGE})
_OF_VOLLMACHT = frozenset({FlagKind.POA_MISSING, FlagKind.POA_ASSERTED, FlagKind.POA_UNSIGNED, FlagKind.POA_UNSUITABLE})
_PROVE = frozenset({Vollmacht.ENCLOSED})
_BRING = frozenset({Kind.APPLICATION, Kind.SUPPLEMENT})
_ANSWER = _BRING | {Kind.AUTHORITY_REPLY}  # what may send a paper again


@dataclass
class _Fold:
    """The case while its items are gone through; lives only inside `case_state`."""

    proves: frozenset[Vollmacht]
    persons: list[Person] = field(default_factory=list)
    representative: Representative | None = None
    filers: list[Filer] = field(default_factory=list)
    acting: Representative | None = None
    representative_contact: Contact | None = None
    applicant_contact: Contact | None = None
    sender: Contact | None = None
    authority: str | None = None
    open_flags: set[FlagKind] = field(default_factory=set)
    missing: list[PaperType] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    file_numbers: list[str] = field(default_factory=list)
    is_withdrawn: bool = False


def case_state(case: str, items: Sequence[FiledItem], *, accepts_asserted: bool = False) -> CaseState:
    """Derive a case from its items.

    Args:
        case: Aktenzeichen.
        items: The items filed there; they are put in order of receipt.
        accepts_asserted: The office takes a lawyer's word ("anwaltlich versichert") for a Vollmacht.
    """
    ordered = sorted(items, key=lambda item: (item.decision.received_at, item.decision.item))
    fold = _Fold(_PROVE | {Vollmacht.ASSERTED} if accepts_asserted else _PROVE)
    for item in ordered:
        _take_in(fold, item.decision)
    first = ordered[0].decision if ordered else None
    return CaseState(
        case=case,
        items=tuple(item.decision.item for item in ordered),
        persons=tuple(fold.persons),
        representative=fold.representative,
        authority=fold.authority,
        open_flags=frozenset(fold.open_flags),
        applicant_contact=fold.applicant_contact,
        representative_contact=fold.representative_contact if fold.representative else None,
        sender=fold.sender,
        is_withdrawn=fold.is_withdrawn,
        file_numbers=tuple(dict.fromkeys(fold.file_numbers)),
        received_at=first.received_at if first else None,
        poa_is_needed=bool(fold.open_flags & _OF_VOLLMACHT),
        unreadable_papers=_unreadable_papers(fold),
        reasons_are_open=FlagKind.REASONS_MISSING in fold.open_flags,
    )


def _unreadable_papers(fold: _Fold) -> tuple[str, ...]:
    """For the letter to who filed: what an authority sent is none of his."""
    if FlagKind.UNREADABLE not in fold.open_flags:
        return ()
    return tuple(dict.fromkeys(one.name for one in fold.unread if not one.of_office))


def _take_in(fold: _Fold, decision: Decision) -> None:
    if decision.kind in _BRING:
        _close_what_it_brings(fold, decision)
    _close_what_is_readable_now(fold, decision)
    fold.open_flags |= _flags_it_opens(fold, decision)
    fold.file_numbers.extend(decision.file_numbers)
    _merge_persons(fold, decision)
    if decision.kind in _BRING:
        _take_over_people(fold, decision)
        fold.missing.extend(decision.missing_enclosures)
    if decision.kind in _ANSWER:
        fold.unread.extend(unread_of(decision))
    if decision.authority and (decision.kind in _BRING or fold.authority is None):
        fold.authority = decision.authority
        fold.open_flags.discard(FlagKind.AUTHORITY_UNKNOWN)
    if decision.kind is Kind.WITHDRAWAL and FlagKind.WITHDRAWAL_UNPROVEN not in decision.flag_kinds:
        fold.is_withdrawn = True
        fold.open_flags &= _STAY


def _flags_it_opens(fold: _Fold, decision: Decision) -> set[FlagKind]:
    """The item's flags, save those of the Vollmacht that an earlier item has proven or that the item does not judge."""
    flags = set(decision.flag_kinds)
    if fold.representative is not None:
        flags -= _OF_VOLLMACHT
    if flags & _OF_VOLLMACHT:
        fold.open_flags -= _OF_VOLLMACHT
    if decision.kind is Kind.APPLICATION and FlagKind.REASONS_MISSING not in fold.open_flags and fold.persons:
        flags.discard(FlagKind.REASONS_MISSING)
    return flags - ({FlagKind.CASE_UNCLEAR} if decision.kind is not Kind.APPLICATION else set())


def _close_what_it_brings(fold: _Fold, decision: Decision) -> None:
    closed: set[FlagKind] = set()
    proves = decision.power_of_attorney in fold.proves
    if proves or (decision.kind is Kind.APPLICATION and decision.power_of_attorney is Vollmacht.NOT_REQUIRED):
        closed |= _OF_VOLLMACHT
    takes_it_over = fold.representative is None and takes_over(decision, fold.persons)
    if takes_it_over or ends_for(decision, fold.acting, fold.filers):
        closed |= _OF_VOLLMACHT
    if decision.reasons is Reasons.STATED or any(finding.field == CIRCUMSTANCE for finding in decision.findings):
        closed.add(FlagKind.REASONS_MISSING)
    if decision.persons and not any(p.name_is_incomplete for p in decision.persons):
        closed.add(FlagKind.NAME_INCOMPLETE)
    if decision.exit_obligation is ExitObligation.STATED:
        closed.add(FlagKind.EXIT_OBLIGATION_DOUBTFUL)
    if decision.residence is Residence.NRW:
        closed.add(FlagKind.RESIDENCE_ELSEWHERE)
    if decision.whereabouts is Whereabouts.GERMANY:
        closed.add(FlagKind.ABROAD)
    if fold.missing:
        fold.missing = still_missing(fold.missing, decision)
        if not fold.missing:
            closed.add(FlagKind.ENCLOSURE_MISSING)
    fold.open_flags -= closed


def _close_what_is_readable_now(fold: _Fold, decision: Decision) -> None:
    """Cross off the unreadable papers that this item brings again."""
    if fold.unread and decision.kind in _ANSWER:
        fold.unread = still_unreadable(fold.unread, decision)
        if not fold.unread:
            fold.open_flags.discard(FlagKind.UNREADABLE)


def _take_over_people(fold: _Fold, decision: Decision) -> None:
    """Who represents, who wrote last, how the applicants can be reached."""
    if decision.sender is not None:
        fold.sender = decision.sender
    if decision.applicant_contact is not None:
        fold.applicant_contact = _joined(fold.applicant_contact, decision.applicant_contact)
    if ends_for(decision, fold.acting, fold.filers):
        fold.representative = fold.acting = None
    if decision.power_of_attorney in fold.proves:
        _prove(fold, proven_filer(decision, fold.filers, fold.persons))
    who = decision.representative
    if decision.ends_representation or decision.filed_by is FiledBy.APPLICANT or who is None:
        return
    if not is_applicant(who, fold.persons):
        fold.filers.append(Filer(who, decision.sender, decision.signers))
        fold.acting = fold.representative or who


def _prove(fold: _Fold, proven: Filer | None) -> None:
    """Take over who is proven, and how he is reached."""
    if proven is None:
        return
    is_another = fold.representative is None or fold.representative.name != proven.who.name
    fold.representative = fold.acting = proven.who
    fold.representative_contact = proven.contact or (None if is_another else fold.representative_contact)


def _joined(known: Contact | None, new: Contact) -> Contact:
    """The newer address; what it does not tell stays as it was."""
    if known is None:
        return new
    return Contact(new.name or known.name, new.lines or known.lines, new.email or known.email)


def _merge_persons(fold: _Fold, decision: Decision) -> None:
    """Complete the persons; only applications and supplements with their names bring new ones."""
    for person in decision.persons:
        index = _index_of(fold.persons, person)
        if index is not None:
            fold.persons[index] = _completed(fold.persons[index], person)
        elif decision.kind is Kind.APPLICATION:
            fold.persons.append(person)


def _index_of(persons: Sequence[Person], person: Person) -> int | None:
    for index, known in enumerate(persons):
        if person.name and (same_name(known.name, person.name) or _may_complete(known, person.name, len(persons))):
            return index
    return None


def _may_complete(known: Person, name: str, persons: int) -> bool:
    """Whether a full name may be that of a person who was given in part only."""
    return known.name_is_incomplete and (persons == 1 or fits_initials(known.name or "", name))


def fits_initials(short: str, full: str) -> bool:
    """Whether a name given by initials, or in part, may be that of the full name: "A. O." and "Ada Osei"."""
    given, words = plain(short).split(), plain(full).split()
    if not given or len(given) > len(words):
        return False
    return _fits(given[0], words[0]) and _in_order(given[1:], words[1:])


def _fits(given: str, word: str) -> bool:
    """Whether a word is that of which the initial, or the word itself, is given."""
    return word.startswith(given) if len(given) == 1 else word == given


def _in_order(given: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each part stands for one of the words, in their order; middle names may be left out."""
    left = iter(words)
    return all(any(_fits(part, word) for word in left) for part in given)


def _completed(known: Person, new: Person) -> Person:
    """The fuller name; birth date and nationality where they were not known."""
    is_completed = known.name_is_incomplete and not new.name_is_incomplete
    is_fuller = len(plain(new.name or "").split()) > len(plain(known.name or "").split())
    return replace(
        known,
        name=new.name if is_completed or is_fuller else known.name,
        birth_date=known.birth_date or new.birth_date,
        nationality=known.nationality or new.nationality,
        aliases=tuple(dict.fromkeys((*known.aliases, *new.aliases))),
        name_is_incomplete=known.name_is_incomplete and new.name_is_incomplete,
    )
