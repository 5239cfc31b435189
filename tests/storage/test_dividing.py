from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classifiers.records import Contact, FiledItem, Paper, PaperType, Person
from letters.records import LetterKind
from storage.case_steps import standing
from storage.cases import begin_filing, file_item, next_case_number
from storage.corrections import correct
from storage.dividing import NO_SUCH_ITEM, NOBODY_PARTS, Divided, Parting, divide_item, item_to_divide
from storage.errors import StaleCase, StepRefused
from storage.items import filed_items, items_of_case
from storage.merging import NO_REASON, SAME_CASE, derive_anew, merge_cases, split_case
from storage.outbox import letters_owed
from storage.queries import case_history, known_case
from storage.refresh import CaseRules, assign_to_case
from storage.shares import is_divided
from storage.status import OutboxState
from storage.tables import ItemRow, LetterRow

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
KIM = "Kim Beispiel"
PATTERN = "HFK-{year}-{number:04d}"
RULES = CaseRules(accepts_asserted=False, aktenzeichen_pattern=PATTERN)
ANA, CEM = Person("Ana Berg"), Person("Cem Tal")
PAPERS = (
    Paper(PaperType.APPLICATION_LETTER, 0, 1, 1, "1"),
    Paper(PaperType.IDENTITY, 0, 2, 2, "2"),
    Paper(PaperType.SCHOOL, 0, 3, 3, "3"),
)


@pytest.fixture
def family_of_two_names(session, office):
    """An application for two families in one envelope, filed as one case."""
    message_id, plain = office.read(session)
    contact = Contact("Ana Berg", ("Weg 1", "50667 Köln"))
    decision = replace(plain, persons=(ANA, CEM), papers=PAPERS, applicant_contact=contact, authority="05315000")
    begin_filing(session, message_id)
    number = next_case_number(session, decision.received_at, PATTERN)
    filed = FiledItem(decision, number.key)
    file_item(session, message_id, filed, office.state(number.key, decision), (), number)
    derive_anew(session, number.key, KIM, accepts_asserted=False)
    return number.key


def divide(session, case, item="brief-1.eml", persons=(1,), papers=(2,), reason="zwei Familien", **more):
    version = more.pop("version", standing(session, case).version)
    return divide_item(session, case, Parting(item, persons, papers, **more), KIM, reason, version, PATTERN)


def merge(session, case, into):
    versions = (standing(session, case).version, standing(session, into).version)
    merge_cases(session, case, into, KIM, "doch eine Familie", AT, versions)


def letters_of(session, case):
    return {owed.letter.kind: owed.letter for owed in letters_owed(session) if owed.case == case}


def test_two_families_of_one_envelope_become_two_cases(session, family_of_two_names):
    old = family_of_two_names
    assert divide(session, old) == Divided("HFK-2026-0002")
    first, second = known_case(session, old), known_case(session, "HFK-2026-0002")
    assert (first.items, second.items) == (("brief-1.eml",), ("brief-1.eml",))
    assert (first.persons, second.persons) == ((ANA,), (CEM,))
    assert [p.source for f in items_of_case(session, old) for p in f.decision.papers] == ["1", "2"]
    assert [p.source for f in items_of_case(session, second.case) for p in f.decision.papers] == ["1", "3"]


def test_letters_follow_each_family_and_none_goes_to_the_address_of_the_other(session, family_of_two_names):
    old = family_of_two_names
    new = divide(session, old).case
    first, second = letters_of(session, old), letters_of(session, new)
    assert set(first) == set(second) >= {LetterKind.RECEIPT_CONFIRMATION, LetterKind.AUTHORITY_NOTIFICATION}
    for kind, name, other in ((kind, *names) for kind in second for names in (("Cem Tal", "Ana Berg"),)):
        assert name in str(second[kind].facts) or kind is LetterKind.RECEIPT_CONFIRMATION
        assert other not in str(second[kind].facts)
    assert "Cem Tal" not in str(first[LetterKind.AUTHORITY_NOTIFICATION].facts)
    assert first[LetterKind.RECEIPT_CONFIRMATION].recipient.name == "Ana Berg"
    assert second[LetterKind.RECEIPT_CONFIRMATION].recipient is None
    assert second[LetterKind.RECEIPT_CONFIRMATION].held_because


def test_another_authority_hears_of_those_who_went_only(session, family_of_two_names):
    new = divide(session, family_of_two_names, authority="05911000").case
    assert known_case(session, family_of_two_names).authority == "05315000"
    assert known_case(session, new).authority == "05911000"
    assert letters_of(session, new)[LetterKind.AUTHORITY_NOTIFICATION].to == "05911000"


def test_an_address_that_a_person_read_lets_their_letters_go(session, family_of_two_names):
    theirs = Contact("Cem Tal", ("Gasse 9", "44623 Herne"))
    new = divide(session, family_of_two_names, contact=theirs).case
    letter = letters_of(session, new)[LetterKind.RECEIPT_CONFIRMATION]
    assert (letter.recipient, letter.held_because) == (theirs, "")
    assert letters_of(session, family_of_two_names)[LetterKind.RECEIPT_CONFIRMATION].recipient.name == "Ana Berg"


def test_letters_that_have_left_stay_and_are_named(session, family_of_two_names):
    sent = session.query(LetterRow).filter_by(kind=LetterKind.AUTHORITY_NOTIFICATION).one()
    sent.state, facts = OutboxState.SENT, sent.facts
    found = divide(session, family_of_two_names)
    assert found.letters_out == (LetterKind.AUTHORITY_NOTIFICATION,)
    session.refresh(sent)
    assert (sent.state, sent.facts) == (OutboxState.SENT, facts)
    assert LetterKind.AUTHORITY_NOTIFICATION in letters_of(session, found.case)


