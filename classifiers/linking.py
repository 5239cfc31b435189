"""To which case an item belongs, and whether its letter came before: by file number, thread, persons and text.

What is sure is filed; what may belong to a case, but not surely enough, is flagged `case_unclear` with the
candidates; two families of one name stay two cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rapidfuzz import fuzz

from classifiers.case_index import KnownPeople, NewItem
from classifiers.casework import case_state
from classifiers.name_signs import Sign
from classifiers.names import plain, same_name
from classifiers.no_case import concerns_no_case, is_for_many
from classifiers.records import Decision, FiledBy, FiledItem, Flag, FlagKind, Kind, Representative, Ruling
from classifiers.signs import joined_weight, signs_of_case
from classifiers.supplements import as_supplement

_SURE = 0.7  # from this score on an item is filed
_POSSIBLE = 0.45  # from this score on a case is a candidate worth a look
_NAMES_SOMETHING = 0.51  # more than an address alone
_CERTAIN = 0.9  # a number, a thread, a name with the birth date
_MARGIN = 0.15  # by so much the best case must lead the next
_LESS_DOUBT = 1.99  # or by so much less is the doubt that is left
_SAME_TEXT = 72  # rapidfuzz ratio of two letters' words, bent by OCR, from which on they are one letter
_NEEDS_A_CASE = frozenset({Kind.SUPPLEMENT, Kind.AUTHORITY_REPLY, Kind.WITHDRAWAL})
_NEVER_FILED = frozenset({Kind.UNKNOWN})
_CLEARLY = 0.84  # from this score on what asks nothing of the office, a word of thanks say, is filed
_TAKES_BACK_MYSELF = re.compile(
    r"\b(?:ich|wir)\b[^.!?]{0,80}\b(?:zurück|kein\w*\s+antrag|nicht\s+mehr)\b", re.IGNORECASE
)
_HEAD_LINES = 2
_BULK = ("mailing_list", "newsletter", "another_body", "petition", "addressed_to_another_body")


@dataclass(frozen=True, slots=True)
class Link:
    """Where an item belongs.

    Attributes:
        case: Aktenzeichen of the case it joins; None where it opens one or belongs to none.
        opens_case: It is an application that no case holds yet.
        duplicate_of: Source name of the earlier item whose application letter it repeats, or None.
        decision: The decision with the flags that only the other items could tell.
    """

    case: str | None
    opens_case: bool
    duplicate_of: str | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class _Candidate:
    case: str
    items: tuple[FiledItem, ...]
    score: float
    surest: Sign


_NONE_MERGED: Mapping[str, str] = MappingProxyType({})
_NONE_RULED: Mapping[str, Sequence[Ruling]] = MappingProxyType({})


def link(
    decision: Decision,
    filed: Sequence[FiledItem],
    forwarded: Mapping[str, str] = _NONE_MERGED,
    rulings: Mapping[str, Sequence[Ruling]] = _NONE_RULED,
) -> Link:
    """Find the case of an item among what was filed before.

    Args:
        decision: What is said about the new item.
        filed: Every item filed so far, in order of receipt.
        forwarded: Aktenzeichen of merged cases, and those under which they go on.
        rulings: By case what persons said about who represents.
    """
    if decision.kind in _NEVER_FILED or (decision.kind is Kind.OTHER and _is_no_business_of_ours(decision)):
        return Link(None, False, None, decision)
    candidates = sorted(_candidates(decision, filed, forwarded), key=lambda c: -c.score)
    best = candidates[0] if candidates else None
    enough = _CLEARLY if decision.kind is Kind.OTHER else _SURE
    is_sure = best is not None and best.score >= enough and _leads(candidates)
    if decision.kind is Kind.APPLICATION:
        return _link_application(decision, candidates, best if is_sure else None)
    if best is not None and is_sure and (best.surest.weight >= _CERTAIN or not is_for_many(decision)):
        return Link(best.case, False, None, _judge_withdrawal(decision, best, rulings))
    if decision.kind is Kind.OTHER:
        return Link(None, False, None, decision)
    if not _speaks_of_a_case(decision, best):
        return Link(None, False, None, decision)
    # Who is away names no case by the address alone, and nobody waits for an answer.
    least = _NAMES_SOMETHING if decision.kind is Kind.AUTO_REPLY else _POSSIBLE
    may_belong = [c for c in candidates if c.score >= least]
    if decision.kind in _NEEDS_A_CASE or may_belong:
        return Link(None, False, None, _with_unclear(decision, may_belong))
    return Link(None, False, None, decision)


def _speaks_of_a_case(decision: Decision, best: _Candidate | None) -> bool:
    """Whether an item that is filed nowhere may belong to a case: a circular to those who have one does not."""
    if is_for_many(decision):
        return best is not None and best.surest.weight >= _CERTAIN
    return (best is not None and best.score >= _POSSIBLE) or not concerns_no_case(decision)


def _link_application(decision: Decision, candidates: list[_Candidate], best: _Candidate | None) -> Link:
    if best is not None:
        repeated = _repeated(decision, best.items)
        # Only a repeat is an application once more; all else is handed in for the case that is there.
        return Link(best.case, False, repeated, decision if repeated else as_supplement(decision))
    may_belong = [c for c in candidates if c.score >= 0.6]
    return Link(None, True, None, _with_unclear(decision, may_belong) if may_belong else decision)


def _is_no_business_of_ours(decision: Decision) -> bool:
    """Whether it is a newsletter, or meant for another body."""
    source = next((finding.source for finding in decision.findings if finding.field == "kind"), "")
    return any(word in source for word in _BULK)


def _leads(candidates: list[_Candidate]) -> bool:
    """Whether the best case leads by far enough: in points, or by one more sign that is as good as even."""
    if len(candidates) < 2:
        return True
    best, second = candidates[0].score, candidates[1].score
    return best - second >= _MARGIN or (1 - second) >= _LESS_DOUBT * (1 - best) > 0


def _with_unclear(decision: Decision, candidates: Sequence[_Candidate]) -> Decision:
    named = ", ".join(f"{c.case} ({c.surest.why})" for c in candidates[:5]) or "keines"
    flag = Flag(FlagKind.CASE_UNCLEAR, (), f"Infrage kommende Aktenzeichen: {named}.")
    return replace(decision, flags=(*decision.flags, flag))


def _candidates(decision: Decision, filed: Sequence[FiledItem], forwarded: Mapping[str, str]) -> Iterable[_Candidate]:
    by_case: dict[str, list[FiledItem]] = {}
    for item in filed:
        if item.case is not None:
            by_case.setdefault(item.case, []).append(item)
    known = KnownPeople.of(by_case)
    # What names a merged case names the one that goes on.
    numbers = tuple(forwarded.get(number, number) for number in decision.file_numbers)
    seen = NewItem.of(replace(decision, file_numbers=numbers))
    for case, items in by_case.items():
        signs = [*signs_of_case(seen, case, items, known)]
        if decision.kind is Kind.APPLICATION and _repeated(decision, items):
            signs.append(Sign(0.9, "gleicher Wortlaut"))
        if signs:
            surest = max(signs, key=lambda sign: sign.weight)
            yield _Candidate(case, tuple(items), joined_weight(signs), surest)


def _repeated(decision: Decision, items: Sequence[FiledItem]) -> str | None:
    """The first application of the case that has the same letter as this one."""
    if decision.kind is not Kind.APPLICATION:
        return None
    text = _comparable(decision.main_text)
    for item in items:
        earlier = item.decision
        if earlier.kind is Kind.APPLICATION and item.duplicate_of is None:
            other = _comparable(earlier.main_text)
            is_same = min(len(text), len(other)) >= 80 and fuzz.token_sort_ratio(text, other) >= _SAME_TEXT
            if is_same and not _is_for_others(decision, earlier):
                return earlier.item
    return None


def _is_for_others(decision: Decision, earlier: Decision) -> bool:
    """Whether two letters of the same words name different people: a form that many fill in, not one letter twice.

    OCR can bend a name or a date; it does not bend both of everybody.
    """
    ours = [person for person in decision.persons if person.name and person.birth_date]
    theirs = [person for person in earlier.persons if person.name and person.birth_date]
    return bool(ours and theirs) and not any(
        one.birth_date == other.birth_date or same_name(one.name or "", other.name or "")
        for one in ours
        for other in theirs
    )


def _comparable(text: str) -> str:
    """Words of four letters and more: those that OCR makes of specks fall out."""
    return " ".join(re.findall(r"[a-z]{4,}", plain(text)))


def _judge_withdrawal(decision: Decision, candidate: _Candidate, rulings: Mapping[str, Sequence[Ruling]]) -> Decision:
    """Flag a withdrawal by somebody who is neither an applicant nor the proven representative."""
    if decision.kind is not Kind.WITHDRAWAL:
        return decision
    if is_proven_withdrawal(decision, candidate.items, rulings.get(candidate.case, ())):
        return decision
    flag = Flag(FlagKind.WITHDRAWAL_UNPROVEN, (), "Weder antragstellende Person noch nachgewiesene Vertretung.")
    return replace(decision, flags=(*decision.flags, flag))


def _stands_in_head(name: str, text: str) -> bool:
    """Whether a name stands in the first lines of a letter: there writers put theirs."""
    lines = [line for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    return any(plain(name) in plain(line) for line in lines)


def _acts_for(decision: Decision, representative: Representative) -> bool:
    """Whether an item was handed in by the representative."""
    who = decision.representative
    return decision.filed_by is FiledBy.REPRESENTATIVE and who is not None and same_name(who.name, representative.name)


def is_proven_withdrawal(decision: Decision, items: Sequence[FiledItem], rulings: Sequence[Ruling] = ()) -> bool:
    """Whether a withdrawal comes from an applicant or from the representative who is proven by then."""
    state = case_state("", items, rulings=rulings)
    writers = [
        *decision.signers,
        *([decision.sender.name] if decision.sender and decision.sender.name else []),
    ]
    adults = [p.name for p in state.persons if p.name and not p.is_minor]
    if not writers and _TAKES_BACK_MYSELF.search(decision.main_text):
        writers = [name for name in adults if _stands_in_head(name, decision.main_text)]  # ink alone stands below
    if any(same_name(writer, name) for writer in writers for name in adults):
        return True
    representative = state.representative
    if representative is None or not representative.name:
        return False
    named = [
        *writers,
        *([decision.representative.name] if decision.representative and decision.representative.name else []),
    ]
    if any(
        same_name(name, representative.name) or fuzz.token_set_ratio(plain(name), plain(representative.name)) >= 90
        for name in named
    ):
        return True
    acted = [s for item in items if _acts_for(item.decision, representative) for s in item.decision.signers]
    if any(same_name(writer, name) for writer in writers for name in acted):
        return True  # who signs for an association goes on acting for it
    known = state.representative_contact
    return bool(known and known.email and decision.sender and decision.sender.email == known.email)
