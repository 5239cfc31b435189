"""Where personal names may stand in a text: runs of words that can be names, with the title before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from classifiers.names import PARTICLES, plain
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


def _lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are no names, and those of them that can be surnames."""
    never, seldom = set(), set()
    text = files("classifiers").joinpath("not_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            (seldom if line.startswith("?") else never).update(
                form for word in line.lstrip("?").split() for form in (word, plain(word)) if form
            )
    return frozenset(never), frozenset(seldom - never)


_NEVER, _SELDOM = _lexicon()
_ENDINGS = ("s", "es", "n", "en", "e", "er", "in", "innen")
_RISKY_ENDINGS = frozenset({"er", "in", "innen"})  # "Volker" is no "Volk"
_COMPOUND = re.compile(
    r"(?:.{3}(?:heit|heiten|keit|keiten|schaft|schaften|ungen|lung|rung|tung|gung|dung|bung|nung|sung|kung|hung|ierung|tion|tionen|ität|itäten|ismus)"
    r"|.{2}(?:antrag|antrags|behörde|behörden|behoerde|bescheid|bescheids|schreiben|schreibens|vollmacht|kommission|straße|strasse|str|zeugnis|klinik"
    r"|schule|schulen|kinder|mutter|vater|arbeit|arbeiter|arbeiterin|helfer|helferin|verfahren|prüfung|kurs|vertrag|gericht|leben|lauf|haus|heim"
    r"|stelle|termin|bericht|erlaubnis|gesetz|rechts|recht|sache|sachen|gründe|gestattung|angehörige[rn]?|angehörigkeit|dienst|kirche|zentrum"
    r"|platz|gasse|allee|damm|ufer|weg|brief|karte|schein|papier|papiere|buch|amt|amtes|amts|rat|ministerium|verein|kreis|bund|werk|betrieb|firma"
    r"|leiter|leiterin|lehrer|lehrerin|meister|meisterin|betreuer|betreuerin|berater|beraterin|vertreter|vertreterin|pfleger|pflegerin|fachangestellte[rn]?"
    r"|geber|geberin|nehmer|nehmerin|steller|stellerin|führer|führerin|anwalt|anwältin|anwälte|therapie|medizin|hilfe|kosten|versicherung|kasse|zeit|zeiten"
    r"|jahr|jahre|monat|woche|tag|tage|bank|nummer|zeichen|datum|ort|land|sprache|deutsch|post|mail|blatt|seite|akte|vorlage|versuch|stufe|klasse|gruppe|wart|phase|rente|geld|zug|vertrag|praxis|labor|fest|feier|sorge|angabe|angaben|vormund|vormundin))$"
)
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’`´&?](?=[^\W\d_]{2})|[6](?=\b|[^\W\d_])|(?<=[A-ZÄÖÜ])0(?=[A-ZÄÖÜ])|(?<=[a-z]{3})[\]|!](?=[ ][A-ZÄÖÜ]))*(?:-[^\W\d_](?:[^\W\d_]|['’`´&?](?=[^\W\d_]))*)*"
)
_STATES = CODES  # "UKR" on a card is a state
_TITLES = frozenset(
    {
        "herr", "herrn", "hr", "hrn", "frau", "fr", "familie", "fam", "eheleute", "ehepaar", "dr", "prof", "pd", "med", "ra", "rain",
        "rechtsanwalt", "rechtsanwaltin", "rechtsanwaelte", "rechtsanwalte", "pfarrer", "pfarrerin", "pastor", "pastorin", "pater",
        "mr", "mrs", "ms", "miss", "mister", "monsieur", "madame", "mme", "mlle", "m", "mj", "minderj", "kollege", "kollegin",
        "geschwister", "kind", "kinder", "richter", "richterin", "schwester", "bruder", "onkel", "tante", "oma", "opa", "fraulein",
        "sachbearbeiter", "sachbearbeiterin", "sohn", "tochter", "sohne", "mutter", "vater", "ehefrau", "ehemann", "witwe",
        "mandant", "mandantin", "patient", "patientin", "schuler", "schulerin", "nachbar", "nachbarin", "azubi", "minderjahrige",
        "minderjahrigen", "minderjahriger", "diakon", "imam", "notar", "prasident", "burgermeister", "landrat", "rechtsanwaltlich",
    }
)  # fmt: skip
_GAP = re.compile(r"[ \t\u00a0]{1,2}|[ \t]*\n[ \t]*")
_WRAPPED_FROM = 52  # a line at least so long goes on in the next one


