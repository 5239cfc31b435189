"""Where the applicants live: which of the places in a message is their home, and whose the others are.

Every postal address, and every town that somebody is said to live in, is weighed by what stands around it: a name
of an applicant, words of living, marks of an institution or of the office itself, the past, other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from classifiers.clauses import sentences_of
from classifiers.directory import directory
from classifiers.directory import plain as plain_place
from classifiers.names import name_words, plain
from classifiers.nationalities import GERMANY, Sign, find_nationalities
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.places import PlaceMention, Region, find_places
from classifiers.records import Evidence, PaperType, Person
from classifiers.subjects import letter_passages


@dataclass(frozen=True, slots=True)
class Home:
    """A place where the applicants live, as far as the message shows it.

    Attributes:
        place: What the text names.
        evidence: Where it stands.
        weight: How much speaks for it.
        is_facility: A reception facility of the Land (ZUE, EAE), not a home in the municipality.
        has_moved_there: The text gives it as the new one.
        is_past: The text gives it as a former one.
    """

    place: PlaceMention
    evidence: Evidence
    weight: float
    is_facility: bool = False
    has_moved_there: bool = False
    is_past: bool = False


_PHRASES = phrases("homes")
FACILITY = one_of(_PHRASES, "facility")
LIVES = one_of(_PHRASES, "lives")
_CAMP = one_of(_PHRASES, "camp")
_DETENTION_HOUSE = one_of(_PHRASES, "detention_house")
_HELD = one_of(_PHRASES, "held")
_PAST = one_of(_PHRASES, "past")
_MOVED = one_of(_PHRASES, "moved")
_OFFICE = one_of(_PHRASES, "office")
_INSTITUTION = one_of(_PHRASES, "institution")
_OTHER_PEOPLE = one_of(_PHRASES, "other_people")

# What speaks for a place and against it.
_ADDRESS, _BARE_TOWN, _IS_LIVED_IN, _NAMED, _FACILITY = 1.0, -0.5, 3.0, 3.0, 2.0
_OF_AN_INSTITUTION, _OF_THE_PAST, _OF_OTHERS = 4.0, 3.0, 3.0
_OF_THE_WRITER = 2.0  # where the applicants live with who writes
_REACH = 110  # characters before a place that tell whose it is
_LIVED_IN_REACH = 90  # of them those in which a word of living outweighs the marks of an institution above
_PAST_REACH = 60  # of them those that tell whether it was formerly
_FULL_LINE = 45  # characters from which on a line is one of running text
ENOUGH = 2.0  # least weight of a home

_OFFICE_CODES = frozenset({"40219", "40190", "40221"})  # Ministerium, its large-customer code, Landtag
_STREET = re.compile(
    r"[A-ZÄÖÜ][\wäöüß.'’-]+(?:[ -][\wäöüß.'’-]+){0,4}\s\d{1,4}\s?[a-zA-Z]?\s*(?:\([^)]*\))?"
    r"\s*[,;·|/-]?\s*(?:in\s+|\n\s*)?$"
)
_FROM = re.compile(r"\b(?:aus|from|de)\s+$", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"^[ \t]*,?[ \t]*(?:den|le|the|im|am)?[ \t]*(?:\d{1,2}\.|\d{1,2}[ \t]+[A-Za-zéûôäüö]+[ \t]+20\d\d|\w+[ \t]+20\d\d)"
)


def find_homes(reading: Reading, persons: Sequence[Person]) -> tuple[Home, ...]:
    """The places that are the applicants' home with enough weight, the surest first.

    Args:
        reading: The whole message; words of a quoted message and of footers do not count.
        persons: The applicants, as far as they are known.
    """
    names = _Names(persons)
    weights = _paper_weights(reading)
    with_writer = _OF_THE_WRITER if _live_with_writer(reading) else 0.0
    found: list[Home] = []
    for passage in reading.passages:
        weight = weights.get((passage.document, passage.page))
        if passage.part in (Part.QUOTED, Part.FOOTER) or weight is None:
            continue
        of_writer = with_writer if passage.part in (Part.HEAD, Part.CLOSING) or passage.text.count("\n") > 2 else 0.0
        found.extend(_homes_of_passage(passage, names, weight, of_writer))
    return tuple(sorted((home for home in found if home.weight >= ENOUGH), key=lambda home: -home.weight))


_WITH_WRITER = re.compile(
    r"\b(?:in\s+(?:unserer|meiner)\s+(?:\w*wohnung|haus\w*)|in\s+(?:unserem|meinem)\s+\w*haus\w*|bei\s+(?:uns|mir)"
    r"|mit\s+(?:mir|uns)\s+(?:zusammen|unter\s+einem\s+dach))\b",
    re.IGNORECASE,
)
_LIVES_THERE = re.compile(r"\b(?:wohn(?:t|en)|leb(?:t|en))\b", re.IGNORECASE)


def _live_with_writer(reading: Reading) -> bool:
    """Whether the letter says that the applicants live with who writes it: "in unserer Einliegerwohnung lebt …"."""
    for passage in letter_passages(reading):
        for sentence in sentences_of(passage.text):
            match = _WITH_WRITER.search(sentence.flat)
            if match and _LIVES_THERE.search(sentence.flat, max(0, match.start() - 40), match.end() + 40):
                return True
    return False


# How much a paper says about the applicants' home, beside the letter (1).
_OF_PAPER = {
    PaperType.POWER_OF_ATTORNEY: 0.5,
    PaperType.GUARDIANSHIP_CERTIFICATE: 0.0,
    PaperType.AUTHORITY_DECISION: 0.0,
    PaperType.COURT_DECISION: -0.5,
    PaperType.IDENTITY: 0.0,
}


def _paper_weights(reading: Reading) -> dict[tuple[int, int], float]:
    """Per page what is added to the weight of a place on it."""
    weights: dict[tuple[int, int], float] = {}
    for passage in reading.passages:
        weights.setdefault((passage.document, passage.page), -0.5)
    for paper in reading.papers:
        for page in range(max(1, paper.first_page), max(1, paper.last_page) + 1):
            weights[(paper.document, page)] = _OF_PAPER.get(paper.type, -0.5)
    for passage in letter_passages(reading):
        weights[(passage.document, passage.page)] = 1.0
    return weights


class _Names:
    """The applicants' names in plain form."""

    def __init__(self, persons: Sequence[Person]) -> None:
        names = [name for person in persons for name in (person.name, *person.aliases) if name]
        self.full = [name_words(name) for name in names]
        self.words = {word for words in self.full for word in words if len(word) > 2}

    def in_text(self, text: str) -> float:
        """1 where the full name of an applicant stands in a text, 0.5 where one of its words does."""
        words = set(plain(text).split())
        if any(parts and all(self._has(words, part) for part in parts[:1] + parts[-1:]) for parts in self.full):
            return 1.0
        return 0.5 if any(self._has(words, word) for word in self.words) else 0.0

    def in_block(self, block: str) -> float:
        """As `in_text`, of the nearest line above that has a word of a name: further up others may be named."""
        lines = [line for line in block.split("\n") if line.strip()]
        for distance, line in enumerate(reversed(lines[-5:])):
            value = self.in_text(line)
            if value == 0.5 and distance + 1 < len(lines):  # the given name may stand in a field of its own
                value = max(value, self.in_text("\n".join(lines[-distance - 2 :][:2])))
            if value:
                return value
        return 0.0

    @staticmethod
    def _has(words: set[str], part: str) -> bool:
        if part in words:
            return True
        return len(part) > 4 and process.extractOne(part, words, scorer=fuzz.ratio, score_cutoff=80) is not None


