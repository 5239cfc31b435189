"""Errors of the intake, in four families; the family says what to do.

IntakeError                     message = constant words and ids, never text of the input
├─ Rejected                     the input is at fault: park it, show a person, do not retry
│   └─ UnreadableMessage        nothing of it can be understood as a message
├─ Unavailable                  a service is away or slow: retry with growing pauses
│   └─ DatabaseUnavailable      the database does not answer
├─ Misconfigured                the operator must act: stop, do not retry
│   ├─ MissingProgram           a program or a language of it is not installed
│   ├─ MissingTemplate          a letter has no template, or one with an unknown field
│   └─ BadSettings              a setting or a folder is wrong
└─ Conflict                     someone was first: tell the person, load again
    └─ StaleCase                the case changed since it was shown
"""


class IntakeError(Exception):
    """Root of all errors of the intake. Its text is constant words and ids, never text of the input."""


class Rejected(IntakeError):  # noqa: N818 - named by what happens to the input
    """The input is at fault: park it and show it to a person; a retry would not help."""


class UnreadableMessage(Rejected):
    """Nothing of the bytes can be understood as a message."""


class Unavailable(IntakeError):  # noqa: N818
    """A service is away or slow: try again, with growing pauses."""


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""


class Misconfigured(IntakeError):  # noqa: N818
    """The operator must act: stop, do not retry."""


class MissingProgram(Misconfigured):
    """A program, or a language of it, is not installed."""


class MissingTemplate(Misconfigured):
    """A letter has no template, or its template names an unknown field."""


class BadSettings(Misconfigured):
    """A setting or a folder is wrong."""


class Conflict(IntakeError):  # noqa: N818
    """Someone was first: tell the person, load again."""


class StaleCase(Conflict):
    """The case changed since it was shown."""
