"""What shows that a page is a letter, that it addresses the office, and that it asks to take up a case."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from classifiers.directory import cached_by_directory, directory
from classifiers.folding import folded
from classifiers.lenient_patterns import pattern
from classifiers.patterns import phrases

_OFFICE_WORD = "hartefallkommission"
_LIKE_OFFICE = 78  # likeness from which on a misread word is the office's name, 0-100
_ADDRESS_LINE = 64  # characters of a line of an address
_HEAD = 900  # characters of a page without salutation in which an address is looked for

# The small words that sentences of people need, German and English.
_SMALL_WORDS = frozenset(
    """
    der die das den dem des und ist nicht ich wir er sie ein eine einen mit fur auf zu in im von bei hat haben war sein
    es uns ihn ihm so wie als auch aber wenn dass the and is not we he she they a with for to of has was
    """.split()  # noqa: SIM905 - a list of words reads better so
)
# All for folded text.
SALUTATION = pattern(
    [
        r"^\W{0,3}sehr (?:ge\s?ehrte|verehrte)",
        r"^\W{0,3}(?:guten|schonen) (?:tag|morgen|abend)",
        r"^\W{0,3}(?:liebe[rs]?|werte[rs]?|dear) \w",
        r"^\W{0,3}(?:hallo|geehrte|verehrte|madame|monsieur|mesdames|bonjour)\b",
        r"^\W{0,3}(?:gr(?:us|ues)+ gott|gott zum gru)",
        r"^\W{0,3}(?:estimad|respetad|apreciad|senor|gentil|egregi|spett|prezad|exm)\w*",
        r"^\W{0,3}(?:sayin|(?:i |te )?nderuar|postovan|уважаем|шановн)\w*",
    ]
)
CLOSING = pattern(
    [
        r"^\W{0,3}mit (?:\w+[ \t]+){0,3}(?:grus+en?|hochachtung|dank|respekt|segen\w*|wunschen)",
        r"^\W{0,3}(?:mfg\b|hochachtungsvoll)",
        r"^\W{0,3}(?:\w+[ \t]+){0,2}grus+e?\b[^\n]{0,30}$",
        r"^\W{0,3}(?:with respect|(?:best|kind) regards|yours\b|sincerely|cordialement|respectueusement)",
        r"^\W{0,3}ihre?\s*$",
        r"^\W{0,3}(?:atentamente|(?:un )?saludos?\b|(?:distinti|cordiali) saluti|saygilar\w*|me respekt)",
        r"^\W{0,3}(?:с уважением|з повагою)",
    ]
)
_OFFICE_OF_ANY_LAND = (
    r"h(?:a|ae)rte\s?fall?\s?-?\s?kom+is+ion",
    r"kom+is+ion fur h(?:a|ae)rte",
    r"\bhfk\b",
    r"\b(?:von|beim?|an|an den|an die) h(?:a|ae)rtef(?:a|ae)lle?n?\b",
    r"hardship com+is+ion",
    r"com+is+ion (?:des|de|pour les) cas",
)


@cached_by_directory(1)
def _office() -> re.Pattern[str]:
    """The commission's names, and what names this one among all."""
    tables = directory()
    land = "|".join(map(re.escape, tables.land_words))
    near = (rf"kom+is+ion\b(?=[^\n]{{0,40}}(?:{land}))",) if land else ()
    return pattern((*_OFFICE_OF_ANY_LAND, *near, *map(re.escape, tables.address_words)))


# Who certifies something writes to nobody.
_FOR_PRESENTATION = pattern(r"\bvorlage (?:bei|beim|vor|fur|an)\b[^\n]*")
_OTHER_BODY = pattern(
    [
        r"petitionsausschuss",
        r"krankenkasse",
        r"studierendenschaft|studierendenwerk|studentenwerk|\basta\b",
        r"bundesamt fur migration",
        r"jobcenter|wohnungsamt",
        r"harte(?:fall)?(?:ausschuss|fonds)",
        r"stadtwerke|beitragsservice",
    ]
)


def _weighted(rows: list[dict[str, object]], parts: dict[str, str]) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((float(str(row["weight"])), pattern(str(row["phrase"]), parts)) for row in rows)


_DATA = phrases("requests")
_REQUESTS = _weighted(_DATA["request"], _DATA["parts"])
_AGAINST = _weighted(_DATA["against"], _DATA["parts"])


def asks_the_commission(text: str) -> float:
    """How strongly a text asks the commission to take up a case: 0 not at all, from 3 on clearly."""
    return asking(folded(text))


def is_addressed_to_office(text: str) -> bool:
    """Whether a letter's head or salutation addresses the Härtefallkommission."""
    return addresses_office(folded(text))


def speaks_as_letter(text: str) -> bool:
    """Whether a text has the form of a letter: a salutation or a closing formula."""
    plain = folded(text)
    return bool(SALUTATION.search(plain) or CLOSING.search(plain))


def is_prose(plain: str) -> bool:
    """Whether a folded text is running text of people: sentences, with the small words that they need."""
    words = re.findall(r"[a-z]+", plain)
    small = sum(word in _SMALL_WORDS for word in words)
    return len(words) >= 25 and small >= 0.15 * len(words) and len(re.findall(r"[a-z]{2,}[.!?](?:\s|$)", plain)) >= 2


def asking(plain: str) -> float:
    """How strongly a folded text asks: each phrase once, less what speaks against it."""
    found = sum(weight for weight, phrase in _REQUESTS if phrase.search(plain))
    if not found:
        return 0.0
    return max(0.0, found - sum(weight for weight, phrase in _AGAINST if phrase.search(plain)))


def addresses_office(plain: str) -> bool:
    """Whether the head of a folded text names the office, a few letters misread forgiven."""
    salutation = SALUTATION.search(plain)
    if salutation:
        head = plain[: max(salutation.end() + 60, 250)]
    else:
        # Without a salutation there may be no letter: only lines that can be an address, no running text.
        cells = re.split(r"\n|\s{3,}", plain[:_HEAD])
        head = "\n".join(cell for cell in cells if len(cell) <= _ADDRESS_LINE)
    head = _FOR_PRESENTATION.sub(" ", head)
    if _office().search(head):
        return True
    words = re.findall(r"\b[hb][\w-]{12,23}", head)
    return any(fuzz.ratio(word, _OFFICE_WORD) >= _LIKE_OFFICE for word in words)


def addresses_other_body(plain: str) -> bool:
    """Whether the head of a folded text names a body that is not the office: the Petitionsausschuss, a Krankenkasse."""
    return bool(_OTHER_BODY.search(plain[:700])) and not addresses_office(plain)
