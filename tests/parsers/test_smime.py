import pytest
from sealed_mail import encrypted, signed

from parsers.smime import signed_content

TEXT = b"Content-Type: text/plain\r\n\r\nIch bitte um Hilfe.\r\n"


def test_what_was_signed_is_given_bare() -> None:
    assert signed_content(signed(TEXT)) == TEXT


def test_content_in_chunks_is_joined() -> None:
    # BER as openssl streams it: lengths left open, the content in several octet strings.
    chunks = b"".join(b"\x04" + bytes([len(part)]) + part for part in (TEXT[:20], TEXT[20:]))
    content = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + chunks + bytes(6)
    body = b"\x02\x01\x01\x31\x00" + content + b"\x31\x00"
    whole = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80" + body + bytes(6)

    assert signed_content(whole) == TEXT


@pytest.mark.parametrize("content", [b"", b"\x30\x80", encrypted(TEXT), signed(TEXT)[:200]])
def test_what_is_encrypted_or_broken_gives_nothing(content: bytes) -> None:
    assert signed_content(content) is None
