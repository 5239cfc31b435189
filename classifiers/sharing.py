"""One item that holds two families: which persons and papers each case has of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from classifiers.names import same_name
from classifiers.records import Contact, Decision, FlagKind, Paper, PaperType, Person

# Written for everybody in the envelope, as long as no case has one of its own.
_FOR_ALL = frozenset({PaperType.APPLICATION_LETTER, PaperType.FAX_COVER})


@dataclass(frozen=True, slots=True)
class Share:
    """What one case has of an item that several cases have.

    Attributes:
        persons: Those of its persons who belong to the case.
        papers: Places of its papers among those of the item, from 0.
        has_contact: The address of the applicants that the item gives is that of these persons.
        authority: Code of the competent authority where it is not that of the item; else None.
        contact: How these applicants can be reached, where a person read it in the letter; goes before the item's.
    """

    persons: tuple[Person, ...]
    papers: tuple[int, ...]
    has_contact: bool
    authority: str | None = None
    contact: Contact | None = None

    def joined(self, other: Share) -> Share:
        """Both as one share; the authority of the first goes before."""
        return Share(
            self.persons + tuple(person for person in other.persons if person not in self.persons),
            tuple(sorted({*self.papers, *other.papers})),
            self.has_contact or other.has_contact,
            self.authority or other.authority,
            self.contact or other.contact,
        )


def whole(decision: Decision) -> Share:
    """Give the share of a case that has an item for itself."""
    return Share(decision.persons, tuple(range(len(decision.papers))), has_contact=True)


def divided(
    decision: Decision,
    share: Share,
    persons: Collection[int],
    papers: Collection[int],
    authority: str | None = None,
    contact: Contact | None = None,
) -> tuple[Share, Share]:
    """Part the share of a case in two.

    The letter itself is in both, for it speaks of all, unless a letter is named that goes.

    Args:
        decision: What is said about the whole item.
        share: What the case has of it until now.
        persons: Places of those who go, among the persons of the share, from 0.
        papers: Places of the papers that go with them, among the papers of the item, from 0.
        authority: Of those who go, where it is another one.
        contact: Of those who go, where a person read it in the letter.

    Returns:
        What stays and what goes.

    Raises:
        ValueError: Nobody would go, nobody would stay, or a place is not there.
    """
    if not set(persons) <= set(range(len(share.persons))) or not set(papers) <= set(share.papers):
        raise ValueError("the share has no such person or paper")
    going = tuple(person for place, person in enumerate(share.persons) if place in persons)
    staying = tuple(person for place, person in enumerate(share.persons) if place not in persons)
    if not going or not staying:
        raise ValueError("somebody must go and somebody must stay")
    has_own_letter = any(_type(decision, place) is PaperType.APPLICATION_LETTER for place in papers)
    for_all = set() if has_own_letter else {place for place in share.papers if _type(decision, place) in _FOR_ALL}
    told = decision.applicant_contact
    # An address that names none of them stays: a letter to the wrong family is worse than one that waits.
    is_theirs = told is not None and any(same_name(told.name, person.name) for person in going)
    left = tuple(place for place in share.papers if place not in papers)
    gone = tuple(sorted({*papers, *for_all}))
    return (
        replace(share, persons=staying, papers=left, has_contact=share.has_contact and not is_theirs),
        Share(going, gone, share.has_contact and is_theirs, authority or share.authority, contact),
    )


def narrowed(decision: Decision, share: Share) -> Decision:
    """Give what an item says to one of its cases; what is not parted counts for each of them."""
    papers = tuple(paper for place, paper in enumerate(decision.papers) if place in share.papers)
    unreadable = tuple(name for name in decision.unreadable_papers if _concerns(name, decision.papers, papers))
    dropped = set()
    if share.authority:
        dropped.add(FlagKind.AUTHORITY_UNKNOWN)
    if not any(person.name_is_incomplete for person in share.persons):
        dropped.add(FlagKind.NAME_INCOMPLETE)
    if decision.unreadable_papers and not unreadable:
        dropped.add(FlagKind.UNREADABLE)
    return replace(
        decision,
        persons=share.persons,
        papers=papers,
        unreadable_papers=unreadable,
        applicant_contact=share.contact or (decision.applicant_contact if share.has_contact else None),
        authority=share.authority or decision.authority,
        flags=tuple(flag for flag in decision.flags if flag.kind not in dropped),
    )


def _type(decision: Decision, place: int) -> PaperType:
    return decision.papers[place].type


def _concerns(name: str, all_papers: tuple[Paper, ...], papers: tuple[Paper, ...]) -> bool:
    """Whether an unreadable file is one of these papers, or none of all: then nobody can tell whose it is."""
    return any(paper.source == name for paper in papers) or all(paper.source != name for paper in all_papers)
