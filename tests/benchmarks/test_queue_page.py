from __future__ import annotations

import re
import sys

from benchmarks.queue_page import LISTS, main


def test_each_list_is_measured_with_the_intakes_in_it(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["queue_page", "--items", "60", "--times", "1"])

    assert main() == 0

    told = capsys.readouterr().out
    assert told.startswith("60 open intakes")
    rows = re.findall(r"^(\S.*?) +(\d+) +(\d+) +(\d+)$", told, re.MULTILINE)
    assert len(rows) == len(LISTS) + 2
    assert all(int(worst) > 0 for _, _, worst, _ in rows)
