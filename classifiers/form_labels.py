"""The labels of forms and what kind of entry belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from classifiers.dates import find_dates
from classifiers.name_spans import find_names
from classifiers.names import plain
from classifiers.nationalities import country_code


class Label(StrEnum):
    """What an entry of a form is."""

    NAME = "name"
    SURNAME = "surname"
    GIVEN = "given"
    BIRTH = "birth"
    NATIONALITY = "nationality"
    ALIAS = "alias"
    BIRTH_NAME = "birth_name"
    REPRESENTATIVE = "representative"  # Bevollmächtigte, Betreuer, Arbeitgeber: somebody else's name
    OTHER = "other"


_LABELS: tuple[tuple[Label, str], ...] = (
    (
        Label.REPRESENTATIVE,
        r"(?:bevollm(?:ä|a|ae)chtigte[rn]?|vollmachtnehmer(?:in)?|betreuer(?:in)?|vormund|arbeitgeber(?:in)?"
        r"|ausbildende[r]?|ausbilder(?:in)?|ansprechpartner(?:in)?|sachbearbeiter(?:in)?|rechtsanw(?:ä|a)lt(?:in)?"
        r"|vertreter(?:in)?|verfahrensbevollm\w*"
        r"|ausländerbehörde|behörde|arzt|(?:haus|kinder|fach)arzt|klassenlehrer(?:in)?|lehrer(?:in)?|schule|firma"
        r"|einrichtung|unterstützer(?:in)?|kontaktperson|ehrenamtliche[r]?|dolmetscher(?:in)?|auskunft\s+erteilt"
        r"|bearbeiter(?:in)?|inhaber(?:in)?|geschäftsführer(?:in)?|mutter|vater|großvater|großmutter)",
    ),
    (
        Label.NAME,
        r"(?:vor-?\s?\w*\s?(?:und|u\.|/|,|&)\s?(?:zu|nach|familien)-?name[n]?|(?:zu|nach"
        r"|familien)-?name[n]?\s?[,/]?\s?(?:und\s+|u\.\s?)?vorname(?:n|\(n\))?|name[n]?\s?[,/]\s?vorname(?:n|\(n\))?"
        r"|vorname(?:n|\(n\))?\s?[,/]?\s?(?:und\s+)?(?:name|nachname|familienname)|vollständiger\s+name|ganzer\s+name"
        r"|voller\s+name"
        r"|full\s+name|nom\s+et\s+prénoms?|name\s+de[sr]\s+\w+|name\s+und\s+vorname|name|mandant(?:in)?"
        r"|antragsteller(?:in)?|antragstellende\s+person|betroffene[r]?|patient(?:in)?|sch(?:ü|u|ue)ler(?:in)?"
        r"|auftraggeber(?:in)?|vollmachtgeber(?:in)?|auszubildende[rn]?|betreute[r]?|teilnehmer(?:in)?"
        r"|mitarbeiter(?:in)?|arbeitnehmer(?:in)?"
        r"|versicherte[r]?|kind\s+\d|inhaber(?:in)?\s+des\s+\w+|ehefrau|ehemann|ehegatte|ehepartner(?:in)?|kind"
        r"|\d\.\s?kind|tochter|sohn|person|m(?:ü|u)ndel|wer)",
    ),
    (Label.BIRTH_NAME, r"(?:geburtsname|maiden\s+name|birth\s+name|frühere\w*\s+namen?)"),
    (
        Label.ALIAS,
        r"(?:alias(?:name[n]?|personalien)?|auch\s+bekannt\s+als|weitere\s+namen|rufname|andere\s+schreibweise[n]?)",
    ),
    (
        Label.SURNAME,
        r"(?:familiennamen?|nachnamen?|zuname|surname|last\s+name|family\s+name|nom(?:\s+de\s+famille)?|prezime"
        r"|soyad[ıi]?)",
    ),
    (Label.GIVEN, r"(?:vornamen?|vorname\(n\)|given\s+names?|first\s+names?|forenames?|prénoms?|prenoms?|ime|ad[ıi])"),
    (
        Label.BIRTH,
        r"(?:geburtsdatum(?:\s+und\s+-?\s?(?:ort|geburtsort))?|geburtsdatum[,/]\s?(?:-?\s?ort|geburtsort)|geburtstag"
        r"|geburtsdat\.?|geb\.?-?\s?dat(?:um|\.)?|geb\.?\s?am|geb\.?|geboren(?:\s+am)?(?:\s*/?\s*in)?"
        r"|tag\s+der\s+geburt|date\s+of\s+birth|birth\s?date|dob|date\s+de\s+naissance|né\(?e?\)?\s+le|datum\s+ro(?:đ"
        r"|d|dj)enja|born|geburt)",
    ),
    (
        Label.NATIONALITY,
        r"(?:staatsangeh(?:ö|o|oe)rigkeit(?:en)?|staatsang(?:eh)?\.?|staatsb(?:ü|u)rgerschaft|nationalit(?:ä|a|ae)t"
        r"|nationality|citizenship|nationalité|nationalite|herkunftsland|herkunft|land|pass|heimatland)",
    ),
    (
        Label.OTHER,
        r"(?:anschrift|adresse|adress|wohnort|wohnhaft|wohnung|aktuelle\s+(?:anschrift|adresse)"
        r"|derzeitige\s+anschrift|telefon(?:nummer)?|tel\.?|handy|mobil|e-?mail|familienstand|geschlecht"
        r"|geburtsort(?:\s+und\s+-?land)?|geburtsland|place\s+of\s+birth|lieu(?:\s+de\s+naissance)?|sexe?|religion"
        r"|volkszugehörigkeit|beruf|beschäftigt\s+(?:seit|als)|einreise(?:datum)?"
        r"|aufenthaltsstatus|aufenthaltspapier|status|aufenthalt|duldung(?:\s+bis)?|azr-?(?:nummer|nr\.?)"
        r"|aktenzeichen|az\.?|zeichen|gegenstand|ort,?\s+datum|datum|unterschrift|zuständige\s+(?:ausländer)?behörde"
        r"|passnummer|pass-?nr\.?|passport\s+no\.?|postleitzahl|plz,?\s+ort|straße,?\s+hausnummer|straße|ort|klasse"
        r"|zurzeit|krankenkasse|diagnosen?|rolle|verwandtschaft|sprachen?|gesetzlicher\s+vertreter)",
    ),
)
ANY_LABEL = "|".join(f"(?P<{label.value}>{pattern})" for label, pattern in _LABELS)
NAME_LABELS = frozenset({Label.NAME, Label.SURNAME, Label.GIVEN})
COLUMN_LABELS = tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in _LABELS)


def label_of(match: re.Match[str]) -> tuple[Label, str]:
    """Which label of a form a match is, and its word."""
    for label, _ in _LABELS:
        if match.group(label.value):
            return label, plain(match.group(label.value))
    return Label.OTHER, ""


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with the offset where it begins."""
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


def fits(label: Label, value: str, strictly: bool = False) -> bool:
    """Whether an entry can belong to a label by its kind."""
    value = value.strip()
    if not value or len(value) > 80:
        return False
    if label is Label.BIRTH:
        return bool(find_dates(value))
    if label is Label.NATIONALITY:
        return country_code(value) is not None
    if label in NAME_LABELS | {Label.ALIAS, Label.BIRTH_NAME, Label.REPRESENTATIVE}:
        if re.search(r"\d{2,}", re.split(r",?\s*geb|\*|\(", value)[0]) and not find_dates(value):
            return False
        names = find_names(value)
        covered = sum(name.end - name.start for name in names)
        return bool(names) and (not strictly or covered >= len(value.strip(" .,")) * 0.7)
    return not strictly
