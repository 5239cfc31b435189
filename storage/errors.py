"""Errors of the storage, each in a family of parsers/errors.py.

Unavailable
└─ BlobsUnavailable              the folder of the raw bytes cannot be written or read
Misconfigured
├─ BlobDamaged                   stored bytes are missing or changed: restore them from the backup
└─ WrongSchema                   the database is not what this program made
Rejected
├─ NotStorable                   the database refuses a value of this message
└─ StepRefused                   what a person wants lacks something, or must not be; the text says it in German
Conflict
├─ StepNotAllowed                the state changed meanwhile, or the step leads nowhere
├─ StaleCase                     the case moved on since it was looked at: look again
├─ UnknownRow                    no row bears the id or the Aktenzeichen
├─ NumberTaken                   the Aktenzeichen was given to another case meanwhile
├─ RowExists                     somebody else has just written the same row
├─ StaleReview                   somebody else changed the item since it was shown
├─ ClaimedByAnother              somebody else works on the item
└─ NameTaken                     another account has this name
"""

from parsers.errors import Conflict, Misconfigured, Rejected, Unavailable


class BlobsUnavailable(Unavailable):
    """The folder of the raw bytes cannot be written or read now."""


class BlobDamaged(Misconfigured):
    """Stored bytes are missing or changed: restore them from the backup."""


class WrongSchema(Misconfigured):
    """The database is not what this program made."""


class NotStorable(Rejected):
    """The database refuses a value of this message."""


class StepRefused(Rejected):
    """What a person wants lacks something, or must not be; the text says what, in German."""


class StepNotAllowed(Conflict):
    """The state changed meanwhile, or the step leads nowhere."""


class StaleCase(Conflict):
    """The case moved on since the person looked at it: look again, then decide."""


class UnknownRow(Conflict):
    """No row bears the id or the Aktenzeichen."""


class NumberTaken(Conflict):
    """The Aktenzeichen was given to another case meanwhile."""


class RowExists(Conflict):
    """Somebody else has just written the same row."""


class StaleReview(Conflict):
    """Somebody else changed the item since it was shown: look at both, decide anew."""


class ClaimedByAnother(Conflict):
    """Somebody else works on the item."""


class NameTaken(Conflict):
    """Another account has this name: one person must not become another one by it."""
