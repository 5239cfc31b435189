"""What an item is for the office: application, supplement, authority's reply, enquiry, withdrawal and so on.

Machines are told by their headers, authorities by their letterhead; what people write is weighed by cues: phrases
with a weight for one kind, counted once each, none in a quoted message, none in a sentence that only supposes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifiers.folding import without_misreadings
from classifiers.language import find_language
from classifiers.offices import ENOUGH, PROBABLY, office_signs
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import compiled, one_of, phrases
from classifiers.records import Evidence, Finding, Kind
from classifiers.sentences import ends_only
from classifiers.shape import TRAITS, Shape
from parsers.records import MailHeader

_OWN_PARTS = frozenset({Part.HEAD, Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.ENCLOSURES})
_LETTERS_ENOUGH = 12  # fewer letters than this in a whole item are no message


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for a kind.

    Attributes:
        name: Shown as the finding's source.
        kind: The kind it speaks for.
        weight: How much.
        pattern: What is looked for; white space matches line breaks.
        holds_supposed: Counts also in a sentence that only supposes or asks ("falls", "ob … wäre").
        is_question: Counts only in a sentence with a question mark.
        unless: Counts in no sentence where this stands.
    """

    name: str
    kind: Kind
    weight: float
    pattern: re.Pattern[str]
    holds_supposed: bool = False
    is_question: bool = False
    unless: re.Pattern[str] | None = None


_PHRASES = phrases("kind")
CUES: tuple[Cue, ...] = tuple(
    Cue(
        cue["name"],
        Kind(cue["kind"]),
        cue["weight"],
        compiled(cue["any"], _PHRASES),
        cue.get("holds_supposed", False),
        cue.get("is_question", False),
        compiled([cue["unless"]], _PHRASES) if "unless" in cue else None,
    )
    for cue in _PHRASES["cue"]
)
_SUPPOSES = one_of(_PHRASES, "supposes")
_AUTO_SUBJECT = one_of(_PHRASES, "auto_subject")
_AUTO_TEXT = one_of(_PHRASES, "auto_text")
_BOUNCE_SENDER = one_of(_PHRASES, "bounce_sender")
_BOUNCE_WORDS = one_of(_PHRASES, "bounce_words")
_NOREPLY = one_of(_PHRASES, "noreply")
_COMMISSION = one_of(_PHRASES, "commission")
_QUESTION = re.compile(r"[?؟]")


def find_kind(reading: Reading) -> tuple[Kind, Finding]:
    """Say what an item is.

    Returns:
        The kind, and a finding with the places that speak for it.
    """
    header = reading.message.mail
    if header is not None:
        machine = _machine_kind(reading, header)
        if machine is not None:
            return machine
    if not _has_text(reading):
        return Kind.UNKNOWN, _finding(Kind.UNKNOWN, (), 1.0, "nothing_read", "Nichts davon ist lesbar.")
    return _kind_by_cues(reading)


def kind_without_a_case(reading: Reading) -> tuple[Kind, Finding]:
    """Say what an item is that asks for something, but for nobody: a question, or a matter of others.

    Returns:
        As `find_kind`.
    """
    asked = _first_match(reading, _QUESTION)
    kind = Kind.ENQUIRY if asked else Kind.OTHER
    searched = "Weder Name noch Ort, weder Ausreisepflicht noch Grund gefunden."
    return kind, _finding(kind, asked, 0.6, "asks_for_nobody", searched)


def _finding(kind: Kind, evidence: tuple[Evidence, ...], confidence: float, source: str, searched: str = "") -> Finding:
    return Finding("kind", kind.value, evidence, confidence, source, searched)


def _machine_kind(reading: Reading, header: MailHeader) -> tuple[Kind, Finding] | None:
    """Bounces and automatic replies: by their headers first, by their words where a machine left them out.

    Source: RFC 3834 (Auto-Submitted, empty return path), RFC 3464 (multipart/report), RFC 8098 (read receipts).
    """
    text = " ".join(p.text for p in reading.body_passages)
    is_report = "multipart/report" in header.content_type.casefold() and "disposition" not in header.content_type
    daemon = _BOUNCE_SENDER.search(f"{header.from_name} {header.from_address}")
    failed = _BOUNCE_WORDS.search(header.subject) or _BOUNCE_WORDS.search(text[:1500])
    if (is_report and "delivery-status" in header.content_type.casefold()) or header.failed_recipients:
        return Kind.BOUNCE, _finding(Kind.BOUNCE, (), 1.0, "delivery_status_notification")
    if failed and (daemon or header.return_path == ""):
        return Kind.BOUNCE, _finding(Kind.BOUNCE, _first_match(reading, _BOUNCE_WORDS), 0.95, "bounce_words")
    automatic = header.auto_submitted.casefold() not in ("", "no")
    subject = _AUTO_SUBJECT.search(header.subject)
    words = _AUTO_TEXT.search(text)
    if "disposition-notification" in header.content_type.casefold():
        return Kind.AUTO_REPLY, _finding(Kind.AUTO_REPLY, (), 1.0, "disposition_notification")
    if automatic and (subject or words or header.in_reply_to):
        return Kind.AUTO_REPLY, _finding(Kind.AUTO_REPLY, (), 1.0, "auto_submitted")
    bulk = header.precedence.casefold() in ("bulk", "auto_reply", "junk")
    if words and (subject or bulk or _NOREPLY.search(header.from_address)):
        return Kind.AUTO_REPLY, _finding(Kind.AUTO_REPLY, _first_match(reading, _AUTO_TEXT), 0.9, "auto_reply_words")
    if header.list_id or header.precedence.casefold() in ("bulk", "list"):
        return Kind.OTHER, _finding(Kind.OTHER, (), 0.9, "mailing_list")
    return None