def test_both_cases_tell_who_divided_what_and_why(session, family_of_two_names):
    new = divide(session, family_of_two_names).case
    for key in (family_of_two_names, new):
        entry = next(one for one in case_history(session, key) if one.what == "item_divided")
        assert (entry.before, entry.after) == (family_of_two_names, new)
        assert (entry.who, entry.why) == (KIM, "zwei Familien")


def test_mail_that_comes_later_is_compared_with_both_families(session, family_of_two_names):
    new = divide(session, family_of_two_names).case
    assert [(filed.case, filed.decision.persons) for filed in filed_items(session)] == [
        (family_of_two_names, (ANA,)),
        (new, (CEM,)),
    ]


def test_merging_the_cases_again_undoes_it(session, family_of_two_names):
    before = known_case(session, family_of_two_names)
    items = items_of_case(session, family_of_two_names)
    merge(session, divide(session, family_of_two_names).case, family_of_two_names)
    after = known_case(session, family_of_two_names)
    assert (after.items, after.persons, after.applicant_contact) == (
        before.items,
        before.persons,
        before.applicant_contact,
    )
    assert items_of_case(session, family_of_two_names) == items
    assert filed_items(session) == items


def test_the_other_way_round_it_is_one_case_as_well(session, family_of_two_names):
    new = divide(session, family_of_two_names).case
    merge(session, family_of_two_names, new)
    assert {person.name for person in known_case(session, new).persons} == {"Ana Berg", "Cem Tal"}
    (filed,) = filed_items(session)
    assert filed.case == new


def test_a_repeat_is_named_and_goes_to_the_case_that_was_opened(session, family_of_two_names, office):
    message_id, plain = office.read(session)
    again = FiledItem(replace(plain, persons=(ANA, CEM)), family_of_two_names, "brief-1.eml")
    file_item(session, message_id, again, office.state(family_of_two_names, again.decision))
    found = divide(session, family_of_two_names)
    assert found.also_in == ("brief-2.eml",)
    assert divide(session, family_of_two_names, "brief-2.eml", papers=(), into=found.case) == Divided(found.case)
    assert known_case(session, found.case).persons == (CEM,)
    assert known_case(session, family_of_two_names).persons == (ANA,)


def test_a_third_family_can_part_from_the_second(session, office):
    message_id, plain = office.read(session)
    third = Person("Dora Au")
    filed = replace(plain, persons=(ANA, CEM, third), papers=PAPERS)
    old = office.open_case(session, filed, message_id)
    new = divide(session, old, persons=(1, 2)).case
    last = divide(session, new, persons=(1,), papers=()).case
    assert [known_case(session, key).persons for key in (old, new, last)] == [(ANA,), (CEM,), (third,)]
    merge(session, last, old)
    assert known_case(session, old).persons == (ANA, third)
    assert is_divided(session, message_id)


def test_a_divided_item_can_move_with_a_split(session, family_of_two_names, office):
    office.add_to_case(session, family_of_two_names)
    new = divide(session, family_of_two_names).case
    version = standing(session, family_of_two_names).version
    moved = split_case(session, family_of_two_names, ("brief-1.eml",), KIM, "x", version, PATTERN)
    assert known_case(session, moved).persons == (ANA,)
    assert known_case(session, new).persons == (CEM,)
    assert known_case(session, family_of_two_names).items == ("brief-2.eml",)


def test_what_a_case_has_of_an_item_is_told(session, family_of_two_names):
    new = divide(session, family_of_two_names).case
    _, decision, share = item_to_divide(session, new, "brief-1.eml")
    assert decision.persons == (ANA, CEM)
    assert (share.persons, share.papers) == ((CEM,), (0, 2))


def test_what_was_parted_is_not_corrected_or_moved_as_a_whole(session, family_of_two_names):
    divide(session, family_of_two_names)
    message_id = session.query(ItemRow).one().message_id
    with pytest.raises(StepRefused, match="auf mehrere Fälle verteilt"):
        correct(session, message_id, 0, KIM, {"persons": (ANA,)}, RULES)
    with pytest.raises(StepRefused, match="auf mehrere Fälle verteilt"):
        assign_to_case(session, message_id, 0, KIM, None, RULES)


def test_another_correction_reaches_both_cases(session, family_of_two_names):
    new = divide(session, family_of_two_names).case
    message_id = session.query(ItemRow).one().message_id
    correct(session, message_id, 0, KIM, {"authority": "05913000"}, RULES)
    assert [known_case(session, key).authority for key in (family_of_two_names, new)] == ["05913000"] * 2


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"persons": ()}, NOBODY_PARTS),
        ({"persons": (0, 1)}, NOBODY_PARTS),
        ({"persons": (7,)}, NOBODY_PARTS),
        ({"papers": (9,)}, NOBODY_PARTS),
        ({"item": "fremd.eml"}, NO_SUCH_ITEM),
        ({"reason": " "}, NO_REASON),
        ({"into": "HFK-2026-0001"}, SAME_CASE),
    ],
)
def test_what_cannot_be_divided_is_refused_and_nothing_changes(session, family_of_two_names, wanted, why):
    with pytest.raises(StepRefused, match=why.split("(")[0][:40]):
        divide(session, family_of_two_names, **wanted)
    assert known_case(session, family_of_two_names).persons == (ANA, CEM)


def test_a_click_on_a_page_that_is_old_is_refused(session, family_of_two_names):
    version = standing(session, family_of_two_names).version
    divide(session, family_of_two_names)
    with pytest.raises(StaleCase):
        divide(session, family_of_two_names, version=version)
