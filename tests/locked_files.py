"""Files under a password, as programs of offices write them."""

from __future__ import annotations

import io

import docx
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile


def locked_docx(text: str, password: str) -> bytes:
    """A letter of Word under a password, with the agile encryption of Word 2010 and later."""
    letter = docx.Document()
    letter.add_paragraph(text)
    file, locked = io.BytesIO(), io.BytesIO()
    letter.save(file)
    file.seek(0)
    OOXMLFile(file).encrypt(password, locked)
    return locked.getvalue()


def aes_zip(name: str, content: bytes, password: bytes) -> bytes:
    """A ZIP under AES with 256 bits, as 7-Zip and WinZip write it."""
    file = io.BytesIO()
    with pyzipper.AESZipFile(file, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        archive.writestr(name, content)
    return file.getvalue()
