"""Which words are no names: a lexicon of the field with its endings, and compounds that tell themselves."""

from __future__ import annotations

import re
from importlib.resources import files

from classifiers.names import plain


def _lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are no names, and those of them that can be surnames."""
    never: set[str] = set()
    seldom: set[str] = set()
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
COMPOUND = re.compile(
    r"(?:.{3}(?:heit|heiten|keit|keiten|schaft|schaften|ungen|lung|rung|tung|gung|dung|bung|nung|sung|kung|hung"
    r"|ierung|nahme|nahmen|tion|tionen|ität|itäten|ismus)"
    r"|.{2}(?:antrag|antrags|behörde|behörden|behoerde|bescheid|bescheids|schreiben|schreibens|vollmacht|kommission"
    r"|straße|strasse|str|zeugnis|klinik"
    r"|schule|schulen|kinder|mutter|vater|arbeit|arbeiter|arbeiterin|helfer|helferin|verfahren|prüfung|kurs|vertrag"
    r"|gericht|leben|lauf|haus|(?<!ra)heim"
    r"|(?<!chri)stelle|termin|bericht|erlaubnis|gesetz|rechts|recht|sache|sachen|gründe|gestattung|angehörige[rn]?"
    r"|angehörigkeit|dienst|kirche|zentrum"
    r"|platz|gasse|allee|damm|ufer|weg|brief|karte|schein|papier|papiere|buch|amt|amtes|amts|rat|ministerium|verein"
    r"|kreis|bund|werk|betrieb|firma"
    r"|leiter|leiterin|lehrer|lehrerin|meister|meisterin|betreuer|betreuerin|berater|beraterin|vertreter|vertreterin"
    r"|pfleger|pflegerin|fachangestellte[rn]?"
    r"|geber|geberin|nehmer|nehmerin|steller|stellerin|führer|führerin|anwalt|anwältin|anwälte|therapie|medizin|hilfe"
    r"|kosten|versicherung|kasse|zeit|zeiten|stempel|freund|freundin"
    r"|jahr|jahre|monat|woche|tag|tage|bank|nummer|zeichen|datum|ort|land|sprache|deutsch|post|mail|blatt|seite|akte"
    r"|vorlage|versuch|stufe|klasse|gruppe|wart|phase|rente|geld|zug|vertrag|praxis|labor|fest|feier|sorge|angabe"
    r"|angaben|vormund|vormundin))$"
)
_FOREIGN_MARKS = re.compile(r"[^\x00-\x7fäöüßÄÖÜéèàçêáâô]")


def is_common_word(word: str) -> bool:
    """Whether a word is known to be no name: function words, nouns of the field, compounds with their endings."""
    lowered = word.casefold()
    if lowered.startswith(("härte", "haerte")):
        return True
    if "-" in word:
        return is_common_word(word.rsplit("-", 1)[1])  # "Tabla-Spieler" is a "Spieler"
    if lowered in _NEVER or (plain(word) in _NEVER and not _FOREIGN_MARKS.search(word)):
        return True
    for ending in _ENDINGS:
        stem = lowered[: -len(ending)]
        if lowered.endswith(ending) and stem in _NEVER and len(stem) >= (5 if ending in _RISKY_ENDINGS else 4):
            return True
    return False


def is_inflected(word: str) -> bool:
    """Whether only an ending makes a word a common one: "Balde" is "bald" with an ending, and a surname."""
    lowered = word.casefold()
    return lowered not in _NEVER and plain(word) not in _NEVER and not lowered.startswith(("härte", "haerte"))


def is_rare_name(word: str) -> bool:
    """Whether a word is a name only beside another name: occupations, towns, compounds."""
    lowered = word.casefold()
    return lowered in _SELDOM or plain(word) in _SELDOM or (len(lowered) > 6 and bool(COMPOUND.search(lowered)))


def is_compound(word: str) -> bool:
    """Whether a word is put together of common words."""
    return len(word) > 6 and bool(COMPOUND.search(word.casefold()))
