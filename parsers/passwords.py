"""Passwords that a sender states in the text of a mail, for the locked files that hang on it."""

from __future__ import annotations

import re

_WORD = r"(?:pass?wor[td]|passwort|kennwort|passphrase|zugangscode|entsperrcode|\bpin\b|\bcode\b|\bpw\b)"
_HINTS = ("passw", "pasw", "passphrase", "kennwort", "code", "pin", "pw")  # one of them is in each of these words
_QUOTES = "\"'„“”‚‘’»«"
_STATED = re.compile(
    rf"{_WORD}[^\n:={_QUOTES}]{{0,60}}?(?:\s(?:lautet|ist|is|heißt)\b\s*:?|[:=])\s*"
    rf"(?:(?P<quoted>[{_QUOTES}][^\n{_QUOTES}]{{1,64}}[{_QUOTES}])|(?P<bare>\S{{2,64}}))",
    re.IGNORECASE,
)
_QUOTED_BEHIND = re.compile(
    rf"{_WORD}[^\n{_QUOTES}]{{0,60}}[{_QUOTES}](?P<quoted>[^\n{_QUOTES}]{{2,64}})", re.IGNORECASE
)
_MOST = 8  # each is tried on each locked file


def stated_passwords(text: str) -> tuple[str, ...]:
    """Find what a text gives as a password.

    Args:
        text: Subject and text of a mail.

    Returns:
        Candidates in order, at most eight; a word at the end of a sentence with and without its full stop.
    """
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):  # most mails; the expressions take a tenth of their time
        return ()
    found: list[str] = []
    for match in _STATED.finditer(text):
        if match["quoted"]:
            found.append(match["quoted"][1:-1].strip())
        else:
            found += (match["bare"].rstrip(".,;!?)"), match["bare"])
    found += (match["quoted"].strip() for match in _QUOTED_BEHIND.finditer(text))
    return tuple(dict.fromkeys(word for word in found if word))[:_MOST]
