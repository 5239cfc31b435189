"""What bytes really are, whatever their sender declared or named them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from enum import StrEnum

import olefile
import puremagic


class MediaType(StrEnum):
    """The kinds of file that the intake tells apart; others keep the name that puremagic gives them."""

    PDF = "application/pdf"
    TIFF = "image/tiff"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    GIF = "image/gif"
    BMP = "image/bmp"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    TEXT = "text/plain"
    HTML = "text/html"
    CALENDAR = "text/calendar"
    MAIL = "message/rfc822"
    ZIP = "application/zip"
    DOC = "application/msword"
    MSG = "application/vnd.ms-outlook"
    OLE = "application/x-ole-storage"
    TNEF = "application/ms-tnef"
    PKCS7 = "application/pkcs7-mime"
    PGP = "application/pgp-encrypted"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"


PICTURES = frozenset(
    {MediaType.TIFF, MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.HEIC, MediaType.GIF, MediaType.BMP}
)

_STARTS: tuple[tuple[bytes, MediaType], ...] = (
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"GIF8", MediaType.GIF),
    (b"BM", MediaType.BMP),
    (b"{\\rtf", MediaType.RTF),
    (b"\x78\x9f\x3e\x22", MediaType.TNEF),
)
# Major brands of ISO base media files that hold a still picture coded with HEVC (ISO/IEC 23008-12, annex B).
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_KINDS = (("word/document.xml", MediaType.DOCX), ("word/document2.xml", MediaType.DOCX))
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,76}:[ \t]?")
_MAIL_HEADERS = re.compile(
    rb"^(from|to|subject|date|received|message-id|return-path|mime-version|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_HTML_START = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|div|p|table)\b", re.IGNORECASE | re.DOTALL
)
# A PDF may stand behind some bytes of junk (ISO 32000-1, implementation note 13: within the first 1024).
_PDF_WITHIN = 1024
_LOOKED_AT = 4096


def media_type(content: bytes) -> str:
    """Tell what a file is from its bytes.

    Args:
        content: The whole file.

    Returns:
        A `MediaType`, or the name that puremagic finds for a kind that is not read, or
        "application/octet-stream".
    """
    if not content:
        return MediaType.EMPTY
    head = content[:_LOOKED_AT]
    return _by_signature(content, head) or _by_text(head) or _by_puremagic(head)


def _by_signature(content: bytes, head: bytes) -> MediaType | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if head[:2] == b"PK":
        return _kind_of_zip(content)
    if head.startswith(_OLE_START):
        return _kind_of_ole(content)
    for start, kind in _STARTS:
        # Two letters are no proof of a bitmap: its header also states the size of the file.
        if head.startswith(start) and (kind is not MediaType.BMP or _is_bitmap(content)):
            return kind
    if _is_pkcs7(head):
        return MediaType.PKCS7
    # Last: a file that holds others may begin with one of them.
    return MediaType.PDF if b"%PDF-" in head[:_PDF_WITHIN] else None


def _is_bitmap(content: bytes) -> bool:
    return len(content) > 26 and int.from_bytes(content[14:18], "little") in {12, 40, 52, 56, 108, 124}


def _is_pkcs7(head: bytes) -> bool:
    # A DER sequence whose first member is an object identifier under 1.2.840.113549.1.7 (PKCS #7).
    return head[:1] == b"\x30" and b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" in head[:20]


def _kind_of_zip(content: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            for name, kind in _ZIP_KINDS:
                if name in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                stated = archive.read("mimetype").decode("ascii", "replace").strip()
                if stated.startswith(MediaType.ODT):
                    return MediaType.ODT
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return MediaType.ZIP
    return MediaType.ZIP


def _kind_of_ole(content: bytes) -> MediaType:
    """Tell a letter of Word and a mail of Outlook from other files of OLE by the streams in them."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            if file.exists("WordDocument"):
                return MediaType.DOC
            return MediaType.MSG if file.exists("__properties_version1.0") else MediaType.OLE
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error):
        return MediaType.OLE


def _by_text(head: bytes) -> MediaType | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return MediaType.TEXT
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    if not _is_text(head):
        return None
    start = head.lstrip()
    if start.startswith(b"-----BEGIN PGP MESSAGE-----"):
        return MediaType.PGP
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return MediaType.CALENDAR
    if _HTML_START.match(head):
        return MediaType.HTML
    return MediaType.MAIL if _is_mail(head) else MediaType.TEXT


def _is_text(head: bytes) -> bool:
    # Control characters other than tab, line ends, form feed and escape do not occur in text of any 8-bit charset.
    strange = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return strange == 0 or (strange < 3 and b"\x00" not in head)


def _is_mail(head: bytes) -> bool:
    """Whether it begins with lines of headers, two of them that a mail must or mostly does have."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\r\n"), maxsplit=1)[0]
    lines = block.splitlines()
    if lines and lines[0].startswith(b"From "):  # an mbox separator
        lines = lines[1:]
    own = [line for line in lines if line[:1] not in (b" ", b"\t")]
    # The last line may have been cut off by the look at the beginning only.
    if not own or not all(_HEADER_LINE.match(line) for line in own[:-1] or own):
        return False
    return len({name.lower() for name in _MAIL_HEADERS.findall(block)}) >= 2


def _by_puremagic(head: bytes) -> str:
    try:
        found = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return MediaType.UNKNOWN
    return str(found) or MediaType.UNKNOWN
