"""Every file of sample_inbox/ against the expectation beside it, and every case against cases.expected.json.

The main job runs once over the whole inbox, as `make run` does, into a home of its own. How far two things are held
against each other is what the corpus' scorer does too: names by letters without accents, the order of words free;
papers of type `other` and fields that an expectation calls `ambiguous` are left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from anyascii import anyascii
from rapidfuzz import fuzz

from classifiers.records import (
    ExitObligation,
    FiledBy,
    FlagKind,
    Kind,
    PaperType,
    Reasons,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from letters.records import LetterKind, LetterState

INBOX = Path(__file__).resolve().parents[1] / "sample_inbox"
SUFFIX = ".expected.json"
ALIKE = 85  # of 100: letters that OCR mistakes

Record = dict[str, Any]

_MESSAGES = {
    path.name: path
    for folder in ("email", "fax", "post")
    for path in sorted((INBOX / folder).iterdir())
    if not path.name.endswith(".json")
}
_EXPECTED: dict[str, Record] = {
    record["item"]: record
    for record in (json.loads(path.read_text(encoding="utf-8")) for path in sorted(INBOX.glob(f"*/*{SUFFIX}")))
}
_EXPECTED_CASES: dict[str, Record] = {
    record["case"]: record for record in json.loads((INBOX / "cases.expected.json").read_text(encoding="utf-8"))
}

# --- the expectations themselves: true by the meaning of the export, before any program has a say ------------------

_VOLLMACHT_FLAG = {
    Vollmacht.MISSING: FlagKind.POA_MISSING,
    Vollmacht.ANNOUNCED: FlagKind.POA_MISSING,
    Vollmacht.ASSERTED: FlagKind.POA_ASSERTED,
    Vollmacht.UNSIGNED: FlagKind.POA_UNSIGNED,
    Vollmacht.UNSUITABLE: FlagKind.POA_UNSUITABLE,
}


def _flags_that_follow(item: Record) -> set[FlagKind]:
    """The flags that an item's other fields leave no choice about."""
    flags: set[FlagKind] = set()
    if item["kind"] == Kind.APPLICATION:
        if item["power_of_attorney"] in _VOLLMACHT_FLAG:
            flags.add(_VOLLMACHT_FLAG[item["power_of_attorney"]])
        if item["reasons"] in (Reasons.MISSING, Reasons.ANNOUNCED):
            flags.add(FlagKind.REASONS_MISSING)
        if item["exit_obligation"] == ExitObligation.CONTRADICTED:
            flags.add(FlagKind.EXIT_OBLIGATION_DOUBTFUL)
        if item["residence"] == Residence.ELSEWHERE:
            flags.add(FlagKind.RESIDENCE_ELSEWHERE)
        if item["whereabouts"] == Whereabouts.ABROAD:
            flags.add(FlagKind.ABROAD)
        if item["authority"] is None:
            flags.add(FlagKind.AUTHORITY_UNKNOWN)
    if item["removal_date"] or item["detained"]:
        flags.add(FlagKind.REMOVAL_IMMINENT)
    if item["kind"] in (Kind.APPLICATION, Kind.SUPPLEMENT) and item["language"] != "de":
        flags.add(FlagKind.FOREIGN_LANGUAGE)
    if item["kind"] == Kind.UNKNOWN:
        flags.add(FlagKind.UNREADABLE)
    return flags


_NEEDS_A_LOOK = {
    FlagKind.NAME_INCOMPLETE,
    FlagKind.ENCLOSURE_MISSING,
    FlagKind.WITHDRAWAL_UNPROVEN,
    FlagKind.UNREADABLE,
    FlagKind.CASE_UNCLEAR,
}


def test_each_message_has_an_expectation_and_each_expectation_a_message() -> None:
    assert set(_MESSAGES) == set(_EXPECTED)
    assert all(path.with_suffix(SUFFIX).is_file() for path in _MESSAGES.values())


def test_each_message_has_a_row_in_the_readme() -> None:
    readme = (INBOX / "README.md").read_text(encoding="utf-8")
    assert [name for name in _MESSAGES if f"`{name}`" not in readme] == []


