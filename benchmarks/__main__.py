"""Runs the benchmark and prints its table: `make bench` (PAGES=… for more pages of each kind)."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from paper_pictures import scanned_pdf
from PIL import Image

from benchmarks import others, ours
from benchmarks.measures import Result
from benchmarks.pages import Sample, as_scan, digital_file, fax_file, photo_file, samples, scan_file

_DIGITAL_PAGES = 30
_PAGES_OF_A_LONG_SCAN = 10


_HEAD = (
    f"{'what':16} {'way':24} {'pages/s':>8} {'CPU s/page':>11} {'errors: mean':>13} {'median':>9}   "
    "as fast as it by CPU time (wall time): intake, in process"
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=12, help="pages of each kind")
    parser.add_argument("--others", type=Path, help="bin folder of an environment with OCRmyPDF and kreuzberg")
    given = parser.parse_args()
    some = samples(given.pages)
    meant = [sample.text for sample in some]
    _tell(_HEAD)
    _scans(some, meant, given.others)
    kinds: tuple[tuple[str, Callable[[Sample, int], bytes]], ...] = (
        ("fax fine", lambda sample, seed: fax_file(sample, seed, is_fine=True)),
        ("fax standard", lambda sample, seed: fax_file(sample, seed, is_fine=False)),
        ("phone photos", photo_file),
    )
    for kind, make in kinds:
        _kind(kind, [make(sample, seed) for seed, sample in enumerate(some)], meant)
    _rest(some)
    return 0


def _scans(some: Sequence[Sample], meant: Sequence[str], programs: Path | None) -> None:
    files = [scan_file(sample, seed) for seed, sample in enumerate(some)]
    pictures = [as_scan(sample, seed) for seed, sample in enumerate(some)]
    own = _own("scans 300 dpi", files, meant)
    with tempfile.TemporaryDirectory() as folder:
        _row("scans 300 dpi", others.tesseract(pictures, meant, Path(folder)), own)
    if programs is not None:
        with tempfile.TemporaryDirectory() as folder:
            _row("scans 300 dpi", others.ocrmypdf(scanned_pdf(*pictures), meant, Path(folder), programs), own)
        with tempfile.TemporaryDirectory() as folder:
            _row("scans 300 dpi", others.kreuzberg(files, ".pdf", meant, Path(folder), programs), own)


def _kind(kind: str, files: Sequence[bytes], meant: Sequence[str]) -> None:
    """Read files of pictures, and the same pictures with Tesseract alone."""
    own = _own(kind, files, meant)
    pictures = [Image.open(io.BytesIO(content)) for content in files]
    with tempfile.TemporaryDirectory() as folder:
        _row(kind, others.tesseract(pictures, meant, Path(folder)), own)


def _own(kind: str, files: Sequence[bytes], meant: Sequence[str]) -> tuple[Result, Result]:
    """Read with the program Tesseract, and in process."""
    both = ours.read_files(files, meant), ours.read_files(files, meant, is_in_process=True)
    for row in both:
        _row(kind, row, ())
    return both


def _rest(some: Sequence[Sample]) -> None:
    many = [some[number % len(some)] for number in range(_DIGITAL_PAGES)]
    long_scan = scanned_pdf(*(as_scan(sample, seed) for seed, sample in enumerate(many[:_PAGES_OF_A_LONG_SCAN])))
    peak, growth = ours.memory_of_a_mail(25_000_000)
    _tell("")
    _tell(f"digital PDF, one core      {ours.digital_pages_per_second(digital_file(many), len(many)):8.0f} pages/s")
    _tell(f"mails of 10 KB, one core   {ours.mails_per_second(10_000):8.0f} messages/s")
    _tell(f"a mail of 25 MB            {peak:8.0f} MB at the most, {growth:.0f} MB more than before")
    program, in_process = (ours.memory_of_a_scan(long_scan, is_in_process=way) for way in (False, True))
    _tell(
        f"a scan of {_PAGES_OF_A_LONG_SCAN} pages         {program:8.0f} MB at the most, in process {in_process:.0f} MB"
    )


def _row(kind: str, row: Result, own: Sequence[Result]) -> None:
    figures = f"{row.pages_per_second:8.2f} {row.cpu_seconds / row.pages:11.2f}"
    errors = f"{100 * row.mean_error:11.3f} % {100 * row.median_error:7.3f} %"
    ratios = [
        f"{row.cpu_seconds / one.cpu_seconds:.2f}× ({one.pages_per_second / row.pages_per_second:.2f}×)" for one in own
    ]
    _tell(f"{kind:16} {row.way:24} {figures} {errors}   {', '.join(ratios)}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
