"""The pages of the benchmark: letters of invented people, and what a scanner, a fax, a phone make of them.

All of it is made anew at each run, from fixed seeds; nothing is downloaded.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from paper_pictures import as_fax, as_photo, encoded, noisy, page, scanned_pdf, tiff, typeset_pdf
from PIL import Image

_GIVEN = ("Erika", "Zurab", "Lejla", "Amadou", "Nino", "Farid", "Milena", "Tesfay", "Roza", "Besnik")
_FAMILY = ("Beispielmann", "Metreli", "Hodžić", "Diallo", "Kapanadse", "Ahmadi", "Jovanović", "Gebremedhin", "Krasniqi")
_TOWNS = ("40219 Düsseldorf", "44534 Lünen", "50667 Köln", "33602 Bielefeld", "48143 Münster", "52062 Aachen")
_SENTENCES = (
    "Ich lebe seit dem {day}.{month:02d}.20{year} in Nordrhein-Westfalen und arbeite als Pflegehelferin.",
    "Meine Tochter besucht die {grade}. Klasse der Grundschule an der Parkstraße und spricht nur Deutsch.",
    "Die Ausländerbehörde hat mir zuletzt am {day}.{month:02d}.2026 eine Duldung für drei Monate erteilt.",
    "Seit {grade} Jahren bin ich wegen einer schweren Erkrankung in der Universitätsklinik in Behandlung.",
    "Mein Arbeitgeber, die Bäckerei Söllner GmbH, möchte mich unbefristet übernehmen; der Vertrag liegt bei.",
    "Der Bescheid vom {day}.{month:02d}.2025 trägt das Aktenzeichen {number}/{year} und ist bestandskräftig.",
    "Für Rückfragen erreichen Sie mich unter 0211 {number}-{day} oder bei der Beratungsstelle.",
    "Wir bitten die Kommission, unseren Fall zu prüfen und dem Ministerium ein Ersuchen vorzulegen.",
    "In meinem Herkunftsland habe ich weder Wohnung noch Angehörige, die mich aufnehmen könnten.",
    "Der Verein „Ankommen e. V.“ hat unsere Familie über {grade} Monate ehrenamtlich begleitet.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what stands on it.

    Attributes:
        text: Words parted by a space.
        source: For typst.
    """

    text: str
    source: str


def samples(count: int) -> list[Sample]:
    """Make letters of a page, each with other names, dates and numbers."""
    return [_sample(random.Random(number)) for number in range(count)]  # noqa: S311 - the same at each run


def _sample(chance: random.Random) -> Sample:
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    lines = [f"{name}, Rosenweg {chance.randint(1, 99)}, {chance.choice(_TOWNS)}"]
    lines += ["An die Geschäftsstelle der Härtefallkommission", "Bitte um Befassung mit meinem Fall"]
    for _ in range(3):
        lines.append(" ".join(_filled(sentence, chance) for sentence in chance.sample(_SENTENCES, 4)))
    lines += ["Mit freundlichen Grüßen", name]
    return Sample(" ".join(lines), "\n\n".join(lines).replace("@", "\\@"))


def _filled(sentence: str, chance: random.Random) -> str:
    return sentence.format(
        day=chance.randint(10, 28),
        month=chance.randint(1, 12),
        year=chance.randint(12, 25),
        grade=chance.randint(2, 9),
        number=chance.randint(1000, 99999),
    )


def as_scan(sample: Sample, seed: int) -> Image.Image:
    """As a scanner of 300 dpi gives it: grey, a little turned, packed as JPEG."""
    return noisy(page(sample.source, 300), seed=seed, turn=(seed % 5 - 2) * 0.3)


def scan_file(sample: Sample, seed: int) -> bytes:
    """A PDF that holds the scan."""
    return scanned_pdf(as_scan(sample, seed))


def fax_file(sample: Sample, seed: int, *, is_fine: bool) -> bytes:
    """A TIFF as a fax server writes it."""
    return tiff(as_fax(page(sample.source, 300), is_fine=is_fine, seed=seed))


def photo_file(sample: Sample, seed: int) -> bytes:
    """A JPEG as a phone writes it."""
    return encoded(as_photo(page(sample.source, 300), seed=seed), "JPEG", quality=88)


def digital_file(some: list[Sample]) -> bytes:
    """A PDF with a text layer, a page for each sample."""
    return typeset_pdf("\n#pagebreak()\n".join(sample.source for sample in some))
