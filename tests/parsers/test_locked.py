import io

import docx
import pytest
from locked_files import locked_docx

from parsers.locked import unlocked_office

LOCKED = locked_docx("Wir bitten um Prüfung.", "Rose-12")


def test_the_password_that_fits_opens_the_file() -> None:
    opened = unlocked_office(LOCKED, ("Nelke", "Rose-12"))

    assert opened is not None
    assert docx.Document(io.BytesIO(opened)).paragraphs[0].text == "Wir bitten um Prüfung."


@pytest.mark.parametrize("passwords", [(), ("Nelke",), ("rose-12", "")])
def test_without_it_the_file_stays_locked(passwords: tuple[str, ...]) -> None:
    assert unlocked_office(LOCKED, passwords) is None


@pytest.mark.parametrize(
    "content", [LOCKED[:3000], LOCKED[:600] + bytes(len(LOCKED) - 600), b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100]
)
def test_a_broken_file_is_not_opened(content: bytes) -> None:
    assert unlocked_office(content, ("Rose-12",)) is None
