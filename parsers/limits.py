"""How much of a message is read: the bounds that keep one sender from stopping the intake."""

from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """Bounds of what is read from one message; beyond one, the document says `Problem.TOO_LARGE`.

    Attributes:
        message_bytes: Mail servers of public bodies take 25 to 50 MB; base64 adds a third of an attachment.
        member_bytes: One unpacked member of an archive; a 600 dpi colour scan of ten pages stays below it.
        unpacked_bytes: All members of all archives of a message together: an archive that unpacks to more is
            no letter but a bomb.
        documents: Documents of one message, members of archives included; a batch of proofs has dozens.
        depth: Archives and mails within each other; a forwarded mail with a ZIP of mails needs four.
        pages: Pages read of one document; at a second a page this is the time that a worker may be taken.
        picture_pixels: One picture; A3 at 600 dpi has 70 million.
        text_characters: Text of one page or of an unpaged document; a book has a million.
        message_characters: Text of all documents of a message together: so much goes into the database, and
            through the pipe from the child that reads.
        mime_parts: Parts of one e-mail; mail programs write a few dozen at the most.
    """

    message_bytes: int = 60 * _MEGABYTE
    member_bytes: int = 60 * _MEGABYTE
    unpacked_bytes: int = 200 * _MEGABYTE
    documents: int = 200
    depth: int = 5
    pages: int = 200
    picture_pixels: int = 120 * _MEGABYTE
    text_characters: int = 2 * _MEGABYTE
    message_characters: int = 10 * _MEGABYTE
    mime_parts: int = 1000
