"""What the form of a letter says of its kind, besides its words: traits, each with a weight for one kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from classifiers.passages import Reading
from classifiers.patterns import one_of, phrases
from classifiers.reasons import circumstances_told
from classifiers.records import Kind, PaperType

_PHRASES = phrases("kind")
_STATUS = one_of(_PHRASES, "status")
_COMMISSION = one_of(_PHRASES, "commission")
_TO_OTHER_BODY = one_of(_PHRASES, "to_other_body")
_SUBJECT_APPLIES = one_of(_PHRASES, "subject_applies")
_SUBJECT_WITHDRAWS = one_of(_PHRASES, "subject_withdraws")
_SUBJECT_ASKS = one_of(_PHRASES, "subject_asks")
_SUBJECT_INVITES = one_of(_PHRASES, "subject_invites")
_SUBJECT_HANDS_IN = one_of(_PHRASES, "subject_hands_in")
_OF_US = re.compile(
    r"kommission|härtefall-?(?:antrag|verfahren|ersuchen)\s+(?:nach|gem|für|von)|23\s?a\b", re.IGNORECASE
)
_OTHER_LAND = one_of(_PHRASES, "other_land")
_OWN_LAND = one_of(_PHRASES, "own_land")
_COURT_ADDRESS = one_of(_PHRASES, "court_address")
_SUES = one_of(_PHRASES, "sues")
_ANSWERS = re.compile(r"\s*(?:aw|re|antw)\s*:", re.IGNORECASE)
_FOREIGN_SCRIPT = re.compile(r"[\u0400-\u04ff\u0590-\u06ff\u1200-\u137f\u4e00-\u9fff]{4}")
# A day in the life of somebody who is no infant: a date of birth, whatever word announces it.
_BIRTH = re.compile(r"\b\d{1,2}\s?[./-]\s?(?:\d{1,2}\s?[./-]|\w{3,9})\s?(?:19[3-9]\d|200\d|201[0-4])\b")
_NOT_HANDED_IN = frozenset({PaperType.FAX_COVER, PaperType.PHOTO})


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a letter.

    Attributes:
        text: What the writer says, in all.
        subject: Of the mail; empty for fax and post.
        is_answer: It answers a mail.
        circumstances: How many kinds of circumstances of life it tells.
        tells_status: It speaks of a Duldung, a deportation, a refused asylum claim.
        has_application_letter: A paper of it is an application letter.
        hands_in: It brings papers other than fax covers and photos.
        introduces: It says who somebody is: a birth date beside a life or a status.
        kinds_said: For which kinds its words speak.
    """

    text: str
    subject: str
    is_answer: bool
    circumstances: int
    tells_status: bool
    has_application_letter: bool
    hands_in: bool
    introduces: bool
    kinds_said: frozenset[Kind]

    @classmethod
    def of(cls, reading: Reading, text: str, kinds_said: frozenset[Kind]) -> Shape:
        """The form of a message whose writer says `text`."""
        mail = reading.message.mail
        subject = mail.subject if mail else ""
        return cls(
            text,
            subject,
            bool(mail and (mail.in_reply_to or _ANSWERS.match(subject))),
            len(circumstances_told(reading)),
            bool(_STATUS.search(text)),
            bool(reading.papers_of_type(PaperType.APPLICATION_LETTER)),
            any(paper.type not in _NOT_HANDED_IN for paper in reading.papers),
            bool(_BIRTH.search(text)),
            kinds_said,
        )

    @property
    def mostly_asks(self) -> bool:
        """Whether a good part of its sentences are questions."""
        questions = self.text.count("?") + self.text.count("؟")
        sentences = max(1, len(re.findall(r"[.!?؟](?:\s|$)", self.text)))
        return questions >= 2 or (questions > 0 and questions / sentences > 0.3)

    @property
    def is_to_another_land(self) -> bool:
        """Whether the head of the letter names the commission of another Land and not ours."""
        head = self.text[:700]
        return bool(_OTHER_LAND.search(head)) and not _OWN_LAND.search(head)


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait of the form that speaks for a kind."""

    name: str
    kind: Kind
    weight: float
    holds: Callable[[Shape], bool]


def _is_first_word(shape: Shape) -> bool:
    return shape.tells_status and not shape.kinds_said & {Kind.SUPPLEMENT, Kind.ENQUIRY}


def _introduces_people(shape: Shape) -> bool:
    return (
        shape.introduces and bool(shape.circumstances or shape.tells_status) and Kind.SUPPLEMENT not in shape.kinds_said
    )


def _is_to_another_body(shape: Shape) -> bool:
    """Whether address or salutation name another body, and nothing names the commission."""
    return bool(_TO_OTHER_BODY.search(shape.text[:700])) and not _OF_US.search(shape.text)


def _is_to_a_court(shape: Shape) -> bool:
    """Whether a party writes to a court, and nothing names the commission."""
    is_addressed = _COURT_ADDRESS.search(shape.text[:700])
    return bool(is_addressed and _SUES.search(shape.text)) and not _OF_US.search(shape.text)


TRAITS: tuple[Trait, ...] = (
    Trait("answers_a_mail", Kind.SUPPLEMENT, 1.5, lambda s: s.is_answer),
    Trait("answers_a_mail", Kind.ENQUIRY, 1.0, lambda s: s.is_answer),
    Trait("subject_says_application", Kind.APPLICATION, 1.2, lambda s: bool(_SUBJECT_APPLIES.search(s.subject))),
    Trait("subject_asks", Kind.ENQUIRY, 2.0, lambda s: bool(_SUBJECT_ASKS.search(s.subject)) and not s.hands_in),
    Trait("subject_invites", Kind.OTHER, 4.0, lambda s: bool(_SUBJECT_INVITES.search(s.subject))),
    Trait("subject_hands_in", Kind.SUPPLEMENT, 2.0, lambda s: bool(_SUBJECT_HANDS_IN.search(s.subject))),
    Trait("commission_of_another_land", Kind.OTHER, 20.0, lambda s: s.is_to_another_land),
    Trait("subject_says_withdrawal", Kind.WITHDRAWAL, 2.0, lambda s: bool(_SUBJECT_WITHDRAWS.search(s.subject))),
    # Who tells a life at length asks for help in it, whatever words he finds for the request.
    Trait("tells_a_life", Kind.APPLICATION, 2.5, lambda s: s.circumstances >= 3 and len(s.text) > 400),
    Trait("first_word_of_a_case", Kind.APPLICATION, 2.0, _is_first_word),
    Trait(
        "foreign_script_to_the_commission",
        Kind.APPLICATION,
        2.0,
        lambda s: bool(_FOREIGN_SCRIPT.search(s.text) and _COMMISSION.search(s.text)),
    ),
    Trait("introduces_people", Kind.APPLICATION, 2.0, _introduces_people),
    Trait("application_letter", Kind.APPLICATION, 2.5, lambda s: s.has_application_letter),
    Trait(
        "asks_and_hands_in_nothing",
        Kind.ENQUIRY,
        2.5,
        lambda s: not s.hands_in and s.mostly_asks and len(s.text) < 1500 and Kind.APPLICATION not in s.kinds_said,
    ),
    Trait(
        "tells_at_length",
        Kind.APPLICATION,
        1.0,
        lambda s: not s.hands_in and "?" not in s.text and len(s.text) > 600,
    ),
    Trait(
        "short_note_with_papers",
        Kind.SUPPLEMENT,
        1.5,
        lambda s: s.hands_in and not s.has_application_letter and len(s.text) < 500,
    ),
    Trait("addressed_to_another_body", Kind.OTHER, 12.0, _is_to_another_body),
    Trait("addressed_to_a_court", Kind.OTHER, 12.0, _is_to_a_court),
)