def test_the_inbox_stays_small() -> None:
    assert sum(path.stat().st_size for path in INBOX.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("name", _EXPECTED)
def test_an_expectation_uses_the_words_of_the_export(name: str) -> None:
    item = _EXPECTED[name]
    Kind(item["kind"])
    ExitObligation(item["exit_obligation"])
    Residence(item["residence"])
    Whereabouts(item["whereabouts"])
    for given, words in (("filed_by", FiledBy), ("power_of_attorney", Vollmacht), ("reasons", Reasons)):
        assert item[given] is None or item[given] in {word.value for word in words}
    assert item["representative"] is None or Role(item["representative"]["role"])
    assert all(PaperType(paper["type"]) for paper in item["documents"])
    assert datetime.fromisoformat(item["received"]).tzinfo is not None
    assert item["channel"] == _MESSAGES[name].parent.name


@pytest.mark.parametrize("name", _EXPECTED)
def test_the_flags_of_an_expectation_follow_from_its_fields(name: str) -> None:
    item = _EXPECTED[name]
    flags = {FlagKind(flag) for flag in item["flags"]}
    assert flags - _NEEDS_A_LOOK == _flags_that_follow(item) - _NEEDS_A_LOOK
    assert _flags_that_follow(item) <= flags


@pytest.mark.parametrize("name", _EXPECTED)
def test_fields_about_an_application_are_empty_where_nothing_is_filed(name: str) -> None:
    item = _EXPECTED[name]
    is_filed = item["kind"] in (Kind.APPLICATION, Kind.SUPPLEMENT)
    assert (item["filed_by"] is not None) == is_filed
    if not is_filed:
        assert (item["power_of_attorney"], item["reasons"], item["authority"]) == (None, None, None)
        assert {item["exit_obligation"], item["residence"], item["whereabouts"]} == {"not_stated"}


def test_expected_cases_hold_the_items_that_name_them_in_order_of_receipt() -> None:
    by_receipt = sorted(_EXPECTED.values(), key=lambda item: datetime.fromisoformat(item["received"]))
    named: dict[str, list[str]] = {}
    for item in by_receipt:
        if item["case"]:
            named.setdefault(item["case"], []).append(item["item"])
    assert named == {label: case["items"] for label, case in _EXPECTED_CASES.items()}
    assert all(_EXPECTED[items[0]]["kind"] == Kind.APPLICATION for items in named.values())


@pytest.mark.parametrize("label", _EXPECTED_CASES)
def test_the_letters_of_an_expected_case_follow_from_its_flags(label: str) -> None:
    case = _EXPECTED_CASES[label]
    open_flags = set(case["open_flags"])
    letters = {letter["type"]: letter for letter in case["letters"]}
    assert len(letters) == len(case["letters"])
    if not letters:  # only a proven withdrawal leaves none
        assert not open_flags
        assert _EXPECTED[case["items"][-1]]["kind"] == Kind.WITHDRAWAL
        return
    confirmation = letters[LetterKind.RECEIPT_CONFIRMATION]
    assert confirmation["to"] == ("representative" if case["representative"] else "applicant")
    notification = letters[LetterKind.AUTHORITY_NOTIFICATION]
    assert notification["to"] == case["authority"]
    withheld = {"poa_missing", "poa_unsigned", "poa_unsuitable", "name_incomplete", "authority_unknown"} & open_flags
    assert notification["state"] == (LetterState.HELD if withheld else LetterState.READY)
    assert (LetterKind.POWER_OF_ATTORNEY_REQUEST in letters) == any(flag.startswith("poa_") for flag in open_flags)
    assert (LetterKind.REASONS_REQUEST in letters) == ("reasons_missing" in open_flags)
    assert (LetterKind.UNREADABLE_NOTICE in letters) == ("unreadable" in open_flags)


# --- what the program makes of the inbox ---------------------------------------------------------------------------


class Exported:
    """The lines of one export, by name and by their items."""

    def __init__(self, lines: Iterable[str]) -> None:
        records = [json.loads(line) for line in lines if line.strip()]
        self.items: dict[str, Record] = {r["item"]: r for r in records if r["record"] == "item"}
        self.cases: dict[str, Record] = {r["case"]: r for r in records if r["record"] == "case"}

    def case_opened_by(self, item: str) -> Record | None:
        """The case that an item opened, or None."""
        return next((case for case in self.cases.values() if case["items"][0] == item), None)


def _intake(*arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INTAKE_", "PREFECT_"))}
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *arguments],
        cwd=INBOX.parent,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"intake {arguments[0]} ended with {done.returncode}:\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    home = str(tmp_path_factory.mktemp("home"))
    _intake("run", str(INBOX), "--home", home)
    return Exported(_intake("export", "--home", home).splitlines())


_by_the_program = [pytest.mark.tesseract, pytest.mark.prefect, pytest.mark.timeout(900)]


def _marked(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, marks=_by_the_program) for name in names]


@pytest.mark.parametrize("name", _marked(_EXPECTED))
def test_an_item_is_read_as_expected(name: str, exported: Exported) -> None:
    want, got = _EXPECTED[name], exported.items.get(name)
    assert got is not None, "the item is not in the export"
    differences = [*_wrong_fields(want, got), *_wrong_case(want, got, exported), *_wrong_evidence(want, got)]
    assert not differences, "\n" + "\n".join(differences)


@pytest.mark.parametrize("label", _marked(_EXPECTED_CASES))
def test_a_case_stands_as_expected_after_all_its_items(label: str, exported: Exported) -> None:
    want = _EXPECTED_CASES[label]
    got = exported.case_opened_by(want["items"][0])
    assert got is not None, "no case was opened"
    differences = [
        *_difference("items", want["items"], got["items"]),
        *_difference("authority", want["authority"], got["authority"]),
        *_difference("open_flags", sorted(want["open_flags"]), sorted(got["open_flags"])),
        *_difference("letters", _letters(want), _letters(got)),
        *_wrong_persons(want["persons"], got["persons"]),
        *_wrong_representative(want["representative"], got["representative"]),
    ]
    assert not differences, "\n" + "\n".join(differences)


