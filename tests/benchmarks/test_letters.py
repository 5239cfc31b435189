from __future__ import annotations

import pytest

from benchmarks.letters import Speed, main, measure
from letters.records import LetterKind
from letters.samples import sample_letters


def test_letters_and_seconds_are_counted() -> None:
    speed = measure(sample_letters()[:2], 3)
    assert speed.letters == 6
    assert speed.cpu_seconds > 0
    assert 0 < speed.per_second <= 6 / speed.seconds
    assert Speed(30, 2.0, 1.0).per_second == 15
    assert Speed(30, 2.0, 1.0).per_cpu_second == 30


def test_every_kind_has_a_row(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["letters", "--rounds", "1"])
    assert main() == 0
    told = capsys.readouterr().out
    assert [kind for kind in LetterKind if f"{kind} " not in told] == []
    assert "all kinds in turn" in told
