"""What each step of a page's way to Tesseract costs and brings: `python -m benchmarks.steps --pages 10`.

Needs tests/ on the path as `make bench` does, and the extra in-process. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from paper_pictures import as_fax, page, tiff
from PIL import Image

from benchmarks.measures import Result, error_rates
from benchmarks.pages import Sample, as_scan, fax_file, photo_file, samples
from parsers.picture import Pixels, for_ocr, grey_of, prepare, resolution
from parsers.tesseract import Recognise, make_recogniser

# From a page picture to what Tesseract is given, and its dpi.
Way = Callable[[Image.Image], tuple[Pixels, float]]


def as_it_is(image: Image.Image) -> tuple[Pixels, float]:
    """Grey and nothing else."""
    return grey_of(image), resolution(image)[0]


def of_right_aspect(image: Image.Image) -> tuple[Pixels, float]:
    """Grey, and the height of a fax of standard resolution put right by doubling its lines."""
    x, y = resolution(image)
    grey = grey_of(image)
    size = (grey.shape[1], round(grey.shape[0] * x / y))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8), x


def prepared(image: Image.Image) -> tuple[Pixels, float]:
    """The whole way but the softening of fine faxes."""
    ready = prepare(image)
    return ready.grey, ready.dpi


def whole(image: Image.Image) -> tuple[Pixels, float]:
    """The way of a page in the intake."""
    ready = prepare(image)
    return for_ocr(ready), ready.dpi


def _noisy_fax(sample: Sample, seed: int) -> bytes:
    return tiff(as_fax(page(sample.source, 300), specks=0.004, seed=seed))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10)
    some = samples(parser.parse_args().pages)
    recognise = make_recogniser("deu", 60, is_in_process=True)
    kinds: dict[str, tuple[list[Image.Image], tuple[Way, ...]]] = {
        "scans 300 dpi": ([as_scan(one, seed) for seed, one in enumerate(some)], (as_it_is, whole)),
        "fax fine": (_opened(some, lambda one, seed: fax_file(one, seed, is_fine=True)), (as_it_is, prepared, whole)),
        "fax fine, noisy": (_opened(some, _noisy_fax), (as_it_is, prepared, whole)),
        "fax standard": (
            _opened(some, lambda one, seed: fax_file(one, seed, is_fine=False)),
            (as_it_is, of_right_aspect, whole),
        ),
        "phone photos": (_opened(some, photo_file), (as_it_is, whole)),
    }
    sys.stdout.write(
        f"{'what':16} {'way':16} {'picture s':>10} {'Tesseract s':>12} {'errors: mean':>13} {'median':>9}\n"
    )
    for kind, (pictures, ways) in kinds.items():
        for way in ways:
            _tell(kind, way, pictures, [one.text for one in some], recognise)
    return 0


def _opened(some: Sequence[Sample], make: Callable[[Sample, int], bytes]) -> list[Image.Image]:
    return [Image.open(io.BytesIO(make(one, seed))) for seed, one in enumerate(some)]


def _tell(kind: str, way: Way, pictures: Sequence[Image.Image], meant: Sequence[str], recognise: Recognise) -> None:
    begun = time.process_time()
    ready = [way(picture) for picture in pictures]
    seconds, begun = time.process_time() - begun, time.process_time()
    read = [_words(recognise(grey, dpi)) for grey, dpi in ready]
    used = time.process_time() - begun
    result = Result(way.__name__, len(read), seconds, used, error_rates(read, meant))
    sys.stdout.write(
        f"{kind:16} {result.way:16} {seconds / len(read):10.3f} {used / len(read):12.3f} "
        f"{100 * result.mean_error:11.3f} % {100 * result.median_error:7.3f} %\n"
    )
    sys.stdout.flush()


def _words(table: str) -> str:
    cells = (line.split("\t") for line in table.splitlines())
    return " ".join(one[11] for one in cells if one[0] == "5")


if __name__ == "__main__":
    sys.exit(main())