@pytest.mark.parametrize("count", [pytest.param(len(_EXPECTED_CASES), marks=_by_the_program)])
def test_only_applications_open_a_case(count: int, exported: Exported) -> None:
    assert len(exported.cases) == count


_AS_THEY_STAND = (
    "channel",
    "kind",
    "duplicate_of",
    "language",
    "filed_by",
    "power_of_attorney",
    "reasons",
    "exit_obligation",
    "residence",
    "whereabouts",
    "authority",
    "removal_date",
    "detained",
)


def _difference(what: str, want: object, got: object) -> list[str]:
    return [] if want == got else [f"{what}: expected {want!r}, got {got!r}"]


def _wrong_fields(want: Record, got: Record) -> list[str]:
    left_out = set(want["ambiguous"])
    wrong = [
        line
        for field in _AS_THEY_STAND
        if field not in left_out
        for line in _difference(field, want[field], got[field])
    ]
    received = [datetime.fromisoformat(record["received"]) for record in (want, got)]
    wrong += _difference("received", *received)
    if "flags" not in left_out:
        wrong += _difference("flags", sorted(want["flags"]), sorted(got["flags"]))
    if "persons" not in left_out:
        wrong += _wrong_persons(want["persons"], got["persons"])
    if "representative" not in left_out:
        wrong += _wrong_representative(want["representative"], got["representative"])
    if "documents" not in left_out:
        wrong += _difference("documents", _papers(want), _papers(got))
    return wrong


def _wrong_case(want: Record, got: Record, exported: Exported) -> list[str]:
    """A case bears another name in each run: what counts is whether it is the one that the first item opened."""
    if want["case"] is None:
        return _difference("case", None, got["case"])
    opened = exported.case_opened_by(_EXPECTED_CASES[want["case"]]["items"][0])
    if opened is None:
        return [f"case: the application of {want['case']} opened none"]
    return _difference("case", opened["case"], got["case"])


def _wrong_persons(want: list[Record], got: list[Record]) -> list[str]:
    left, wrong = list(got), []
    for person in want:
        same = next((other for other in left if _is_same_name(person["name"], other["name"])), None)
        if same is None:
            wrong.append(f"persons: {person['name']} is missing")
            continue
        left.remove(same)
        for field in ("birth_date", "nationality"):
            wrong += _difference(f"{field} of {person['name']}", person[field], same[field])
    return wrong + [f"persons: {other['name']} is none" for other in left]


def _wrong_representative(want: Record | None, got: Record | None) -> list[str]:
    if want is None or got is None:
        return _difference("representative", want, got)
    if _is_same_name(want["name"], got["name"]):
        return _difference("role of the representative", want["role"], got["role"])
    return [f"representative: expected {want['name']}, got {got['name']}"]


def _folded(text: str | None) -> str:
    return " ".join(anyascii(text or "").casefold().split())


def _is_same_name(want: str | None, got: str | None) -> bool:
    return fuzz.token_sort_ratio(_folded(want), _folded(got)) >= ALIKE


def _papers(record: Record) -> list[tuple[str, str, int]]:
    return [(p["type"], p["source"], p["pages"]) for p in record["documents"] if p["type"] != PaperType.OTHER]


def _letters(record: Record) -> Counter[tuple[str, str | None, str]]:
    return Counter((letter["type"], letter["to"], letter["state"]) for letter in record["letters"])


def _wrong_evidence(want: Record, got: Record) -> list[str]:
    wrong = []
    for field, wanted in want["evidence"].items():
        quotes = _quotes(got, field)
        alternatives = [wanted] if isinstance(wanted, str) else wanted
        if not any(_shows(quote, wanted) for quote in quotes for wanted in alternatives):
            wrong.append(f"evidence of {field}: none of {alternatives} in {quotes}")
    return wrong


def _quotes(got: Record, field: str) -> list[str]:
    """What the export quotes for a field or a flag; a finding about one person is one about `persons`."""
    findings = [entry for entry in got["findings"] if entry["field"].rstrip("s") == field.rstrip("s")]
    flags = [entry for entry in got["flag_evidence"] if entry["flag"] == field]
    return [place["quote"] for entry in (*findings, *flags) for place in entry["evidence"]]


def _shows(quote: str, wanted: str) -> bool:
    """Whether a quote holds the words, or a telling part of them ("rechtskräftig" of "rechtskräftig abgelehnt")."""
    quote, wanted = _folded(quote), _folded(wanted)
    return len(quote) >= min(4, len(wanted)) and fuzz.partial_ratio(quote, wanted) >= ALIKE