_FOREIGN_MARKS = re.compile(r"[^\x00-\x7fäöüßÄÖÜéèàçêáâô]")


def is_common_word(word: str) -> bool:
    """Whether a word is known to be no name: function words, nouns of the field, compounds with their endings."""
    lowered = word.casefold()
    if "-" in word:
        return is_common_word(word.rsplit("-", 1)[1])  # "Tabla-Spieler" is a "Spieler"
    if lowered in _NEVER or (plain(word) in _NEVER and not _FOREIGN_MARKS.search(word)):
        return True
    for ending in _ENDINGS:
        stem = lowered[: -len(ending)]
        if lowered.endswith(ending) and stem in _NEVER and len(stem) >= (5 if ending in _RISKY_ENDINGS else 4):
            return True
    return False


def _is_rare_name(word: str) -> bool:
    """Whether a word is a name only beside another name: occupations, towns, compounds."""
    lowered = word.casefold()
    return lowered in _SELDOM or plain(word) in _SELDOM or (len(lowered) > 6 and bool(_COMPOUND.search(lowered)))


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
    spaced = [
        NameSpan(m.start(), m.end(), name) for m in _SPACED.finditer(text) if (name := _without_spacing(m.group()))
    ]
    found = tuple(_spans(text))
    if not spaced:
        return found
    return tuple(sorted((*found, *spaced), key=lambda span: span.start))


# Typewriters stress a name by spacing: "S o l o n g o   P u r e v s u r e n".
_SPACED = re.compile(r"(?<!\S)[A-ZÄÖÜ](?: [^\W\d_]){2,}(?: {2,}[A-ZÄÖÜ](?: [^\W\d_]){2,})+(?!\S)")


def _without_spacing(spaced: str) -> str:
    words = [word.replace(" ", "") for word in re.split(r" {2,}", spaced)]
    return "" if any(is_common_word(word) for word in words) else " ".join(words)


def _spans(text: str) -> Iterator[NameSpan]:
    countries = [(m.start, m.end) for m in find_nationalities(text)]
    run = _Run([], [])
    last_end = 0
    for match in _WORD.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        if not _joins(text, last_end, start, run):
            yield from _closed(text, run)
            gap = text[last_end:start]
            run = _Run([], run.title if not run.words and not gap.strip(" .\n") and gap.count("\n") < 2 else [])
        last_end = end
        is_country = any(a <= start < b for a, b in countries)
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
            run = _Run([], [*before, plain(word)])
        elif _is_particle_here(text, word, run) or (word[0].isupper() and len(word) > 1 and not is_common_word(word) and not is_country):
            run.words.append((start, end))
        else:
            yield from _closed(text, run)
            run = _Run([], [])
    yield from _closed(text, run)


def _is_particle_here(text: str, word: str, run: _Run) -> bool:
    """Whether a particle goes on with a name: "al" and "van" do, "der" only after "von", none after a lower-case start."""
    lowered = word.casefold()
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
    """The name of a finished run, if there is one: particles at its ends and words that are no names cut off."""
    words = list(run.words)
    while words and text[slice(*words[-1])].casefold() in PARTICLES and len(words) > 1 and text[words[-1][0]].islower():
        words.pop()
    while words and not run.title and text[slice(*words[0])].casefold() in PARTICLES and _is_mere_particle(text, words):
        words.pop(0)
    if not words:
        return
    plain_words = [text[a:b] for a, b in words if text[a:b].casefold() not in PARTICLES]
    if not plain_words:
        return
    if not run.title:
        if len(plain_words) == 1 and _is_rare_name(plain_words[0]):
            return
        if all(_is_rare_name(word) for word in plain_words):
            return
        if _is_rare_name(plain_words[0]) and "-" not in plain_words[0] and _COMPOUND.search(plain_words[0].casefold()):
            words = words[1:]
    while len(words) > 1 and not run.title and _is_compound(text[slice(*words[-1])]) and len(words) > 2:
        words.pop()
    if not words or not any(text[a].isupper() for a, _ in words):
        return
    if len(words) == 1 and words[0][1] - words[0][0] <= 2 and not run.title and text[words[0][1] - 1] == ".":
        return  # "A." numbers a section
    words = _behind_line_break(text, words) if not run.title else words
    if plain(text[slice(*words[-1])]) in _STREETS or (not run.title and text[slice(*words[0])] in _STATES):
        return
    couple = _second_of_couple(text, words)
    if couple:
        yield NameSpan(words[0][0], words[couple - 1][1], _joined(text, words[:couple]), " ".join(run.title))
        words, run.title = words[couple:], []
    start, end = words[0][0], words[-1][1]
    if _STREET_NUMBER.match(text, end) or (_LEGAL_FORM.match(text, end) and not run.title):
        return
    if re.search(r"\b(?:St\.|Sankt|Skt\.)\s*$", text[max(0, start - 8) : start]):
        return
    yield NameSpan(start, end, _as_meant(_joined(text, words)), " ".join(run.title))


