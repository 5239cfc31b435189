"""What the command shows: bars, colours and folded lines on a terminal; plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

_LINES_PER_STEP = 10
_UNFOLDED_WIDTH = 240  # characters; a line of a file or a pipe is folded by no one


def open_console() -> Console:
    """Give standard output; names and quotes are printed as they are, never read as markup."""
    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        return console
    return Console(width=_UNFOLDED_WIDTH, highlight=False, emoji=False, markup=False)


def make_table(*headings: str) -> Table:
    """Give an empty table without lines; without headings its columns are still to be added.

    Args:
        headings: Of the columns.
    """
    table = Table(box=None, show_header=bool(headings), pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def print_table(console: Console, table: Table) -> None:
    """Print a table without the blanks that fill up its lines.

    Args:
        console: Where to.
        table: From `make_table`.
    """
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)


@contextmanager
def shown_progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give the function that is told how far each step is.

    Args:
        console: Where it is shown.

    Returns:
        A function of the step's name, how many are done, and how many there are.
    """
    if not console.is_terminal:
        yield lambda step, done, total: _print_line(console, step, done, total)
        return
    columns = (TextColumn("{task.description:>12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in bars:
                bars[step] = progress.add_task(step, total=total)
            progress.update(bars[step], completed=done, total=total)

        yield report


def _print_line(console: Console, step: str, done: int, total: int) -> None:
    """Print about ten lines a step, the last one among them: a log is read by people, too."""
    if done == total or done % max(1, total // _LINES_PER_STEP) == 0:
        console.out(f"{step} {done} of {total}", highlight=False)
        console.file.flush()
