"""Papers set with typst: as a PDF with text, or as pictures for the scanner and the fax.

The words of a paper stand in `papers/<name>.typ`; `ink("Name")` and `signed("Name", …)` there are signatures and
`line("…")` is handwriting, both drawn by `ink.py` and handed in as SVG. Fonts: those inside typst and the Debian
packages fonts-liberation and fonts-dejavu.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import ink
import typst
from PIL import Image

PAPERS = Path(__file__).parent / "papers"
_DRAWN = re.compile(r'\b(ink|signed|line)\("([^"]+)"')


def _inputs(name: str, colour: str, given: dict[str, str]) -> dict[str, str]:
    source = (PAPERS / f"{name}.typ").read_text(encoding="utf-8")
    found = {}
    for how, text in _DRAWN.findall(source):
        if how == "line":
            found[f"line:{text}"] = ink.written_line(text, colour)
        else:
            found[f"ink:{text}"] = ink.signature(text, colour)
    return {**found, **given}


def pdf(name: str, colour: str = ink.BLUE, **given: str) -> bytes:
    """A paper as PDF with a text layer, as it leaves a computer."""
    made = typst.compile(
        str(PAPERS / f"{name}.typ"),
        root=str(PAPERS),
        format="pdf",
        timestamp=0,
        sys_inputs=_inputs(name, colour, given),
    )
    assert isinstance(made, bytes)
    return made


def pages(name: str, dpi: int = 200, colour: str = ink.BLUE, **given: str) -> list[Image.Image]:
    """A paper as one clean RGB picture for each page."""
    made = typst.compile(
        str(PAPERS / f"{name}.typ"), root=str(PAPERS), format="png", ppi=dpi, sys_inputs=_inputs(name, colour, given)
    )
    several = made if isinstance(made, list) else [made]
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in several]
