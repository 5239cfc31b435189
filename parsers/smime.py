"""What a signed S/MIME message holds (RFC 8551, `smime-type=signed-data`): the content that was signed, bare.

Nobody checks the signature here: whose it is would only be known by a list of trusted authorities, and the intake
decides nothing by it.
"""

from __future__ import annotations

from asn1crypto import cms

# What asn1crypto raises for broken structures.
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def signed_content(content: bytes) -> bytes | None:
    """Take the content out of a CMS structure that is signed and not encrypted.

    Args:
        content: The structure in DER or BER, as `smime.p7m` holds it.

    Returns:
        The signed bytes, a MIME entity or any file; None where it is encrypted, broken, or a signature alone.

    Source: RFC 5652, section 5.
    """
    try:
        information = cms.ContentInfo.load(content)
        if information["content_type"].native != "signed_data":
            return None
        return bytes(information["content"]["encap_content_info"]["content"]) or None
    except _BROKEN:
        return None