def _homes_of_passage(passage: Passage, names: _Names, paper_weight: float, of_writer: float) -> Iterator[Home]:
    """Places of a passage; `of_writer` is added to the first address, which is the writer's."""
    text = passage.text
    for place in find_places(text):
        if place.is_institution or place.postal_code in _OFFICE_CODES:
            continue
        if _is_detention(text, place) or _is_in_another_country(text, place):
            continue
        is_address = place.postal_code is not None or bool(_STREET.search(text, max(0, place.start - 60), place.start))
        block = _block_before(text, place.start)
        if _is_the_office(place, block) and not names.in_text(block) and not LIVES.search(block):
            continue
        context = text[max(0, place.start - 160) : place.end + 40]
        extra, of_writer = (of_writer, 0.0) if is_address else (0.0, of_writer)
        yield Home(
            place,
            passage.evidence(place.start, place.end),
            _weight(passage, place, block, is_address, names) + paper_weight + extra,
            _is_facility(text, place),
            bool(_MOVED.search(context)) or _is_moved_to(text, place),
            _is_past(text, place),
        )


_CAME_THERE = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:angekommen|eingereist|gelandet|aufgegriffen|registriert)\b", re.IGNORECASE
)
_MOVED_TO = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:um|ver|hin)?(?:gezogen|gesiedelt|zog\b)", re.IGNORECASE)
_TO = re.compile(r"\bnach\s+$", re.IGNORECASE)


