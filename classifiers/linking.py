"""To which case an item belongs, and whether its letter came before: by file number, thread, persons and text.

What is sure is filed; what may belong to a case, but not surely enough, is flagged `case_unclear` with the
candidates; two families of one name stay two cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from classifiers.casework import case_state, fits_initials
from classifiers.names import plain, same_name
from classifiers.records import Decision, FiledItem, Flag, FlagKind, Kind, Person
from classifiers.supplements import as_supplement

_SURE = 0.7  # from this score on an item is filed
_POSSIBLE = 0.45  # from this score on a case is a candidate worth a look
_BY_BIRTH_DATE = 0.9  # a score that name and birth date give together
_MARGIN = 0.15  # by so much the best case must lead the next
_SAME_TEXT = 72  # rapidfuzz ratio of two letters' words, bent by OCR, from which on they are one letter
_NEEDS_A_CASE = frozenset({Kind.SUPPLEMENT, Kind.AUTHORITY_REPLY, Kind.WITHDRAWAL})
_NEVER_FILED = frozenset({Kind.UNKNOWN, Kind.OTHER})


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
    why: str


def link(decision: Decision, filed: Sequence[FiledItem]) -> Link:
    """Find the case of an item among what was filed before.

    Args:
        decision: What is said about the new item.
        filed: Every item filed so far, in order of receipt.
    """
    if decision.kind in _NEVER_FILED:
        return Link(None, False, None, decision)
    candidates = sorted(_candidates(decision, filed), key=lambda c: -c.score)
    best = candidates[0] if candidates else None
    is_sure = best is not None and best.score >= _SURE and _leads(candidates)
    if decision.kind is Kind.APPLICATION:
        return _link_application(decision, candidates, best if is_sure else None)
    if best is not None and is_sure:
        return Link(best.case, False, None, _judge_withdrawal(decision, best))
    may_belong = [c for c in candidates if c.score >= _POSSIBLE]
    if decision.kind in _NEEDS_A_CASE or may_belong:
        return Link(None, False, None, _with_unclear(decision, may_belong))
    return Link(None, False, None, decision)


def _link_application(decision: Decision, candidates: list[_Candidate], best: _Candidate | None) -> Link:
    if best is not None:
        repeated = _repeated(decision, best.items)
        # Only a repeat is an application once more; all else is handed in for the case that is there.
        return Link(best.case, False, repeated, decision if repeated else as_supplement(decision))
    may_belong = [c for c in candidates if c.score >= 0.6]
    return Link(None, True, None, _with_unclear(decision, may_belong) if may_belong else decision)


def _leads(candidates: list[_Candidate]) -> bool:
    return len(candidates) < 2 or candidates[0].score - candidates[1].score >= _MARGIN


def _with_unclear(decision: Decision, candidates: Sequence[_Candidate]) -> Decision:
    named = ", ".join(f"{c.case} ({c.why})" for c in candidates[:5]) or "keines"
    flag = Flag(FlagKind.CASE_UNCLEAR, (), f"Infrage kommende Aktenzeichen: {named}.")
    return replace(decision, flags=(*decision.flags, flag))


def _candidates(decision: Decision, filed: Sequence[FiledItem]) -> Iterable[_Candidate]:
    by_case: dict[str, list[FiledItem]] = {}
    for item in filed:
        if item.case is not None:
            by_case.setdefault(item.case, []).append(item)
    senders = _cases_by_sender(by_case)
    text = plain(decision.main_text)
    for case, items in by_case.items():
        score, why = _score(decision, text, case, items, senders)
        if score > 0:
            yield _Candidate(case, tuple(items), score, why)


def _cases_by_sender(by_case: dict[str, list[FiledItem]]) -> dict[str, set[str]]:
    """Which cases an e-mail address wrote in: an address of many cases (a lawyer's) tells little."""
    senders: dict[str, set[str]] = {}
    for case, items in by_case.items():
        for item in items:
            for contact in (item.decision.sender, item.decision.applicant_contact):
                if contact and contact.email:
                    senders.setdefault(contact.email, set()).add(case)
    return senders


def _score(
    decision: Decision, text: str, case: str, items: Sequence[FiledItem], senders: dict[str, set[str]]
) -> tuple[float, str]:
    """How surely an item belongs to a case, 0–1, and the strongest sign for it."""
    signs = [(0.0, "")]
    if case in decision.file_numbers:
        return 1.0, "Aktenzeichen"
    known_ids = {i for item in items for i in item.decision.message_ids}
    is_answer = bool(known_ids.intersection(decision.message_ids))
    if is_answer:
        signs.append((0.95, "Antwort auf eine Nachricht dieses Falls"))
    numbers = {n for item in items for n in item.decision.file_numbers}
    if numbers.intersection(decision.file_numbers):
        signs.append((0.8, "gleiches Geschäftszeichen"))
    persons = [p for item in items for p in item.decision.persons]
    signs.append(_person_sign(decision, text, persons))
    signs.append(_initials_sign(decision, items))
    if decision.kind is Kind.APPLICATION and _repeated(decision, items):
        signs.append((0.9, "gleicher Wortlaut"))
    return _with_sender(max(signs), decision, case, persons, senders)


def _with_sender(
    best: tuple[float, str],
    decision: Decision,
    case: str,
    persons: Sequence[Person],
    senders: dict[str, set[str]],
) -> tuple[float, str]:
    """Strengthen a sign by the sender's address, or by an address of the case that stands in the text."""
    address = decision.sender.email if decision.sender else None
    wrote_before = bool(address) and case in senders.get(address or "", ())
    if decision.kind in (Kind.BOUNCE, Kind.AUTO_REPLY):
        named = [a for a, cases in senders.items() if case in cases and a in decision.main_text.casefold()]
        if any(len(senders[a]) == 1 for a in named):
            return max(best, (0.8, "Adresse dieses Falls"))
        wrote_before = wrote_before or bool(named)
        if address and not wrote_before:
            # A colleague of the same office answers: the part behind the @ is the firm's.
            wrote_before = any(case in cases and _same_office(address, a) for a, cases in senders.items())
    if not wrote_before:
        return best
    if best[0] >= 0.4:
        return min(1.0, best[0] + 0.35), f"{best[1]}, gleicher Absender"
    is_own = len(senders.get(address or "", ())) == 1
    if is_own and decision.kind is not Kind.APPLICATION and not _names_somebody_else(decision, persons):
        return 0.72, "einziger Fall dieses Absenders"
    return best


# Mail providers of everybody: their name behind the @ tells nothing of an office.
_SHARED_HOSTS = re.compile(
    r"(?:post|mail|web|gmx|gmail|outlook|hotmail|yahoo|t-online|icloud|freenet|brief|netz)", re.IGNORECASE
)


def _same_office(a: str, b: str) -> bool:
    host = a.rpartition("@")[2]
    return host == b.rpartition("@")[2] and not _SHARED_HOSTS.search(host)


def _initials_sign(decision: Decision, items: Sequence[FiledItem]) -> tuple[float, str]:
    """A name that the same representative gave by its initials before, or now."""
    known = [i.decision.representative.name for i in items if i.decision.representative]
    ours = decision.representative.name if decision.representative else None
    if not ours or not any(same_name(ours, name) for name in known):
        return 0.0, ""
    persons = [p for item in items for p in item.decision.persons]
    for short, full in ((k, p) for k in persons for p in decision.persons):
        if not short.name or not full.name or short.name_is_incomplete == full.name_is_incomplete:
            continue
        one, other = (short, full) if short.name_is_incomplete else (full, short)
        if fits_initials(one.name or "", other.name or ""):
            return 0.8, "Anfangsbuchstaben und Vertretung"
    return 0.0, ""


def _names_somebody_else(decision: Decision, persons: Sequence[Person]) -> bool:
    return any(p.name and not any(k.name and same_name(p.name, k.name) for k in persons) for p in decision.persons)


def _person_sign(decision: Decision, text: str, persons: Sequence[Person]) -> tuple[float, str]:
    """The best agreement of one person of the item, or of one named in its text, with those of a case."""
    best = max((_agreement(p, k) for p in decision.persons for k in persons), default=(0.0, ""))
    if best[0] < _BY_BIRTH_DATE and not _are_one_group(decision.persons, persons):
        # One name in common of two families whose other names differ.
        best = (min(best[0], _POSSIBLE), best[1])
    if best[0] >= 0.5:
        return best
    named = max((_named_in_text(known, text) for known in persons), default=(0.0, ""))
    if any(p.birth_date for p in decision.persons) and named[0] > 0.46:
        # The item tells who it is about, with birth dates that are not those of this case.
        named = (0.46, named[1])
    return max(best, named)


def _are_one_group(persons: Sequence[Person], known: Sequence[Person]) -> bool:
    """Whether at least half of the smaller group is in the other one."""
    ours = [p for p in persons if p.name]
    theirs = [k for k in known if k.name]
    if min(len(ours), len(theirs)) < 2:
        return True
    shared = sum(any(_agreement(p, k)[0] >= 0.5 for k in theirs) for p in ours)
    return shared * 2 >= min(len(ours), len({plain(k.name or "") for k in theirs}))


def _agreement(person: Person, known: Person) -> tuple[float, str]:
    if not person.name or not known.name or not same_name(person.name, known.name):
        return 0.0, ""
    if person.birth_date and known.birth_date:
        if person.birth_date == known.birth_date:
            return 0.97, "Name und Geburtsdatum"
        # One digit read wrongly is common in fax; two families of one name are, too.
        close = fuzz.ratio(person.birth_date.isoformat(), known.birth_date.isoformat()) >= 88
        return (0.72, "Name, Geburtsdatum fast gleich") if close else (0.2, "Name, anderes Geburtsdatum")
    is_full = len(plain(person.name).split()) >= 2 and len(plain(known.name).split()) >= 2
    return (0.8, "voller Name") if is_full else (0.5, "Name")


def _named_in_text(known: Person, text: str) -> tuple[float, str]:
    """A person of a case whose name stands in subject or text of the item."""
    words = [word for word in plain(known.name or "").split() if len(word) > 2]
    if not words:
        return 0.0, ""
    found = set(text.split())
    if len(words) >= 2 and all(word in found for word in (words[0], words[-1])):
        return 0.78, "voller Name im Text"
    if len(words[-1]) > 3 and words[-1] in found:
        return 0.46, "Familienname im Text"
    return 0.0, ""


def _repeated(decision: Decision, items: Sequence[FiledItem]) -> str | None:
    """The first application of the case that has the same letter as this one."""
    if decision.kind is not Kind.APPLICATION:
        return None
    text = _comparable(decision.main_text)
    for item in items:
        earlier = item.decision
        if earlier.kind is Kind.APPLICATION and item.duplicate_of is None:
            other = _comparable(earlier.main_text)
            if min(len(text), len(other)) >= 80 and fuzz.token_sort_ratio(text, other) >= _SAME_TEXT:
                return earlier.item
    return None


def _comparable(text: str) -> str:
    """Words of four letters and more: those that OCR makes of specks fall out."""
    return " ".join(re.findall(r"[a-z]{4,}", plain(text)))


def _judge_withdrawal(decision: Decision, candidate: _Candidate) -> Decision:
    """Flag a withdrawal by somebody who is neither an applicant nor the proven representative."""
    if decision.kind is not Kind.WITHDRAWAL or is_proven_withdrawal(decision, candidate.items):
        return decision
    flag = Flag(FlagKind.WITHDRAWAL_UNPROVEN, (), "Weder antragstellende Person noch nachgewiesene Vertretung.")
    return replace(decision, flags=(*decision.flags, flag))


def is_proven_withdrawal(decision: Decision, items: Sequence[FiledItem]) -> bool:
    """Whether a withdrawal comes from an applicant or from the representative who is proven by then."""
    state = case_state("", items)
    writers = [
        *decision.signers,
        *([decision.sender.name] if decision.sender and decision.sender.name else []),
    ]
    adults = [p.name for p in state.persons if p.name and not p.is_minor]
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
    known = state.representative_contact
    return bool(known and known.email and decision.sender and decision.sender.email == known.email)
