from __future__ import annotations

import io

from rich.console import Console

from flows.terminal import shown_progress


def printed(*, terminal: bool, total: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=100)
    with shown_progress(console) as report:
        for done in range(1, total + 1):
            report("read", done, total)
    return stream.getvalue()


def test_elsewhere_than_on_a_terminal_about_ten_lines_a_step_are_printed() -> None:
    lines = printed(terminal=False, total=95).splitlines()
    assert 8 <= len(lines) <= 12
    assert lines[-1] == "read 95 of 95"


def test_few_messages_are_told_one_by_one() -> None:
    assert printed(terminal=False, total=3).splitlines() == ["read 1 of 3", "read 2 of 3", "read 3 of 3"]


def test_on_a_terminal_a_bar_is_drawn() -> None:
    assert "━" in printed(terminal=True, total=3)