def _is_moved_to(text: str, place: PlaceMention) -> bool:
    """Whether somebody moved there: "nach Kassel gezogen"."""
    return bool(_TO.search(text, max(0, place.start - 8), place.start) and _MOVED_TO.match(text, place.end))


def _is_past(text: str, place: PlaceMention) -> bool:
    """Whether the words before a place say that somebody lived there formerly."""
    if place.postal_code is None and _CAME_THERE.match(text, place.end):
        return True
    sentence, offset = _sentence_with(text, place.start)
    return bool(_PAST.search(sentence[max(0, offset - _PAST_REACH) : offset].rsplit("\n\n", 1)[-1]))


def _is_detention(text: str, place: PlaceMention) -> bool:
    """Whether somebody is held there: "in Büren in Haft", "UfA Büren"."""
    around = text[max(0, place.start - 60) : place.end + 25]
    if place.postal_code is not None:  # an address: "z. Zt. JVA Willich, Gartenstraße 1, 47877 Willich"
        around = re.split(r"[.!?]\s+(?=[A-ZÄÖÜ][a-zäöü]{2,}\s)|\n\s*\n", _two_lines_before(text, place.start))[-1]
    return bool(_HELD.search(around) or (place.postal_code is None and _DETENTION_HOUSE.search(around)))


def _two_lines_before(text: str, position: int) -> str:
    """The line of a position up to it, with the line above where that is a short one: of an address, no prose."""
    lines = text[max(0, position - 2 * _FULL_LINE) : position].split("\n")
    return "\n".join(lines[-2:]) if len(lines) > 1 and len(lines[-2]) < _FULL_LINE else lines[-1][-60:]


def _is_in_another_country(text: str, place: PlaceMention) -> bool:
    """Whether a code of five figures is one of another country: "70000 Ferizaj, Kosovo"."""
    if place.region is Region.NRW:
        return False
    countries = find_nationalities(text[place.end : place.end + 40].split("\n\n")[0])
    return any(country.code != GERMANY and country.sign is Sign.COUNTRY for country in countries)


def _is_the_office(place: PlaceMention, block: str) -> bool:
    """Whether a place in Düsseldorf is where the letter goes, not where somebody lives."""
    return place.town is not None and place.town.name == "Düsseldorf" and bool(_OFFICE.search(block))


def _block_before(text: str, position: int) -> str:
    """The line of a position and the lines above it that belong together: an address block."""
    lines = text[:position].split("\n")
    block: list[str] = []
    for line in reversed(lines[-6:]):
        if not line.strip() and len("".join(block).strip()) > 8:
            break
        block.append(line)
    return "\n".join(reversed(block))


