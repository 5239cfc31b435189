from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classifiers.records import Contact, Decision, Flag, FlagKind, Kind, Paper, PaperType, Person
from classifiers.sharing import Share, divided, narrowed, whole
from parsers.records import Channel

ANA, BEN, CEM = Person("Ana Berg"), Person("Ben Berg", is_minor=True), Person("Cem Tal", name_is_incomplete=True)
LETTER, PASS, SCHOOL = (
    Paper(PaperType.APPLICATION_LETTER, 0, 1, 2, "1-2"),
    Paper(PaperType.IDENTITY, 0, 3, 3, "3"),
    Paper(PaperType.SCHOOL, 1, 1, 1, "zeugnis.pdf"),
)
ITEM = Decision(
    "brief.pdf",
    Channel.POST,
    datetime(2026, 3, 2, tzinfo=UTC),
    Kind.APPLICATION,
    persons=(ANA, BEN, CEM),
    authority="05315",
    papers=(LETTER, PASS, SCHOOL),
    flags=tuple(map(Flag, (FlagKind.NAME_INCOMPLETE, FlagKind.UNREADABLE, FlagKind.REMOVAL_IMMINENT))),
    applicant_contact=Contact("Ana Berg", ("Weg 1", "50667 Köln")),
    unreadable_papers=("zeugnis.pdf",),
)


def test_persons_and_papers_part_and_the_letter_is_in_both():
    stays, goes = divided(ITEM, whole(ITEM), persons=[2], papers=[2])
    assert narrowed(ITEM, stays).persons == (ANA, BEN)
    assert narrowed(ITEM, stays).papers == (LETTER, PASS)
    assert narrowed(ITEM, goes).persons == (CEM,)
    assert narrowed(ITEM, goes).papers == (LETTER, SCHOOL)


def test_a_letter_of_ones_own_goes_and_is_not_shared():
    both = replace(ITEM, papers=(LETTER, replace(LETTER, source="3-4"), PASS))
    stays, goes = divided(both, whole(both), persons=[2], papers=[1])
    assert (stays.papers, goes.papers) == ((0, 2), (1,))


@pytest.mark.parametrize(
    ("contact", "stays_with_it", "goes_with_it"),
    [("Ana Berg", True, False), ("Tal, Cem", False, True), ("Familienhilfe", True, False)],
)
def test_the_address_is_that_of_one_family_only(contact, stays_with_it, goes_with_it):
    item = replace(ITEM, applicant_contact=Contact(contact, ("Weg 1",)))
    stays, goes = divided(item, whole(item), persons=[2], papers=[])
    assert (narrowed(item, stays).applicant_contact is not None) is stays_with_it
    assert (narrowed(item, goes).applicant_contact is not None) is goes_with_it


def test_flags_follow_the_persons_and_papers_that_raise_them():
    stays, goes = (narrowed(ITEM, share).flag_kinds for share in divided(ITEM, whole(ITEM), [2], [2]))
    assert stays == {FlagKind.REMOVAL_IMMINENT}
    assert goes == {FlagKind.NAME_INCOMPLETE, FlagKind.UNREADABLE, FlagKind.REMOVAL_IMMINENT}


def test_an_unreadable_file_that_is_no_paper_stays_open_in_both():
    item = replace(ITEM, unreadable_papers=("gesperrt.zip",))
    for share in divided(item, whole(item), [2], [2]):
        assert FlagKind.UNREADABLE in narrowed(item, share).flag_kinds


def test_another_authority_counts_for_those_who_go_alone():
    unknown = replace(ITEM, authority=None, flags=(Flag(FlagKind.AUTHORITY_UNKNOWN),))
    stays, goes = (narrowed(unknown, share) for share in divided(unknown, whole(unknown), [2], [], "05911000"))
    assert (stays.authority, stays.flag_kinds) == (None, {FlagKind.AUTHORITY_UNKNOWN})
    assert (goes.authority, FlagKind.AUTHORITY_UNKNOWN in goes.flag_kinds) == ("05911000", False)


@pytest.mark.parametrize(("persons", "papers"), [([], []), ([0, 1, 2], []), ([3], []), ([2], [3])])
def test_nothing_is_divided_where_nobody_goes_or_stays_or_a_place_is_wrong(persons, papers):
    with pytest.raises(ValueError, match=r"must go|no such"):
        divided(ITEM, whole(ITEM), persons, papers)


def test_two_of_whom_the_same_is_known_are_two() -> None:
    nameless = replace(ITEM, persons=(Person(None), Person(None)))
    stays, goes = divided(nameless, whole(nameless), [1], [])
    assert (stays.persons, goes.persons) == ((Person(None),), (Person(None),))


def test_both_shares_joined_are_the_whole():
    stays, goes = divided(ITEM, whole(ITEM), [2], [2])
    assert stays.joined(goes) == whole(ITEM)
    assert goes.joined(stays).papers == whole(ITEM).papers
    assert Share((ANA,), (0,), False, "05911000").joined(stays).authority == "05911000"
