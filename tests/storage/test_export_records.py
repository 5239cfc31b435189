from dataclasses import MISSING, fields

from classifiers.records import Decision, Finding, Flag, Person
from storage.export_records import CaseLine, FindingEntry, FlagEntry, ItemLine, PersonEntry

# docs/export.md names them; all else on a line is more than it asks for.
ITEM = """record item channel received kind case duplicate_of language persons filed_by representative
    power_of_attorney reasons exit_obligation residence whereabouts authority removal_date detained documents flags"""
CASE = "record case items persons representative authority open_flags letters"


def names(record):
    return [field.name for field in fields(record)]


def test_an_item_begins_with_what_every_item_must_say():
    must = [field.name for field in fields(ItemLine) if field.default is MISSING]
    assert must == ITEM.split()


def test_a_case_begins_with_what_every_case_must_say():
    assert names(CaseLine)[:8] == CASE.split()


def test_nothing_that_is_known_of_a_person_is_left_out():
    assert names(PersonEntry) == names(Person)


def test_nothing_that_is_known_of_a_finding_or_flag_is_left_out():
    assert set(names(FindingEntry)) == set(names(Finding))
    assert set(names(FlagEntry)) == set(names(Flag)) - {"kind"} | {"flag"}


def test_what_an_item_says_and_the_export_does_not_is_chosen():
    """A new field of a decision is exported, or it is named here: what serves linking only."""
    exported_by_another_name = {"received_at": "received", "papers": "documents", "main_text": None}
    for_linking = {"signers", "proven_for", "message_ids", "ends_representation"}
    missing = set(names(Decision)) - set(names(ItemLine)) - set(exported_by_another_name)
    assert missing == for_linking
