"""Measures the understanding alone: the scenarios of classifiers/training go the real way, without OCR.

`make measure` calls it. Each hand gets a home of its own: every message is registered and saved as if it had just been
read, filed by the intake in order of receipt and exported; the scorer of the corpus holds that against the labels.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from spacy.language import Language

from classifiers import nlp
from classifiers.classify import classify
from classifiers.training.examples import items
from classifiers.training.scenarios import ASSETS, Scenario, scenarios
from flows import intake
from flows.reading import ReadingOptions, readers
from flows.settings import IntakeSettings
from parsers.records import ParsedMessage, RawMessage
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.export import export_lines
from storage.messages import ids_to_file, register_message, save_parsed

_ALL = "all"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the hands that are asked for, print one table, and leave the differences beside the exports."""
    asked = _parser().parse_args(arguments)
    by_hand: dict[str, list[Scenario]] = {}
    for scenario in scenarios(asked.texts):
        if not asked.hands or scenario.hand in asked.hands:
            by_hand.setdefault(scenario.hand, []).append(scenario)
    if not by_hand:
        raise SystemExit("no such hand")
    began = time.perf_counter()
    pipeline = nlp.load()
    loading = time.perf_counter() - began
    for hand, cases in by_hand.items():
        messages = noisy(cases, asked.noise)
        folder = asked.folder / hand
        folder.mkdir(parents=True)
        _write(folder / "labels.jsonl", [*_labels(cases), *(case for one in cases for case in one.cases)])
        _write(folder / "export.jsonl", take_in(messages, pipeline, folder))
    columns = [*by_hand]
    if len(by_hand) > 1:
        _bring_together(asked.folder, columns)
        columns.append(_ALL)
    console = Console(width=max(100, 24 + 11 * len(columns)))
    console.print(_table({hand: _judged(asked.scorer, asked.folder / hand) for hand in columns}))
    everything = [message for cases in by_hand.values() for message in noisy(cases, asked.noise)]
    console.print(_cost(everything, pipeline, loading), highlight=False, soft_wrap=True)
    console.print(f"differences: {asked.folder}/HAND/misses.txt", highlight=False, soft_wrap=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hands", nargs="*", default=[], help="folders of classifiers/training/assets; all by default")
    parser.add_argument("--texts", type=Path, default=ASSETS, help="folder of the hands")
    parser.add_argument("--noise", type=float, default=0.0, help="share of the words of scans that are bent, 0-0.3")
    parser.add_argument("--folder", type=Path, required=True, help="is made; for exports and differences")
    parser.add_argument("--scorer", type=Path, required=True, help="score.py of the corpus")
    return parser


def noisy(cases: Iterable[Scenario], share: float) -> list[ParsedMessage]:
    """The messages of scenarios with the noise of scans."""
    return [item.message for item in items(cases, share)]


def take_in(messages: Iterable[ParsedMessage], pipeline: Language, home: Path) -> list[dict[str, Any]]:
    """File messages as the intake does, in a home that is made for them, and export what came of it.

    Args:
        messages: As parsed; the order does not matter, the intake goes by receipt.
        pipeline: From `classifiers.nlp.load`.
        home: Folder of the database.

    Returns:
        The lines of `intake export`.
    """
    settings = IntakeSettings(home=home)
    engine = open_engine(settings.storage)
    try:
        upgrade(engine)
        sessions = session_factory(engine)
        with transaction(sessions) as session:
            for message in messages:
                name, received = message.source_name, message.received_at
                raw = RawMessage(message.channel, name, received, b"")
                entry = register_message(session, raw, name, hashlib.sha256(name.encode()).hexdigest(), received)
                save_parsed(session, entry.message_id, message)
        # The children that read never start: nothing is to be read.
        options = ReadingOptions(
            workers=1,
            timeout_seconds=settings.message_timeout_seconds,
            memory_bytes=settings.child_memory_bytes,
            file_bytes=settings.child_file_bytes,
            messages_per_child=settings.child_messages,
            ocr=settings.ocr,
            limits=settings.limits,
            scratch=settings.scratch,
        )
        with readers(options) as children:
            asyncio.run(_file_all(intake.Office(settings, sessions, children, pipeline)))
        with reading(sessions) as session:
            return list(export_lines(session))
    finally:
        engine.dispose()


async def _file_all(office: intake.Office) -> None:
    """File what waits, by the intake's own step, without Prefect around it."""
    intake._office.set(office)
    with reading(office.sessions) as session:
        waiting = ids_to_file(session)
    for message_id in waiting:
        await intake.file_message.fn(str(message_id))


def _labels(cases: Iterable[Scenario]) -> list[dict[str, Any]]:
    return [label for case in cases for label in case.labels]


def _write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines), "utf-8")


def _bring_together(folder: Path, hands: Iterable[str]) -> None:
    """Write the lines of all hands into one folder; each hand has its own Aktenzeichen."""
    (folder / _ALL).mkdir()
    for name in ("labels.jsonl", "export.jsonl"):
        lines = []
        for hand in hands:
            for text in (folder / hand / name).read_text("utf-8").splitlines():
                line = json.loads(text)
                lines.append({**line, "case": line.get("case") and f"{hand} {line['case']}"})
        _write(folder / _ALL / name, lines)


def _judged(scorer: Path, folder: Path) -> dict[str, float]:
    """Ask the scorer for the measures, and keep the differences in misses.txt."""
    command = [sys.executable, str(scorer), str(folder / "labels.jsonl"), str(folder / "export.jsonl"), "--json"]
    printed = subprocess.run([*command, "--misses"], check=True, capture_output=True, text=True).stdout
    measures, *misses = printed.splitlines()
    (folder / "misses.txt").write_text("\n".join(misses) + "\n", "utf-8")
    found: dict[str, float] = json.loads(measures)
    return found


def _table(measures: dict[str, dict[str, float]]) -> Table:
    table = Table(box=None, header_style="bold")
    table.add_column("measure", min_width=22)
    for hand in measures:
        table.add_column(hand, justify="right")
    names = dict.fromkeys(name for one in measures.values() for name in one)
    for name in sorted(names, key=lambda name: name.startswith("flag:")):
        table.add_row(name, *(f"{one[name]:g}" if name in one else "-" for one in measures.values()))
    return table


def _cost(messages: Sequence[ParsedMessage], pipeline: Language, loading: float) -> str:
    """What the understanding of all messages takes, on one core."""
    pages = sum(len(document.pages) for message in messages for document in message.documents)
    began = time.process_time()
    for message in messages:
        classify(message, pipeline)
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    return (
        f"{len(messages)} items, {pages} pages (a mail's text is one): {1000 * spent / max(1, pages):.1f} ms per page"
        f" of one core, pipeline loaded in {loading:.2f} s, at most {memory:.0f} MB of memory in all"
    )


if __name__ == "__main__":
    main()
