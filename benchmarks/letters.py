"""Measures how many letters a second are set, kind by kind: `make bench-letters` (ROUNDS=… for more of each)."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from letters.compose import render
from letters.records import Letter
from letters.samples import TODAY, sample_letters


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast letters were set.

    Attributes:
        letters: How many.
        seconds: On the wall.
        cpu_seconds: Of the processor.
    """

    letters: int
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        """Letters a second on the wall."""
        return self.letters / self.seconds

    @property
    def per_cpu_second(self) -> float:
        """Letters a second of the processor: what a quiet machine would come near to with one core."""
        return self.letters / self.cpu_seconds


def measure(letters: Sequence[Letter], rounds: int) -> Speed:
    """Set letters again and again.

    Args:
        letters: Which ones.
        rounds: How often each, at least once.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        for letter in letters:
            render(letter, TODAY)
    return Speed(rounds * len(letters), time.perf_counter() - wall, time.process_time() - cpu)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="letters of each kind")
    rounds = max(1, parser.parse_args().rounds)
    samples = sample_letters()
    began = time.perf_counter()
    render(samples[0], TODAY)
    _tell(f"first letter, fonts included: {1000 * (time.perf_counter() - began):.0f} ms")
    _tell(f"{'letter':28} {'letters/s':>10} {'per CPU s':>10}")
    for letter in samples:
        _row(letter.kind, measure([letter], rounds))
    _row("all kinds in turn", measure(samples, rounds))
    return 0


def _row(name: str, speed: Speed) -> None:
    _tell(f"{name:28} {speed.per_second:10.1f} {speed.per_cpu_second:10.1f}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
