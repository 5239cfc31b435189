"""What a run is at and what it did: counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What the run is at."""

    REGISTER = "registered"
    READ = "read"
    FILE = "filed"


@dataclass
class Tally:
    """What a run did; counts alone.

    Attributes:
        fetched: Files that were looked at.
        new: Messages entered in the journal.
        unopened: Files that could not be opened.
        read: Messages read.
        pages: Pages of them.
        pictures: Pages of them that were read from a picture.
        filed: Items filed.
        opened: Cases opened.
        parked: Messages set aside for a person.
        returned: Letters of which a notice says that they did not arrive.
        put_off: Messages that wait for another run, for a service was away.
        seconds: From the first file to the last letter.
    """

    fetched: int = 0
    new: int = 0
    unopened: int = 0
    read: int = 0
    pages: int = 0
    pictures: int = 0
    filed: int = 0
    opened: int = 0
    parked: int = 0
    returned: int = 0
    put_off: int = 0
    seconds: float = 0.0
