"""Coverage-guided fuzzing of the readers of mails and of files that hold others: `make fuzz` (SECONDS=… for longer).

atheris is no part of the lock: it has no build for each platform, and no test needs it; `make fuzz` puts it into an
environment of its own. What it finds goes as a case into tests/hostile_mail.py or tests/hostile_files.py. The first run
fills the folder of the corpus with what stands there.

PDFs are passed over: pdfium cannot be instrumented, and files of 600 bytes make it take all memory that there is, which
only the limits of a child process stop (tests/hostile/test_hostile.py).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import atheris

_INSTRUMENTED = ["parsers", "pyzipper", "msoffcrypto", "email", "zipfile", "olefile", "tnefparse", "asn1crypto"]

with atheris.instrument_imports(include=_INSTRUMENTED):
    from parsers import parse as parse_module
    from parsers.limits import ParseLimits
    from parsers.parse import parse
    from parsers.records import Channel, Page, RawMessage

_LIMITS = ParseLimits(
    message_bytes=2_000_000,
    member_bytes=2_000_000,
    unpacked_bytes=5_000_000,
    documents=50,
    pages=5,
    picture_pixels=10**6,
)
_NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


parse_module.read_pdf = lambda *_given: ((), None)  # type: ignore[assignment]


def read_one(content: bytes) -> None:
    """Read bytes as a mail, and as a scan: anything that is raised is a finding."""
    for channel in (Channel.EMAIL, Channel.POST):
        parse(RawMessage(channel, "a", _NOW, content), lambda _image: Page(1, ""), _LIMITS)


def _fill(folder: Path) -> None:
    from hostile_files import files
    from hostile_mail import mails

    folder.mkdir(exist_ok=True)
    for number, content in enumerate((*mails().values(), *files().values())):
        if len(content) < 20_000:
            (folder / f"{number:03d}").write_bytes(content)


if __name__ == "__main__":
    _fill(Path(sys.argv[-1]))
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
