"""Tesseract: the picture of a page → its table of words; the only file of the core that runs a program."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from typing import TypeAlias

import pytesseract
from PIL import Image

from parsers.errors import MissingProgram
from parsers.picture import Pixels

# From a page, black on white, and its dpi to the table that Tesseract calls TSV: a head, then a line for each
# block, paragraph, line and word. Raises TimeoutError.
Recognise: TypeAlias = Callable[[Pixels, float], str]

_INSTALL = "tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-deu"
_SECONDS_TO_START = 30.0
_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def make_recogniser(languages: str, timeout_seconds: float, *, is_in_process: bool) -> Recognise:
    """Make Tesseract ready.

    Args:
        languages: Tesseract's codes, joined by "+".
        timeout_seconds: For one page.
        is_in_process: Read with tesserocr, the extra `in-process`, instead of starting the program for each page.
            The program takes 0.13 s to start and to load its language, which is done once within this process, and
            the newer Tesseract that tesserocr brings reads a page in 0.57 s instead of 0.71 s (CPU, November 2026).

    Returns:
        The reader of pictures.

    Raises:
        MissingProgram: Tesseract, one of the languages or the extra is not installed.
    """
    # Tesseract's threads fight each other: a page took four times as long with the two that OpenMP starts
    # (measured November 2026). The limit is inherited by the children that pytesseract starts.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    folder = _folder_of_languages(languages)
    if is_in_process:
        return _in_process(folder, languages, timeout_seconds)
    return _by_program(languages, timeout_seconds)


def _folder_of_languages(languages: str) -> str:
    """Tell where the installed languages are, having seen that these are among them."""
    try:
        done = subprocess.run(  # noqa: S603 - no word of it comes from outside
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            capture_output=True,
            text=True,
            check=True,
            timeout=_SECONDS_TO_START,
        )
    except (OSError, subprocess.SubprocessError):
        raise MissingProgram(_INSTALL) from None
    head, *installed = done.stdout.splitlines() or [""]  # List of available languages in "/usr/share/…/tessdata/" (3):
    for language in languages.split("+"):
        if language not in installed:
            package = f"tesseract-ocr-{language.replace('_', '-')}"
            raise MissingProgram(f"tesseract lacks the language {language}: apt-get install {package}")
    folder = re.search(r'"(.+)"', head)
    return folder.group(1) if folder else ""


def _by_program(languages: str, timeout_seconds: float) -> Recognise:
    def recognise(grey: Pixels, dpi: float) -> str:
        image = Image.fromarray(grey)
        # pytesseract hands the picture over as a file of this format; PNG would be packed for nothing.
        image.format = "PPM"
        try:
            table: str = pytesseract.image_to_data(
                image,
                lang=languages,
                config=f"--dpi {round(dpi)}",
                timeout=timeout_seconds,
                output_type=pytesseract.Output.STRING,
            )
        except RuntimeError as error:
            # pytesseract's own error is a RuntimeError too; only its time-out is a bare one.
            if isinstance(error, pytesseract.TesseractError):
                return _HEAD
            raise TimeoutError from None
        return table

    return recognise


def _in_process(folder: str, languages: str, timeout_seconds: float) -> Recognise:
    try:
        from tesserocr import PyTessBaseAPI
    except ImportError:
        raise MissingProgram("tesserocr is not installed: pip install haertefall-intake[in-process]") from None
    api = PyTessBaseAPI(path=folder, lang=languages)

    def recognise(grey: Pixels, dpi: float) -> str:
        rows, columns = grey.shape
        api.SetImageBytes(grey.tobytes(), columns, rows, 1, columns)
        api.SetSourceResolution(round(dpi))
        try:
            # The limit is looked at between words; a library that hangs elsewhere is for the limit of the process.
            if not api.Recognize(round(1000 * timeout_seconds)):
                raise TimeoutError
            return _HEAD + str(api.GetTSVText(0))
        finally:
            api.Clear()

    return recognise
