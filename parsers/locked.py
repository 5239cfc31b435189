"""Office files under a password: the file within, where the sender has stated the password."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

# What the library raises for broken files and wrong passwords besides its own errors.
_NOT_OPENED = (
    *(
        DecryptionError,
        FileFormatError,
        ParseError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OSError,
        struct.error,
    ),
    *(ArithmeticError, RuntimeError, SyntaxError),
)


def unlocked_office(content: bytes, passwords: Sequence[str]) -> bytes | None:
    """Open a file of Word, Excel or PowerPoint that is under a password ([MS-OFFCRYPTO]).

    Args:
        content: The file, which is one of OLE whatever it holds.
        passwords: Tried in turn.

    Returns:
        The file without its password; None where none of them opens it.
    """
    for password in passwords:
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(content))
            if not file.is_encrypted():
                return None
            opened = io.BytesIO()
            file.load_key(password=password)
            file.decrypt(opened)  # tells a wrong password by what comes out
        except _NOT_OPENED:
            continue
        return opened.getvalue()
    return None
