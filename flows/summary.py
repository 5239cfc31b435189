"""What a run did and what waits for a person, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from classifiers.records import FlagKind
from flows.channels.folder import Inventory
from flows.records import Tally
from flows.terminal import make_table, print_table
from storage.queries import Totals
from storage.status import MessageState, OutboxState


def print_summary(console: Console, inventory: Inventory, tally: Tally, totals: Totals) -> None:
    """Print the end of a run.

    Args:
        console: Where to.
        inventory: What lay in the folder.
        tally: What this run did.
        totals: What there is after it, earlier runs included.
    """
    table = make_table()
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name, told in _rows(inventory, tally, totals):
        table.add_row(name, told)
    print_table(console, table)


def _rows(inventory: Inventory, tally: Tally, totals: Totals) -> list[tuple[str, str]]:
    known = tally.fetched - tally.new
    parked = totals.messages[MessageState.PARKED]
    rows = [
        ("messages", f"{tally.fetched} in the folder: {tally.new} new, {known} known"),
        ("items", f"{tally.filed} filed now, {totals.messages[MessageState.FILED]} in all"),
        ("cases", f"{tally.opened} opened now, {totals.cases} in all"),
        ("open flags", _counts(totals.open_flags) or "none"),
        ("letters", f"{totals.letters[OutboxState.READY]} ready, {totals.letters[OutboxState.HELD]} held"),
        ("for a person", f"{totals.items_for_a_person} items: {_counts(totals.item_flags) or 'no flags'}"),
        ("time", _speed(tally)),
    ]
    if parked:
        rows.append(("parked", f"{parked} could not be judged: intake parked"))
    if inventory.left_alone:
        rows.append(("left alone", f"{len(inventory.left_alone)} files that are no messages"))
    if tally.unopened:
        rows.append(("NOT OPENED", f"{tally.unopened} files: look at their permissions, then run again"))
    return rows


def _counts(flags: Mapping[FlagKind, int]) -> str:
    by_number = sorted(flags.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {number}" for name, number in by_number)


def _speed(tally: Tally) -> str:
    speed = tally.pages / tally.seconds if tally.seconds else 0.0
    told = f"{tally.seconds:.1f} s for {tally.pages} pages, {tally.pictures} of them pictures"
    return f"{told}: {speed:.2f} pages per second" if tally.pages else f"{tally.seconds:.1f} s"
