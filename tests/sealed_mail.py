"""S/MIME as mail programs send it: signed with the text inside the signature, or encrypted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7EnvelopeBuilder,
    PKCS7Options,
    PKCS7SignatureBuilder,
)
from cryptography.x509.oid import NameOID


@lru_cache(maxsize=1)
def _identity() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Erika Beispielmann")])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    certificate = certificate.serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=900))
    return key, certificate.sign(key, SHA256())


def signed(content: bytes) -> bytes:
    """CMS signed data with the content inside."""
    key, certificate = _identity()
    builder = PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, SHA256())
    return builder.sign(Encoding.DER, [PKCS7Options.Binary])


def encrypted(content: bytes) -> bytes:
    """CMS enveloped data."""
    builder = PKCS7EnvelopeBuilder().set_data(content).add_recipient(_identity()[1])
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def sealed_mail(content: bytes, kind: str) -> bytes:
    """A mail that is one CMS structure."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika <erika@post.example>", "Antrag"
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0200"
    message.set_content(content, maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    message.set_param("smime-type", kind)
    return message.as_bytes()
