"""Shows the figures of a year: as a table, as CSV, as pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from flows.terminal import make_table, print_table
from parsers.errors import BadSettings
from storage.report import Figures


def print_report(figures: Figures, console: Console) -> None:
    """Print the figures, a table for each heading.

    Args:
        figures: Of a year.
        console: Where to.
    """
    console.print(f"Jahr {figures.year}")
    for heading, counts in figures.tables.items():
        table = make_table(heading, "")
        for word, count in counts.items():
            table.add_row(f"  {word}", str(count))
        console.print("")
        print_table(console, table)


def write_report(figures: Figures, folder: Path) -> tuple[Path, ...]:
    """Write the figures as report-YEAR.csv and each table as a picture, SVG and PNG.

    Args:
        figures: Of a year.
        folder: Where to; made where it is missing.

    Returns:
        The files.

    Raises:
        BadSettings: The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        table = folder / f"report-{figures.year}.csv"
        table.write_text(_as_csv(figures), encoding="utf-8")
        files = [table]
        for number, (heading, counts) in enumerate(figures.tables.items(), 1):
            for kind in ("svg", "png"):
                picture = folder / f"report-{figures.year}-{number}.{kind}"
                picture.write_bytes(_plot(f"{heading} ({figures.year})", counts, kind))
                files.append(picture)
    except OSError:
        raise BadSettings("the folder of the report cannot be written") from None
    return tuple(files)


def _as_csv(figures: Figures) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("Jahr", "Auswertung", "Merkmal", "Anzahl"))
    for heading, counts in figures.tables.items():
        writer.writerows((figures.year, heading, word, count) for word, count in counts.items())
    return text.getvalue()


def _plot(title: str, counts: Mapping[str, int], kind: str) -> bytes:
    # The figure alone, never pyplot: that would look for a screen and keep every figure in memory.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    words, numbers = list(counts), list(counts.values())
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "report", "font.size": 9}):
        figure = Figure(figsize=(8, 1.2 + 0.3 * max(len(words), 1)), layout="constrained")
        axes = figure.add_subplot()
        bars = axes.barh(words, numbers, color="#2f6690")
        axes.bar_label(bars, padding=3)
        axes.invert_yaxis()
        axes.set_title(title, loc="left")
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.set_xticks([])
        axes.margins(x=0.1)
        drawn = io.BytesIO()
        # Without the date, so that the same figures give the same file.
        figure.savefig(drawn, format=kind, dpi=120, metadata={"Date": None} if kind == "svg" else None)
    return drawn.getvalue()