def _has_text(reading: Reading) -> bool:
    letters = sum(c.isalpha() for p in reading.passages for c in p.text)
    return letters >= _LETTERS_ENOUGH


def _first_match(reading: Reading, pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    for passage in reading.letter_passages:
        match = pattern.search(passage.text)
        if match:
            return (passage.evidence(match.start(), match.end()),)
    return ()


def _kind_by_cues(reading: Reading) -> tuple[Kind, Finding]:
    scores: dict[Kind, float] = {kind: 0.0 for kind in Kind}
    evidence: dict[Kind, list[Evidence]] = {kind: [] for kind in Kind}
    sources: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    passages = _speaking_passages(reading)
    for cue in CUES:
        found = _find_cue(cue, passages)
        if found is not None:
            scores[cue.kind] += cue.weight
            evidence[cue.kind].append(found)
            sources[cue.kind].append(cue.name)
    text = "\n".join(p.text for p in passages)
    shape = Shape.of(reading, text, frozenset(kind for kind, score in scores.items() if score))
    office = office_signs(reading)
    # The ministry of another Land in the address looks like one in the letterhead: then more must show.
    least = 2 * ENOUGH if shape.is_to_another_land else ENOUGH
    if office.weight >= max(least, scores[Kind.APPLICATION]):
        confidence = round(min(0.95, 0.6 + 0.05 * office.weight), 2)
        return Kind.AUTHORITY_REPLY, _finding(Kind.AUTHORITY_REPLY, office.evidence, confidence, "office_writes")
    if shape.tells_status:
        scores[Kind.OTHER] /= 3  # who speaks of his Duldung does not write to the wrong office
    for trait in TRAITS:
        if trait.holds(shape):
            scores[trait.kind] += trait.weight
            sources[trait.kind].append(trait.name)
    kind = max(scores, key=lambda k: (scores[k], k is Kind.APPLICATION))
    if scores[kind] < 1:
        kind = Kind.AUTHORITY_REPLY if office.weight >= PROBABLY else _without_cues(reading, text)
    rest = max((score for k, score in scores.items() if k is not kind), default=0.0)
    confidence = 0.5 + 0.5 * (scores[kind] - rest) / (scores[kind] + rest + 1)
    return kind, _finding(kind, tuple(evidence[kind][:3]), round(confidence, 2), "+".join(sources[kind]) or "no_cue")


def _without_cues(reading: Reading, text: str) -> Kind:
    """No phrase tells: papers without a word are handed in, a letter to the commission asks it for something."""
    is_foreign = find_language(reading)[0] not in (None, "de")
    if is_foreign and len(text) > 150:
        return Kind.APPLICATION  # our words for the kinds are German: who writes at all in his own language asks
    if not reading.papers and len(text) < 200:
        return Kind.OTHER
    return Kind.APPLICATION if _COMMISSION.search(text) and len(text) > 300 else Kind.SUPPLEMENT


def _speaking_passages(reading: Reading) -> list[Passage]:
    """What the writer says: body and letter, and what a mail that only hands on hands on."""
    own = [p for p in reading.letter_passages if p.part in _OWN_PARTS]
    forwarded = [p for p in reading.body_passages if p.part is Part.FORWARDED]
    return own + forwarded


def _find_cue(cue: Cue, passages: list[Passage]) -> Evidence | None:
    for passage in passages:
        text = without_misreadings(ends_only(passage.text))
        for match in cue.pattern.finditer(text):
            sentence = _sentence_around(text, match.start())
            if cue.is_question and not _QUESTION.search(sentence):
                continue
            if cue.unless is not None and cue.unless.search(sentence):
                continue
            if cue.holds_supposed or not _SUPPOSES.search(sentence):
                return passage.evidence(match.start(), match.end())
    return None


def _sentence_around(text: str, position: int) -> str:
    begin = max(text.rfind(mark, 0, position) for mark in (".", "!", "?", "؟", "\n\n", ":"))
    ends = [e for e in (text.find(mark, position) for mark in (".", "!", "?", "؟", "\n\n")) if e >= 0]
    return text[begin + 1 : min(ends, default=len(text)) + 1]
