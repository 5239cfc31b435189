"""Errors of the review page.

Rejected
├─ BadInput                      a form holds what cannot be
└─ NotAllowed                    the role does not allow it, or the form is not ours
"""

from parsers.errors import Rejected


class BadInput(Rejected):
    """A form holds what cannot be: say so, change nothing. Its text is German and shown to the person."""


class NotAllowed(Rejected):
    """The role does not allow it, or the form is not one of ours."""