_ARTICLE_BEFORE = re.compile(
    r"\b(?:d(?:er|ie|as|es|em|en)|eine?[rnms]?|zu[mr]|im|am|vom|beim|kein\w*|jede[rnms]?|diese[rnms]?|welche[rnms]?|[a-zäöüß]{3,}(?:en|em|er|es|e))\s+$"
)
_OCR_CAPITALS = re.compile(r"\b(?=\w*[A-ZÄÖÜČĆŠŽĐ]\w*[A-ZÄÖÜČĆŠŽĐ])[A-ZÄÖÜČĆŠŽĐÀ-Þl]+\b")
_STREETS = frozenset({"str", "strasse", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer"})


def _behind_line_break(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run over a line break whose first line ends with a noun ("der Qualifikationsphase\\nZeneli") cut there."""
    for index in range(1, len(words)):
        if "\n" in text[words[index - 1][1] : words[index][0]]:
            if (
                _ARTICLE_BEFORE.search(text[max(0, words[0][0] - 20) : words[0][0]])
                or (index == len(words) - 1
                and _is_rare_name(text[slice(*words[0])]))
            ):
                return words[index:]
    return words


def _as_meant(name: str) -> str:
    """A name without what OCR mistakes in it: brackets and bars, "l" among capitals, "I" among small letters."""
    name = re.sub(r"[\]|!]", "", name)
    name = re.sub(r"(?<=[A-ZÄÖÜ])0(?=[A-ZÄÖÜ])", "O", name)
    name = _OCR_CAPITALS.sub(lambda m: m.group().replace("l", "I"), name)
    return re.sub(r"(?<=[a-zäöüß])I(?=[a-zäöüß])", "l", name)


def _joined(text: str, words: list[tuple[int, int]]) -> str:
    return " ".join(text[words[0][0] : words[-1][1]].split())


def _second_of_couple(text: str, words: list[tuple[int, int]]) -> int:
    """Where the second of two names with one surname begins that stand side by side, as below a form; else 0."""
    forms = [plain(text[a:b]) for a, b in words]
    if len(forms) < 4 or forms[-1] not in forms[1:-2]:
        return 0
    return forms.index(forms[-1], 1) + 1


def _is_mere_particle(text: str, words: list[tuple[int, int]]) -> bool:
    """ "Das", "Den", "Die" at the beginning are articles; "El", "Abu", "Bin" are names."""
    return text[slice(*words[0])].casefold() in {
        "das",
        "den",
        "der",
        "des",
        "die",
        "dem",
        "da",
        "du",
        "an",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "la",
        "le",
        "es",
        "er",
        "e",
        "y",
        "as",
        "ar",
        "at",
        "do",
        "di",
        "de",
    }


_ARTICLE_LIKE = frozenset(
    {
        "der",
        "den",
        "des",
        "die",
        "das",
        "dem",
        "vom",
        "zum",
        "zur",
        "an",
        "as",
        "at",
        "er",
        "es",
        "ed",
        "e",
        "y",
        "im",
    }
)
_BEFORE_NOBILITY = frozenset(
    {"herr", "herrn", "frau", "dr", "ra", "rain", "rechtsanwalt", "rechtsanwaltin", "prof", "familie", "eheleute"}
)
_LEGAL_FORM = re.compile(
    r"[ ]?(?:\n[ ]?)?(?:[-&][ ]?\w+[ ]){0,2}(?:e\.?[ ]?V\b|g?GmbH|gUG|UG\b|KG\b|OHG\b|GbR\b|AG\b|mbB\b|eG\b|\d{2,4}[ ]e\.[ ]?V)"
)
_STREET_NUMBER = re.compile(r"[ ]\d{1,3}[ ]?[a-z]?(?=$|[,;)\n]|\s+(?:in\b|\d{5}\b|[-–·:•|]))")


def _is_compound(word: str) -> bool:
    return len(word) > 6 and bool(_COMPOUND.search(word.casefold()))
