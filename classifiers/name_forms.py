"""Names as written taken apart: "Frau KAYA, Elif, geb. Öztürk" and what belongs in which place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifiers.names import PARTICLES, PLAIN_TITLES, plain

_BIRTH = r"(?:geb\.?|geborene[rn]?|gebürtige?|née|nee|born|birth\s+name|geburtsname)(?!\s*(?:am\b|in\b|\d|:?\s*\d))"
_MARRIED = r"(?:verh\.?|verheiratete|jetzt|nunmehr|nun)"
_ALIAS = (
    r"(?:alias|a\.?\s?k\.?\s?a\.?|auch\s+(?:genannt|bekannt\s+als|geschrieben|geführt\s+als)|gen(?:annt|\.)|"
    r"also\s+known\s+as|dit[e]?|rufname|spitzname|früher|vormals|ehemals|ehem\.|"
    r"(?:laut|lt\.)\s+(?:pass|duldung|ausweis|az[rn]|behörde))"
)
_SUFFIX = re.compile(
    rf"[\s,;(\[]+(?P<sign>{_BIRTH}|{_MARRIED}|{_ALIAS})(?:(?<=\.)\s*|[\s:]+)(?P<name>[^\d,;()\[\]]*)", re.IGNORECASE
)
_QUOTED = re.compile("[\"„“”‚‘»«'(\\[]([^\"„“”‚‘»«'()\\[\\]\\d]{2,30})[\"„“”‚‘»«')\\]]")
_RELATION = re.compile(
    r"(?:kindes)?mutter|(?:kindes)?vater|sohn|tochter|kind|baby|ehe(?:frau|mann)|frau|mann|eltern|gatt(?:e|in)|bruder"
    r"|schwester|antragsteller(?:in)?|mandant(?:in)?|minderjährig|volljährig|\w+e[rs]? (?:sohn|tochter|kind)"
    r"|[^\s]+ (?:jahre|j\.?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as written, taken apart.

    Attributes:
        name: "Vornamen Nachname", without titles, birth name and aliases; empty where nothing is left.
        birth_name: The name by birth, where one is given.
        aliases: Other names that the text gives in the same place.
    """

    name: str
    birth_name: str | None = None
    aliases: tuple[str, ...] = ()


def title_case(name: str) -> str:
    """A name in the usual case, where it was written in capitals or without any: "AL HAMAD" gives "Al Hamad"."""
    return " ".join(_word_in_title_case(word) for word in name.split())


def _word_in_title_case(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or not (all(c.isupper() for c in letters) or all(c.islower() for c in letters)):
        return word
    if word.casefold() in PARTICLES and word.islower():
        return word
    lowered = word.replace("I", "ı").replace("İ", "i") if re.search("[ĞŞİ]", word) else word
    return re.sub(r"[^\W\d_]+", lambda m: m.group()[0].upper() + m.group()[1:].lower(), lowered.lower())


def without_titles(name: str) -> str:
    """A name without titles in front ("Herrn", "Frau Dr.", "mj.") and functions behind (", OStR'", "M.A.")."""
    words = re.sub(r"^[\s\d.)(*•·:;,–-]+(?=\D)", "", name).split()
    while len(words) > 1 and (_is_title(words[0], len(words)) or words[0] in _LOWER_ARTICLES):
        words.pop(0)
    text = " ".join(words).strip(" ,;:·–-*")
    return re.sub(
        r",?\s+(?:LL\.?\s?M\.?|M\.\s?A\.|B\.\s?A\.|OStR'?(?:in)?|StR'?(?:in)?|MdL|MdB|RA(?:in)?)$", "", text
    ).strip(" ,")


def _is_title(word: str, of: int) -> bool:
    """Whether the first word of a name is a title; "M." is one only before two more words."""
    return plain(word) in PLAIN_TITLES and (word.rstrip(".") != "M" or of > 2)


_LOWER_ARTICLES = frozenset(["der", "die", "das", "des", "dem", "den", "the", "le", "la"])


def given_name_first(name: str) -> str:
    """ "Vornamen Nachname" from "Nachname, Vornamen" and from "NACHNAME Vornamen"; other names as they are."""
    name = " ".join(name.split())
    if name.count(",") == 1:
        surname, given = (part.strip() for part in name.split(","))
        if surname and given:
            return title_case(f"{given} {surname}")
        return title_case(surname or given)
    words = name.split()
    capitals = [word for word in words if len(re.sub(r"\W", "", word)) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        count = len(capitals)
        if words[:count] == capitals and not any(w.endswith(".") for w in words[count:]):
            return " ".join([*words[count:], title_case(" ".join(capitals))])
    return title_case(name)


def parse_name(text: str) -> NameForm:
    """A name as written ("Frau KAYA, Elif, geb. Öztürk, alias Elif Demir") taken apart."""
    text = " ".join(text.split())
    birth_name: str | None = None
    aliases: list[str] = []
    married: str | None = None
    for match in _SUFFIX.finditer(text):
        value = without_titles(match.group("name").strip(" .:,\"„“”'"))
        sign = match.group("sign").casefold()
        if not value:
            continue
        if re.fullmatch(_BIRTH, sign, re.IGNORECASE):
            birth_name = title_case(value)
        elif re.fullmatch(_MARRIED, sign, re.IGNORECASE):
            married = title_case(value)
        else:
            aliases.append(title_case(value))
    core = _SUFFIX.sub("", text)
    for match in _QUOTED.finditer(core):
        if match.group(1).strip()[:1].isupper() and not _RELATION.fullmatch(match.group(1).strip()):
            aliases.append(title_case(match.group(1).strip()))
    core = re.sub(r"[(\[][^)\]]*[)\]]?", " ", _QUOTED.sub(" ", core))
    bare = core.strip(" .,;:()")
    is_cut = bool(re.search(r"(?:^|[\s.-])[^\W\d_]$", bare)) and core.rstrip(" ,;:()").endswith(".")
    name = given_name_first(without_titles(bare + ("." if is_cut else "")))
    if married and name:
        words = name.split()
        birth_name = birth_name or (words[-1] if len(words) > 1 else None)
        name = " ".join([*words[:-1], married]) if len(words) > 1 else f"{name} {married}"
    return NameForm(name, birth_name, tuple(dict.fromkeys(aliases)))


def surname(name: str) -> str:
    """The last part of a name with its particles: "Yassine El Amrani" gives "El Amrani"."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold().rstrip("-") in PARTICLES:
        start -= 1
    return " ".join(words[start:])
