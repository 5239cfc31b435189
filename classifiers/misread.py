"""Mends the words that matter most where OCR misread a letter or two: "Absehiebung", "ausreisopflichtig"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from classifiers.directory import plain
from classifiers.passages import Passage, Reading
from parsers.records import TextSource

# Words whose loss would hide a deportation, a detention or the duty to leave. Short words have too many neighbours.
KEYWORDS = {
    plain(word): word
    for word in (
        "Abschiebung", "Abschiebungen", "Abschiebungshaft", "Abschiebehaft", "Abschiebungstermin", "Abschiebetermin",
        "Abschiebungsandrohung", "Abschiebungsankündigung",
        "Rückführung", "Rückführungstermin", "Rücküberstellung",
        "Überstellung", "abgeschoben", "ausreisepflichtig", "ausreisepflichtige", "vollziehbar", "Duldung", "Duldungen",
        "geduldet", "Grenzübertrittsbescheinigung", "Ausreisegewahrsam", "Ausreiseaufforderung", "Selbstgestellung",
        "Sicherungshaft", "inhaftiert", "Flughafen", "Charterflug", "Linienflug", "Aufenthaltsgestattung",
        "Aufenthaltserlaubnis", "Niederlassungserlaubnis", "rechtskräftig", "bestandskräftig", "unanfechtbar",
        "Unterbringungseinrichtung", "Ausländerbehörde", "Ausländeramt", "Abschiebungshafteinrichtung",
        "Abschiebehafteinrichtung", "Haftanstalt", "festgenommen", "Gewahrsam", "Polizeigewahrsam", "abschieben",
        "auszureisen", "ausreisen", "Ausreisefrist", "Abschiebungsanordnung", "abgelehnt", "abgewiesen", "verlassen",
        "Asylantrag", "Asylverfahren", "angedroht", "Charter", "Flugtermin", "Abflug", "Rückflug",
    )
}  # fmt: skip
_REAL_WORDS = frozenset(
    plain(word)
    for word in (
        "Abschreibung", "Abschreibungen", "Unterstellung",
        "Unterstellungen", "Überstellungen", "Aufenthaltserlaubnisse",
        "Rückführungen", "geduldig", "gedulden", "geduldete", "Abschiebungs", "Ausschreibung", "vollziehbare",
        "vollziehbaren", "Flughäfen", "ausreisepflichtigen", "ausreisepflichtiger", "bestandskräftige",
        "rechtskräftige",
        "abschreiben", "abschneiden", "ausweisen", "ausreißen", "einreisen", "Ausreise", "ausreise", "verlassene",
        "entlassen", "veranlassen", "Verlassen", "abgelehnte", "abgelehnten", "abgelegt", "abgewiesene", "Chartern",
        "Asylanträge", "Asylantrags", "Asylverfahrens", "Gewahrsams", "angedrohte", "angedrohten", "Ausflug",
        "Abflüge", "Rückzug", "aufgenommen", "mitgenommen", "angenommen", "abgenommen", "ausgenommen",
        "rechtskräftigen", "rechtskräftiger", "inhaftierte", "inhaftieren", "vollziehbarer",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_]{6,30}")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with misread words mended.

    Attributes:
        text: The mended text.
        starts: Where in it each mended word ends.
        shifts: How much longer the text is than the original from there on.
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """The position in the original text."""
        index = bisect_right(self.starts, position) - 1
        return position - (self.shifts[index] if index >= 0 else 0)


def mended_passage(reading: Reading, passage: Passage) -> Mended:
    """The text of a passage; only what OCR read is mended."""
    page = reading.page(passage.document, passage.page)
    return mended(passage.text) if page.source is TextSource.OCR else Mended(passage.text)


@lru_cache(maxsize=256)
def mended(text: str) -> Mended:
    """Mend the keywords of a text; all else stays as it is."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0
    for match in _WORD.finditer(text):
        right = _right_word(match.group())
        if right is None:
            continue
        piece = text[done : match.start()] + right
        pieces.append(piece)
        length += len(piece)
        shift += len(right) - (match.end() - match.start())
        starts.append(length)
        shifts.append(shift)
        done = match.end()
    return Mended("".join([*pieces, text[done:]]), tuple(starts), tuple(shifts))


@lru_cache(maxsize=16384)
def _right_word(word: str) -> str | None:
    """The keyword that a word should be, None where it is another word, or right already."""
    form = plain(word)
    if form in KEYWORDS or form in _REAL_WORDS:
        return None
    allowed = 1 if len(form) < 10 else 2 if len(form) < 15 else 3
    best = extractOne(form, KEYWORDS.keys(), scorer=Levenshtein.distance, score_cutoff=allowed)
    if best is None:
        return None
    right = KEYWORDS[best[0]]
    return right if form[:1] == plain(right)[:1] or best[1] == 1 else None
