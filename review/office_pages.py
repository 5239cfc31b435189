"""The office's day: what is due today, the Posteingangsbuch, parked messages, figures, the audit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from letters.commission import PROFILE
from parsers.records import Channel
from review import words
from review.calls import Call, show
from storage.case_file import announced_removals, audit_page, count_letters, journal, kinds_of_items, received_by_day
from storage.deadlines import due_cases
from storage.queries import parked_messages, totals
from storage.review_queue import Filter, queue
from storage.status import OutboxState

_PAGE = 100
_DAYS_AHEAD = 30
_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its name, its figure, and its length as a share of the longest, 0–100."""

    name: str
    count: int
    length: float


def show_today(call: Call) -> Response:
    """Show what is due."""
    now = call.office.now()
    with call.reading() as session:
        removals = announced_removals(session, call.office.today(), _DAYS_AHEAD)
        waiting = queue(session, Filter(), 1, now)
        mine = queue(session, Filter(clerk=call.who.name), 1, now)
        due = due_cases(session, call.office.today(), PROFILE)
        stranded = count_letters(session, OutboxState.FAILED, OutboxState.RETURNED)
        unreleased = count_letters(session, OutboxState.READY, unreleased=True)
    return show(
        call,
        "today.html",
        "Heute",
        today=call.office.today(),
        removals=removals,
        due=due,
        waiting=waiting,
        mine=mine,
        stranded=stranded,
        unreleased=unreleased,
    )


def show_parked(call: Call) -> Response:
    """List the messages that could not be judged."""
    with call.reading() as session:
        messages = parked_messages(session)
    return show(call, "parked.html", "Geparkt", messages=messages)


def show_journal(call: Call) -> Response:
    """Show the Posteingangsbuch."""
    page = max(1, call.number("seite"))
    with call.reading() as session:
        lines, total = journal(session, page, _PAGE)
    pages = max(1, -(-total // _PAGE))
    return show(call, "journal.html", "Posteingangsbuch", lines=lines, total=total, page=page, pages=pages)


def show_figures(call: Call) -> Response:
    """Show how much comes in, what of it, and what is open."""
    now = call.office.now()
    with call.reading() as session:
        arrived = received_by_day(session, now - timedelta(weeks=520))
        kinds = kinds_of_items(session)
        sums = totals(session)
    weeks = Counter(_monday(at.astimezone(words.GERMANY).date()) for at, _ in arrived)
    newest = max(weeks, default=_monday(call.office.today()))
    shown = [newest - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
    channels = Counter(channel for _, channel in arrived)
    return show(
        call,
        "figures.html",
        "Auswertung",
        weeks=bars([(f"ab {words.day(monday)}", weeks[monday]) for monday in shown]),
        channels=bars([(words.word(channel), channels[channel]) for channel in Channel]),
        kinds=bars(sorted(((words.word(kind), count) for kind, count in kinds.items()), key=lambda pair: -pair[1])),
        flags=bars(
            sorted(((words.word(flag), count) for flag, count in sums.open_flags.items()), key=lambda pair: -pair[1])
        ),
        sums=sums,
    )


def show_audit(call: Call) -> Response:
    """Show who read and changed what."""
    page = max(1, call.number("seite"))
    with call.reading() as session:
        lines, total = audit_page(session, page, _PAGE)
    pages = max(1, -(-total // _PAGE))
    return show(call, "audit.html", "Protokoll", lines=lines, total=total, page=page, pages=pages)


def bars(counts: list[tuple[str, int]]) -> tuple[Bar, ...]:
    """Make the bars of a chart.

    Args:
        counts: Names and figures.
    """
    most = max((count for _, count in counts), default=0) or 1
    return tuple(Bar(name, count, round(100 * count / most, 1)) for name, count in counts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