def _sentence_with(text: str, position: int) -> tuple[str, int]:
    """The sentence that holds a position, and where in it the position is."""
    for sentence in sentences_of(text):
        if sentence.start <= position < sentence.end:
            return sentence.text, position - sentence.start
    return text[max(0, position - 100) : position + 60], min(100, position)


def _weight(passage: Passage, place: PlaceMention, block: str, is_address: bool, names: _Names) -> float:
    """How much speaks for a home."""
    text = passage.text
    sentence, offset = _sentence_with(text, place.start)
    near = sentence[max(0, offset - _REACH) : offset]
    after = text[place.end : place.end + 60]
    lives = (
        _is_moved_to(text, place)
        or bool(LIVES.search(near))
        or bool(LIVES.search(re.split(r"[.!?]\s|\n\s*\n\s*\n", after)[0]))
    )
    named = names.in_text(_running_words(near) if is_address else near)
    if is_address:
        named = max(named, names.in_block(block))
    elif not lives:
        named *= 0.5
    weight = _ADDRESS if is_address else _BARE_TOWN
    weight += _IS_LIVED_IN * lives
    weight += _NAMED if named == 1 else _NAMED / 2 * (named > 0)
    if _is_facility(text, place):
        weight += _FACILITY
    elif _INSTITUTION.search(_own_lines(block)) and not (lives and LIVES.search(near[-_LIVED_IN_REACH:])):
        weight -= _OF_AN_INSTITUTION
    weight += _weight_of_part(passage.part, is_address, bool(named), bool(names.full))
    if _is_past(text, place):
        weight -= _OF_THE_PAST
    if _OTHER_PEOPLE.search(near) and named < 1:
        weight -= _OF_OTHERS
    return weight if is_address else weight + _weight_of_bare_town(passage, place, after, names, lives)


def _weight_of_part(part: Part, is_address: bool, named: bool, names_are_known: bool) -> float:
    """An address in the letterhead is the writer's; without an applicant's name it may be somebody else's."""
    if part is Part.HEAD and is_address:
        return 1.0 if named or not names_are_known else -0.5
    return -1.0 if part is Part.CLOSING and not named else 0.0


def _running_words(near: str) -> str:
    """The end of what stands before a place, back to a line that is no full line of prose: a form's field, a name."""
    lines = near.split("\n")
    first = len(lines) - 1
    while first > 0 and len(lines[first - 1]) >= _FULL_LINE:
        first -= 1
    return "\n".join(lines[first:])


def _own_lines(block: str) -> str:
    """The last four lines of a block: the rest belongs to somebody else more often than not."""
    return "\n".join(block.split("\n")[-4:])


def _is_facility(text: str, place: PlaceMention) -> bool:
    before = re.split(r"[.!?]\s+(?=[A-ZÄÖÜ]|(?:19|20)\d\d\s)", text[max(0, place.start - 140) : place.start])[-1]
    around = before + re.split(r"[.!?;]", text[place.start : place.end + 15])[0]
    if _DETENTION_HOUSE.search(around):
        return False
    is_known = place.town is not None and plain_place(place.town.name) in directory().facility_towns
    return bool(FACILITY.search(around)) or (is_known and bool(_CAMP.search(before)))


def _weight_of_bare_town(passage: Passage, place: PlaceMention, after: str, names: _Names, lives: bool) -> float:
    """A town without an address: in the subject, after "aus", or in the line of the date."""
    if place.region is Region.ELSEWHERE and not lives:
        return -2
    line_end = passage.text.find("\n", place.start)
    line_start = passage.text.rfind("\n", 0, place.start) + 1
    line = passage.text[line_start : line_end if line_end >= 0 else len(passage.text)]
    if passage.part is Part.SUBJECT or _FROM.search(passage.text, max(0, place.start - 8), place.start):
        return 1.0 + (1.0 if names.in_text(line) else 0.0)
    if _DATE_LINE.match(after):
        return 0.7 if not _INSTITUTION.search(passage.text[:600]) else -2
    return 0.0
