"""Where personal names may stand in a text: runs of words that can be names, with the title before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.common_words import COMPOUND, is_common_word, is_compound, is_inflected, is_rare_name
from classifiers.name_mending import as_meant, with_places_mended
from classifiers.names import PARTICLES, plain, word_set
from classifiers.nationalities import CODES, find_nationalities


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A run of words that can be a name.

    Attributes:
        start: First character of the name, behind the title.
        end: One past the last one.
        text: The name with single spaces.
        title: What stands before it, in plain letters and words: "herr", "frau dr", "rechtsanwalt"; or empty.
    """

    start: int
    end: int
    text: str
    title: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it has at least two parts."""
        return len(self.text.split()) > 1


_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’`´&?](?=[^\W\d_]{2})|[6](?=\b|[^\W\d_])"
    r"|(?<=[a-z]{3})[\]|!](?=[ ][A-ZÄÖÜ]))*(?:-[^\W\d_](?:[^\W\d_]|['’`´&?](?=[^\W\d_]))*)*"
)
_STATES = CODES  # "UKR" on a card is a state
_TITLES = word_set(
    "herr herrn hr hrn frau fr familie farnilie fam eheleute ehepaar dr prof pd med ra rain rechtsanwalt rechtsanwaltin"
    " rechtsanwaelte rechtsanwalte rechtsanwaltlich pfarrer pfarrerin pastor pastorin pater diakon imam notar prasident"
    " burgermeister landrat mr mrs ms miss mister monsieur madame mme mlle m mj minderj minderjahrige minderjahrigen"
    " minderjahriger kollege kollegin geschwister kind kinder richter richterin schwester bruder onkel tante oma opa"
    " sister brother"
    " fraulein sachbearbeiter sachbearbeiterin sohn tochter sohne mutter vater ehefrau ehemann witwe mandant mandantin"
    " patient patientin schuler schulerin nachbar nachbarin azubi"
)
_GAP = re.compile(r"[ \t\u00a0]{1,2}|[ \t]*\n[ \t]*")
_WRAPPED_FROM = 52  # a line at least so long goes on in the next one


def _is_initial(text: str, start: int, end: int) -> bool:
    if end - start != 1 or not text[start].isupper() or text[end : end + 1] != ".":
        return False
    return not re.search(r"\bi\.\s?$", text[max(0, start - 4) : start])  # "i. A." is no name


@dataclass(slots=True)
class _Run:
    """A run that is being collected: its words with their places, and the title before it."""

    words: list[tuple[int, int]]
    title: list[str]


def find_names(text: str) -> tuple[NameSpan, ...]:
    """Runs of words that can be names, in order of place.

    Args:
        text: Any text; a name may be broken where a full line ends.

    Returns:
        The runs. A single word is among them where it is no known common word, country or town; a run that
        begins with a word that is only rarely a name ("Koch") needs a title or a longer run.
    """
    text = with_places_mended(text)
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[NameSpan]:
    places = [(m.start, m.end) for m in find_nationalities(text)]
    places += [match.span("town") for pattern in (_POSTAL_TOWN, _DATED_AT) for match in pattern.finditer(text)]
    run = _Run([], [])
    last_end = 0
    for match in _WORD.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        if not _joins(text, last_end, start, run):
            yield from _closed(text, run)
            gap = text[last_end:start]
            run = _Run([], run.title if not run.words and not gap.strip(" .\n") and gap.count("\n") < 2 else [])
        last_end = end
        is_in_place = any(a <= start < b for a, b in places)
        if _is_initial(text, start, end):
            run.words.append((start, end + 1))
            last_end = end + 1
        elif (
            plain(word) in _TITLES
            and not (run.words and word[0].islower())
            and (word[0].isupper() or word in ("mj", "minderj"))
        ):
            yield from _closed(text, run)
            before = [] if run.words else run.title
            run = _Run([], [*before, plain(word).replace("farnilie", "familie")])
        elif _STUB.match(text, end):
            yield from _closed(text, run)
            run = _Run([], [])
        elif _is_particle_here(text, word, run) or (
            not is_in_place and (_may_be_name(word) or _ends_entry(text, word, end, run))
        ):
            run.words.append((start, end))
        else:
            yield from _closed(text, run)
            run = _Run([], [])
    yield from _closed(text, run)


_STUB = re.compile(r"-\s+(?:und|oder|u\.|bzw\.|sowie)\s")  # "Schuldner- und Insolvenzberatung"
# What stands behind a postal code is a town, however full the line above the next name is.
_POSTAL_TOWN = re.compile(
    r"(?<!\d)\d{5}[ ]+(?P<town>(?:(?:Bad|Sankt|Schloß|Porta)[ ])?[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)*)"
)
# "Herne, den 3. März 2026" dates a letter, at the begin of a line or far right.
_DATED_AT = re.compile(
    r"(?:^|[ ]{3,})(?P<town>(?:(?:Bad|Sankt|Schloß|Porta)[ ])?[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)*),?[ ]+"
    r"(?:(?:den|am)[ ]+)?\d{1,2}(?:\.[ ]?\d{1,2}\.|\.?[ ]?[A-ZÄÖÜ][a-zäöü]{2,8}\b)",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ](?=\w*[a-zäöü])\w{0,3}[A-ZÄÖÜ]")  # "MkG", "StA"
_INNER_ARTICLE = re.compile(r"(?:al|el|ad|ed|as|ul|ur|ud|ol)-[^\W\d_]{3,}", re.IGNORECASE)  # "Jalal al-Din Rahimzai"


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and not is_common_word(word) and not _ABBREVIATION.fullmatch(word)


_ENTRY_ENDS = re.compile(r"[ ]?[,(][ ]?(?:geb(?:oren|\.)|\*|born|née?\b|\(?\d{1,2}[. ])", re.IGNORECASE)


def _ends_entry(text: str, word: str, end: int, run: _Run) -> bool:
    """Whether a word looks like an inflected noun ("Balde") but ends a name before its birth date."""
    return bool(run.words) and word[0].isupper() and is_inflected(word) and bool(_ENTRY_ENDS.match(text, end))


def _is_particle_here(text: str, word: str, run: _Run) -> bool:
    """Whether a particle goes on with a name: "al" and "van" do, "der" only after "von"."""
    lowered = word.casefold()
    if run.words and _INNER_ARTICLE.fullmatch(word):
        return True
    if lowered not in PARTICLES or lowered == "und":
        return False
    if lowered in _ARTICLE_LIKE:
        return bool(run.words) and text[slice(*run.words[-1])].casefold() in {"von", "van", "in", "de"}
    if run.words or word[0].isupper():
        return True
    if lowered in {"von", "van", "de"}:
        return bool(run.title) and run.title[-1] in _BEFORE_NOBILITY
    return bool(run.title) and lowered in {"al", "el", "ben", "abu"}


def _joins(text: str, last_end: int, start: int, run: _Run) -> bool:
    """Whether the next word may belong to the run: one space, or the break of a full line."""
    gap = text[last_end:start]
    if gap.strip(" \t") == "." and run.title and not run.words:
        return True
    if not run.words and run.title:
        return bool(re.fullmatch(r"[.:]?[ \t\u00a0]{1,3}|[.:]?[ \t]*\n[ \t]*", gap))
    if not gap and run.words and text[last_end - 1] == ".":
        return True
    if gap == "-" and run.words and text[last_end - 1] == ".":
        return True
    if gap == ". " and run.words and plain(text[slice(*run.words[-1])]) in _ABBREVIATED:
        return True
    if not _GAP.fullmatch(gap):
        return False
    if "\n" not in gap:
        return True
    line_start = text.rfind("\n", 0, last_end) + 1
    column = text.rfind("    ", line_start, last_end)
    line_start = column + 4 if column > line_start else line_start  # what stands far right is a line of its own
    if not run.words:
        return True
    if last_end - line_start < _WRAPPED_FROM or re.search(r"\n[ \t]{2,}", gap):
        return False  # a short line ends its entry, an indented one begins another
    return not re.search(r"\b(?:in|aus|nach|zu|bei)\s+$", text[max(0, run.words[0][0] - 8) : run.words[0][0]])


_ABBREVIATED = frozenset({"md", "mohd", "muhd", "mhd", "moh"})


def _closed(text: str, run: _Run) -> Iterator[NameSpan]:
    """The names of a finished run, mostly one or none; two where a couple stands side by side."""
    words = _without_particles(text, run)
    if not run.title:
        words = _without_common_words(text, words)
    if not words or not any(text[a].isupper() for a, _ in words):
        return
    if not run.title:
        words = _behind_noun(text, _behind_line_break(text, words))
    if _is_no_name(text, words, run):
        return
    title = " ".join(run.title)
    couple = _second_of_couple(text, words)
    if couple:
        yield NameSpan(words[0][0], words[couple - 1][1], _joined(text, words[:couple]), title)
        words, title = words[couple:], ""
    if not _is_street_or_firm(text, words, title):
        yield NameSpan(words[0][0], words[-1][1], as_meant(_joined(text, words)), title)


def _without_particles(text: str, run: _Run) -> list[tuple[int, int]]:
    """The words of a run without particles at its ends that belong to the sentence."""
    words = list(run.words)
    while len(words) > 1 and text[slice(*words[-1])].casefold() in PARTICLES and text[words[-1][0]].islower():
        words.pop()
    while words and not run.title and text[slice(*words[0])].casefold() in _MERE_PARTICLES:
        words.pop(0)
    return [] if all(text[a:b].casefold() in PARTICLES for a, b in words) else words


def _without_common_words(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words without compounds at its ends; none where all of them are rather no names."""
    telling = [text[a:b] for a, b in words if text[a:b].casefold() not in PARTICLES]
    if all(is_rare_name(word) for word in telling):
        return []
    if is_rare_name(telling[0]) and "-" not in telling[0] and COMPOUND.search(telling[0].casefold()):
        words = words[1:]
    while len(words) > 2 and is_compound(text[slice(*words[-1])]):
        words = words[:-1]
    return words


