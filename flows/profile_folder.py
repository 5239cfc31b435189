"""The folder of a commission: all that is particular to it, as the program has it for North Rhine-Westphalia."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from classifiers import directory
from letters.texts import FOLDER
from parsers.errors import BadSettings


def write_profile(folder: Path) -> None:
    """Write the program's own letterhead, texts, periods and tables into one folder.

    Args:
        folder: Not there yet, or empty.

    Raises:
        BadSettings: It holds something, or cannot be written.
    """
    tables = Path(str(resources.files("classifiers.directory")))
    try:
        if folder.exists() and any(folder.iterdir()):
            raise BadSettings("this folder holds something already: nothing is written over it")
        shutil.copytree(FOLDER / "templates", folder / "templates", dirs_exist_ok=True)
        for name in ("office.toml", "profile.toml"):
            shutil.copyfile(FOLDER / name, folder / name)
        without_code = shutil.ignore_patterns("*.py", "__pycache__")
        shutil.copytree(tables, folder / directory.FOLDER, ignore=without_code, dirs_exist_ok=True)
    except OSError:
        raise BadSettings("this folder cannot be written") from None
