from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from classifiers.records import FlagKind
from flows.channels.folder import Found, Inventory
from flows.records import Tally
from flows.summary import print_summary
from parsers.records import Channel
from storage.queries import Totals
from storage.status import MessageState, OutboxState

TALLY = Tally(fetched=3, new=2, read=2, pages=8, pictures=3, filed=2, opened=1, seconds=4.0)
TOTALS = Totals(
    messages=dict.fromkeys(MessageState, 0) | {MessageState.FILED: 3},
    cases=2,
    item_flags={FlagKind.POA_MISSING: 1, FlagKind.UNREADABLE: 2},
    open_flags={FlagKind.POA_MISSING: 1},
    letters=dict.fromkeys(OutboxState, 0) | {OutboxState.READY: 4, OutboxState.HELD: 1},
    items_for_a_person=3,
)
INVENTORY = Inventory((Found(Path("a.eml"), Channel.EMAIL),), ())


def printed(inventory: Inventory = INVENTORY, tally: Tally = TALLY, totals: Totals = TOTALS) -> str:
    stream = io.StringIO()
    print_summary(Console(file=stream, width=120), inventory, tally, totals)
    return stream.getvalue()


def test_the_table_says_what_was_done_and_what_waits() -> None:
    assert printed().splitlines() == [
        "messages      3 in the folder: 2 new, 1 known",
        "items         2 filed now, 3 in all",
        "cases         1 opened now, 2 in all",
        "open flags    poa_missing 1",
        "letters       4 ready, 1 held",
        "for a person  3 items: unreadable 2, poa_missing 1",
        "time          4.0 s for 8 pages, 3 of them pictures: 2.00 pages per second",
    ]


def test_parked_messages_are_told_with_what_to_do() -> None:
    parked = replace(TOTALS, messages={**TOTALS.messages, MessageState.PARKED: 2})
    assert "parked        2 could not be judged: intake parked" in printed(totals=parked)


def test_files_that_are_no_messages_are_counted() -> None:
    inventory = replace(INVENTORY, left_alone=(Path("README.md"),))
    assert "left alone    1 files that are no messages" in printed(inventory)


def test_files_that_could_not_be_opened_stand_out() -> None:
    assert "NOT OPENED    1 files: look at their permissions" in printed(tally=replace(TALLY, unopened=1))