def _is_no_name(text: str, words: list[tuple[int, int]], run: _Run) -> bool:
    """Whether a run is the number of a section, a street or the code of a state."""
    start, end = words[0]
    if len(words) == 1 and end - start <= 2 and not run.title and text[end - 1] == ".":
        return True  # "A." numbers a section
    return plain(text[slice(*words[-1])]) in _STREETS or (not run.title and text[start:end] in _STATES)


def _is_street_or_firm(text: str, words: list[tuple[int, int]], title: str) -> bool:
    """Whether what stands behind or before tells a street with its number, a firm or a saint's church."""
    start, end = words[0][0], words[-1][1]
    if _STREET_NUMBER.match(text, end) or _STREET_WORD.match(text, end) or (_LEGAL_FORM.match(text, end) and not title):
        return True
    return bool(re.search(r"\b(?:St\.|Sankt|Skt\.)\s*$", text[max(0, start - 8) : start]))


_ARTICLE_BEFORE = re.compile(
    r"\b(?:d(?:er|ie|as|es|em|en)|eine?[rnms]?|zu[mr]|im|am|vom|beim|kein\w*|jede[rnms]?|diese[rnms]?|welche[rnms]?"
    r"|[a-zäöüß]{3,}(?:en|em|er|es|e))\s+$"
)
_STREETS = frozenset({"str", "strasse", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer"})


def _behind_line_break(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run over a line break whose first line ends with a noun ("der Qualifikationsphase / Zeneli") cut there."""
    has_article = bool(_ARTICLE_BEFORE.search(text[max(0, words[0][0] - 20) : words[0][0]]))
    for index in range(1, len(words)):
        is_rare = index == len(words) - 1 and is_rare_name(text[slice(*words[0])])
        if "\n" in text[words[index - 1][1] : words[index][0]] and (has_article or is_rare):
            return words[index:]
    return words


_POSSESSIVE_BEFORE = re.compile(r"\b(?:[Uu]nser|[Mm]ein|[Ii]hr|[Ss]ein)(?:e[nmrs]?)?\s+(?:[a-zäöüß]+e[nmrs]?\s+)?$")


def _behind_noun(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run without the noun that it begins with: "unser Gemeindeglied Ada Osei"."""
    is_led = _POSSESSIVE_BEFORE.search(text[max(0, words[0][0] - 40) : words[0][0]])
    return words[1:] if len(words) > 2 and is_led else words


def _joined(text: str, words: list[tuple[int, int]]) -> str:
    return " ".join(text[words[0][0] : words[-1][1]].split())


def _second_of_couple(text: str, words: list[tuple[int, int]]) -> int:
    """Where the second of two names with one surname begins that stand side by side, as below a form; else 0."""
    forms = [plain(text[a:b]) for a, b in words]
    if len(forms) < 4 or forms[-1] not in forms[1:-2]:
        return 0
    return forms.index(forms[-1], 1) + 1


# At the beginning of a run these are articles and prepositions; "El", "Abu", "Bin" are names.
_MERE_PARTICLES = word_set("das den der des die dem da du an von vom zu zum zur la le es er e y as ar at do di de")
_ARTICLE_LIKE = word_set("der den des die das dem vom zum zur an as at er es ed e y im")
_BEFORE_NOBILITY = frozenset(
    {"herr", "herrn", "frau", "dr", "ra", "rain", "rechtsanwalt", "rechtsanwaltin", "prof", "familie", "eheleute"}
)
_LEGAL_FORM = re.compile(
    r"[ ]?(?:\n[ ]?)?(?:[-&][ ]?\w+[ ]){0,2}(?:e\.?[ ]?V\b|g?GmbH|gUG|UG\b|KG\b|OHG\b|GbR\b|AG\b|mbB\b|eG\b"
    r"|\d{2,4}[ ]e\.[ ]?V)"
)
_STREET_WORD = re.compile(r"[ ](?:Str(?:aße|asse)?|Weg|Platz|Allee|Ring|Damm|Ufer|Gasse)\b\.?[ ]*\d")
_STREET_NUMBER = re.compile(r"[ ]\d{1,3}[ ]?[a-z]?(?=$|[,;)\n]|\s+(?:in\b|\d{5}\b|[-–·:•|]))")
