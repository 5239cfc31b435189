"""The same pages read by others: Tesseract's command line in two processes, OCRmyPDF, kreuzberg."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from benchmarks.measures import Result, cpu_seconds, error_rates

_ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
# In its own environment: a batch of files, in as many threads as it likes.
_KREUZBERG = """
import json, sys, time
import kreuzberg
config = kreuzberg.ExtractionConfig(
    force_ocr=True, use_cache=False, ocr=kreuzberg.OcrConfig(backend="tesseract", language="deu")
)
begun = time.monotonic()
read = kreuzberg.batch_extract_files_sync(sys.argv[1:], config=config)
json.dump({"seconds": time.monotonic() - begun, "texts": [one.content for one in read]}, sys.stdout)
"""


def tesseract(pictures: Sequence[Image.Image], meant: Sequence[str], folder: Path) -> Result:
    """Read page pictures with the command line, half of them in each of two processes that take a list."""
    names = []
    for number, picture in enumerate(pictures):
        names.append(folder / f"{number:03d}.png")
        picture.save(names[-1], dpi=picture.info.get("dpi", (300, 300)), compress_level=1)
    begun, used = time.monotonic(), cpu_seconds(resource.RUSAGE_CHILDREN)
    halves = [names[: len(names) // 2], names[len(names) // 2 :]]
    running = [_start_tesseract(half, folder / f"half{number}") for number, half in enumerate(halves)]
    for process in running:
        if process.wait() != 0:
            raise RuntimeError("tesseract failed")
    seconds, used = time.monotonic() - begun, cpu_seconds(resource.RUSAGE_CHILDREN) - used
    texts = [text for number in range(2) for text in _pages_of(folder / f"half{number}.txt")]
    return Result("tesseract, 2 processes", len(names), seconds, used, error_rates(texts, meant))


def _start_tesseract(names: Sequence[Path], out: Path) -> subprocess.Popen[bytes]:
    listed = out.with_suffix(".list")
    listed.write_text("\n".join(map(str, names)), encoding="utf-8")
    command = ["tesseract", str(listed), str(out), "-l", "deu"]
    return subprocess.Popen(command, env=_ONE_THREAD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _pages_of(file: Path) -> list[str]:
    """Part the text at the form feeds that stand between pages, and with some versions behind the last one."""
    pages = file.read_text(encoding="utf-8").split("\f")
    return pages if pages[-1].strip() else pages[:-1]


def ocrmypdf(content: bytes, meant: Sequence[str], folder: Path, programs: Path) -> Result:
    """Read a PDF of scans with two jobs."""
    (folder / "in.pdf").write_bytes(content)
    command = [programs / "ocrmypdf", "-q", "-l", "deu", "--jobs", "2", "--force-ocr", "--output-type", "pdf"]
    begun, used = time.monotonic(), cpu_seconds(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*command, "--sidecar", folder / "out.txt", folder / "in.pdf", folder / "out.pdf"], env=_ONE_THREAD, check=True
    )
    seconds, used = time.monotonic() - begun, cpu_seconds(resource.RUSAGE_CHILDREN) - used
    texts = (folder / "out.txt").read_text(encoding="utf-8").split("\f")[: len(meant)]
    return Result("OCRmyPDF, 2 jobs", len(meant), seconds, used, error_rates(texts, meant))


def kreuzberg(contents: Sequence[bytes], ending: str, meant: Sequence[str], folder: Path, programs: Path) -> Result:
    """Read a batch of files."""
    names = []
    for number, content in enumerate(contents):
        names.append(folder / f"{number:03d}{ending}")
        names[-1].write_bytes(content)
    used = cpu_seconds(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [programs / "python", "-c", _KREUZBERG, *names], env=_ONE_THREAD, check=True, capture_output=True, text=True
    )
    used = cpu_seconds(resource.RUSAGE_CHILDREN) - used
    told = json.loads(done.stdout)
    return Result("kreuzberg, batch", len(names), told["seconds"], used, error_rates(told["texts"], meant))
