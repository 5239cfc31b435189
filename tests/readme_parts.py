"""The parts of the README that are made by a program: `make readme` writes them, tests hold them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from flows.settings import PREFIX, IntakeSettings

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_EXPLAINED = re.compile(r"```\n\$ intake explain (\S+)\n(.*?)```\n", re.DOTALL)
_TABLE = re.compile(r"\| setting \| default \| what it does \|\n(?:\|.*\n)+")


def settings_table() -> str:
    """The table of settings, from the fields themselves."""
    rows = ["| setting | default | what it does |", "|---|---|---|"]
    for name, field in IntakeSettings.model_fields.items():
        default = "" if field.is_required() or field.default_factory or field.default is None else field.default
        shown = f"`{str(default).lower() if isinstance(default, bool) else default}`" if default != "" else ""
        rows.append(f"| `{PREFIX}{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows) + "\n"


def explained_file() -> str:
    """The file that the README explains."""
    found = _EXPLAINED.search(README.read_text(encoding="utf-8"))
    assert found, "the README explains no file"
    return found.group(1)


def shown_explanation() -> str:
    """What the README says that `intake explain` prints."""
    found = _EXPLAINED.search(README.read_text(encoding="utf-8"))
    assert found, "the README explains no file"
    return found.group(2)


def true_explanation() -> str:
    """What it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "explain", explained_file()],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def write() -> None:
    """Write the parts anew."""
    text = README.read_text(encoding="utf-8")
    text = text.replace(shown_explanation(), true_explanation())
    text = _TABLE.sub(lambda _found: settings_table(), text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
