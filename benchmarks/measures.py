"""Measures: character errors, wall time, memory."""

from __future__ import annotations

import re
import resource
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of reading did with a set of pages.

    Attributes:
        way: Who read.
        pages: How many.
        seconds: Wall time for all of them.
        cpu_seconds: Processor time for all of them, that of programs which were started included: on a machine that
            does other things beside, it is what can be compared.
        errors: Character error rate of each page, 0–1.
    """

    way: str
    pages: int
    seconds: float
    cpu_seconds: float
    errors: tuple[float, ...]

    @property
    def pages_per_second(self) -> float:
        """Pages per second of wall time."""
        return self.pages / self.seconds

    @property
    def mean_error(self) -> float:
        """Mean character error rate."""
        return statistics.fmean(self.errors)

    @property
    def median_error(self) -> float:
        """Median character error rate."""
        return statistics.median(self.errors)


def error_rates(read: Sequence[str], meant: Sequence[str]) -> tuple[float, ...]:
    """Tell for each page the share of characters that were misread: edits by the length of what stands there."""
    return tuple(
        Levenshtein.distance(_joined(one), _joined(other)) / len(_joined(other))
        for one, other in zip(read, meant, strict=True)
    )


def _joined(text: str) -> str:
    """Words parted by one space; dashes and quotes of either shape are the same character on paper."""
    text = re.sub("[‐‑–—]", "-", re.sub("[„“”»«]", '"', text))
    return " ".join(text.split())


def cpu_seconds(*who: int) -> float:
    """Tell the processor time of this process, or of its ended children (resource.RUSAGE_…)."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def peak_megabytes() -> float:
    """Tell the most memory that this process has taken.

    Source: VmHWM of proc(5), in kB. getrusage(2) counts what the parent had when it started this process.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000
