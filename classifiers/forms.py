"""Forms: labels with their entries beside, below or above them, gathered to one record per person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from classifiers.dates import find_dates
from classifiers.name_spans import find_names
from classifiers.names import NameForm, parse_name, plain, title_case
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


@dataclass(frozen=True, slots=True)
class FormPerson:
    """A person as a form tells.

    Attributes:
        form: The name, "Vornamen Nachname".
        start: First character of the name's entry.
        end: One past its last one.
        label: The label of the name in plain letters: "mandantin", "familienname", "patient".
        birth_date: None where not told.
        nationality: ISO 3166-1 alpha-3, or None.
        is_representative: The label is that of somebody else than the person concerned.
    """

    form: NameForm
    start: int
    end: int
    label: str
    birth_date: date | None = None
    nationality: str | None = None
    is_representative: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Label
    word: str
    value: str
    start: int


_LABELS: tuple[tuple[Label, str], ...] = (
    (
        Label.REPRESENTATIVE,
        r"(?:bevollm(?:ä|a|ae)chtigte[rn]?|vollmachtnehmer(?:in)?|betreuer(?:in)?|vormund|arbeitgeber(?:in)?|ausbildende[r]?|ausbilder(?:in)?|ansprechpartner(?:in)?|sachbearbeiter(?:in)?|rechtsanw(?:ä|a)lt(?:in)?|vertreter(?:in)?|verfahrensbevollm\w*"
        r"|ausländerbehörde|behörde|arzt|(?:haus|kinder|fach)arzt|klassenlehrer(?:in)?|lehrer(?:in)?|schule|firma|einrichtung|unterstützer(?:in)?|kontaktperson|ehrenamtliche[r]?|dolmetscher(?:in)?|auskunft\s+erteilt|bearbeiter(?:in)?|inhaber(?:in)?|geschäftsführer(?:in)?|mutter|vater|großvater|großmutter)",
    ),
    (
        Label.NAME,
        r"(?:vor-?\s?\w*\s?(?:und|u\.|/|,|&)\s?(?:zu|nach|familien)-?name[n]?|(?:zu|nach|familien)-?name[n]?\s?[,/]?\s?(?:und\s+|u\.\s?)?vorname(?:n|\(n\))?|name[n]?\s?[,/]\s?vorname(?:n|\(n\))?|vorname(?:n|\(n\))?\s?[,/]?\s?(?:und\s+)?(?:name|nachname|familienname)|vollständiger\s+name|ganzer\s+name|voller\s+name"
        r"|full\s+name|nom\s+et\s+prénoms?|name\s+de[sr]\s+\w+|name\s+und\s+vorname|name|mandant(?:in)?|antragsteller(?:in)?|antragstellende\s+person|betroffene[r]?|patient(?:in)?|sch(?:ü|u|ue)ler(?:in)?|auftraggeber(?:in)?|vollmachtgeber(?:in)?|auszubildende[rn]?|betreute[r]?|teilnehmer(?:in)?|mitarbeiter(?:in)?|arbeitnehmer(?:in)?"
        r"|versicherte[r]?|kind\s+\d|inhaber(?:in)?\s+des\s+\w+|ehefrau|ehemann|ehegatte|ehepartner(?:in)?|kind|\d\.\s?kind|tochter|sohn|person|m(?:ü|u)ndel|wer)",
    ),
    (Label.BIRTH_NAME, r"(?:geburtsname|maiden\s+name|birth\s+name|frühere\w*\s+namen?)"),
    (
        Label.ALIAS,
        r"(?:alias(?:name[n]?|personalien)?|auch\s+bekannt\s+als|weitere\s+namen|rufname|andere\s+schreibweise[n]?)",
    ),
    (
        Label.SURNAME,
        r"(?:familiennamen?|nachnamen?|zuname|surname|last\s+name|family\s+name|nom(?:\s+de\s+famille)?|prezime|soyad[ıi]?)",
    ),
    (Label.GIVEN, r"(?:vornamen?|vorname\(n\)|given\s+names?|first\s+names?|forenames?|prénoms?|prenoms?|ime|ad[ıi])"),
    (
        Label.BIRTH,
        r"(?:geburtsdatum(?:\s+und\s+-?\s?(?:ort|geburtsort))?|geburtsdatum[,/]\s?(?:-?\s?ort|geburtsort)|geburtstag|geburtsdat\.?|geb\.?-?\s?dat(?:um|\.)?|geb\.?\s?am|geb\.?|geboren(?:\s+am)?(?:\s*/?\s*in)?|tag\s+der\s+geburt|date\s+of\s+birth|birth\s?date|dob|date\s+de\s+naissance|né\(?e?\)?\s+le|datum\s+ro(?:đ|d|dj)enja|born|geburt)",
    ),
    (
        Label.NATIONALITY,
        r"(?:staatsangeh(?:ö|o|oe)rigkeit(?:en)?|staatsang(?:eh)?\.?|staatsb(?:ü|u)rgerschaft|nationalit(?:ä|a|ae)t|nationality|citizenship|nationalité|nationalite|herkunftsland|herkunft|land|pass|heimatland)",
    ),
    (
        Label.OTHER,
        r"(?:anschrift|adresse|adress|wohnort|wohnhaft|wohnung|aktuelle\s+(?:anschrift|adresse)|derzeitige\s+anschrift|telefon(?:nummer)?|tel\.?|handy|mobil|e-?mail|familienstand|geschlecht|geburtsort(?:\s+und\s+-?land)?|geburtsland|place\s+of\s+birth|lieu(?:\s+de\s+naissance)?|sexe?|religion|volkszugehörigkeit|beruf|beschäftigt\s+(?:seit|als)|einreise(?:datum)?"
        r"|aufenthaltsstatus|aufenthaltspapier|status|aufenthalt|duldung(?:\s+bis)?|azr-?(?:nummer|nr\.?)|aktenzeichen|az\.?|zeichen|gegenstand|ort,?\s+datum|datum|unterschrift|zuständige\s+(?:ausländer)?behörde|passnummer|pass-?nr\.?|passport\s+no\.?|postleitzahl|plz,?\s+ort|straße,?\s+hausnummer|straße|ort|klasse|zurzeit|krankenkasse|diagnosen?|rolle|verwandtschaft|sprachen?|gesetzlicher\s+vertreter)",
    ),
)
_ANY = "|".join(f"(?P<{label.value}>{pattern})" for label, pattern in _LABELS)
_ALONE = re.compile(
    rf"^[\s.,*•·–_-]*(?:\d{{1,2}}[.)]\s*)?(?:[\w ]{{2,20}}\s?/\s?)?(?:{_ANY})\s*(?:\([^)]*\))?[\s.:_…*-]*$",
    re.IGNORECASE,
)
_WITH_VALUE = re.compile(
    rf"^[\s.,*•·–-]*(?:\d{{1,2}}[.)]\s*)?(?:(?:\w+|[\w ]+)\s?/\s?)?(?:{_ANY})\s*(?:\([^)]*\))?\s*(?:(?P<colon>:|=)|(?P<gap>\t|\.{{3,}}|_{{3,}}|\||[ ]{{2,}}))[\s.:_|…i°„“\"-]*(?P<value>\S[^\n]*)$",
    re.IGNORECASE,
)
_INLINE = re.compile(rf"(?:(?<=^)|(?<=[\s.;,|(]))(?:{_ANY})\s*(?::|=)\s*", re.IGNORECASE)
_SPACED = re.compile(
    r"^\s*(?P<word>familienname|nachname|vornamen?|geburtsdatum|staatsangehörigkeit|geboren(?:\s+am)?|name)\s+(?P<value>\S[^\n]{1,60})$",
    re.IGNORECASE,
)
_NAME_LABELS = frozenset({Label.NAME, Label.SURNAME, Label.GIVEN})


def find_form_persons(text: str) -> tuple[FormPerson, ...]:
    """The persons whom the forms of a page tell about.

    Args:
        text: A page or passage; labels and entries may stand on one line or on two, in either order.
    """
    entries = sorted([*_entries_on_lines(text), *_entries_apart(text)], key=lambda e: e.start)
    return (
        *_persons(entries),
        *_persons_in_columns(text),
        *_persons_side_by_side(text),
        *_persons_on_cards(text),
        *_machine_readable(text),
    )


# A card gives surname and given names on lines of their own without labels, the birth date behind them.
_CARD = re.compile(
    r"^[ \t]*(?P<surname>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' -]+?)[ \t]*\n[ \t]*(?P<given>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' -]+?)[ \t]*\n(?:[ \t]*alias[ \t]+(?P<alias>[^\n*\d]+)[^\n]*\n)?(?P<rest>[^\n]*\d{4}[^\n]*\n?[^\n]*)",
    re.MULTILINE,
)


def _persons_on_cards(text: str) -> Iterator[FormPerson]:
    """The holders of residence cards and Duldungen."""
    for match in _CARD.finditer(text):
        dates = find_dates(match.group("rest"))
        names = [span.text for part in ("surname", "given") for span in find_names(match.group(part))]
        if not dates or len(names) != 2:
            continue
        alias = tuple(parse_name(match.group("alias").strip(" ,")).name for _ in [0] if match.group("alias"))
        form = NameForm(title_case(f"{match.group('given')} {match.group('surname')}"), None, alias)
        codes = [
            country_code(word)
            for word in re.findall(r"[A-Z]{3}\b|staatsang\w*\W+\w+|\b[a-z]+isch\b", match.group("rest"), re.IGNORECASE)
        ]
        yield FormPerson(
            form, match.start("surname"), match.end("given"), "card", dates[0].value, next(filter(None, codes), None)
        )


_COLUMN_GAP = re.compile(r"[ ]{2,}|\t+|\s*\|\s*")
_COLUMN_LABELS = tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in _LABELS)


def _columns(line: str) -> list[tuple[int, str]]:
    """The cells of a line with their places."""
    cells = []
    position = 0
    for part in _COLUMN_GAP.split(line):
        at = line.index(part, position) if part else position
        if part.strip():
            cells.append((at, part.strip()))
        position = at + len(part)
    return cells


def _heads(line: str) -> list[Label] | None:
    """The labels of a line whose cells are labels, or None; a cell may hold two ("geb. am / in")."""
    cells = _columns(line)
    if len(cells) < 2:
        return None
    labels: list[Label] = []
    for _, cell in cells:
        cell = re.sub(r"\([^)]*\)|[:.]+$", "", cell).strip()
        first = re.split(r"\s*/\s*", cell)[0].strip()
        found = next(
            (label for label, pattern in _COLUMN_LABELS if pattern.fullmatch(cell) or pattern.fullmatch(first)), None
        )
        labels.append(found or Label.OTHER)
    known = [label for label in labels if label is not Label.OTHER]
    return labels if len(known) >= 2 and _NAME_LABELS & set(labels) and Label.BIRTH in labels else None


def _persons_in_columns(text: str) -> Iterator[FormPerson]:
    """The rows of a table below its head, or the one row above labels that stand below their entries."""
    lines = [
        (position, line) for position, line in _lines(text) if line.strip() and not re.fullmatch(r"[\s_=.|-]+", line)
    ]
    for index, (_, line) in enumerate(lines):
        labels = _heads(line)
        if labels is None:
            continue
        rows = 0
        for position, row in lines[index + 1 :]:
            person = _person_in_row(position, row, labels)
            if person is None:
                break
            rows += 1
            yield person
        if not rows and index:
            person = _person_in_row(*lines[index - 1], labels)
            if person is not None:
                yield person


def _persons_side_by_side(text: str) -> Iterator[FormPerson]:
    """A table with a column per person: every line begins with its label."""
    block: list[tuple[Label, list[tuple[int, str]]]] = []
    for position, line in [*_lines(text), (len(text), "")]:
        cells = _columns(line)
        head = re.sub(r"[:.]+$", "", cells[0][1]) if cells else ""
        label = next((label for label, pattern in _COLUMN_LABELS if pattern.fullmatch(head)), None)
        is_detail = (
            bool(block) and len(cells) == len(block[0][1]) + 1
        )  # "in", "Beruf": a line of the table without a known label
        if len(cells) >= 3 and (label is not None or is_detail):
            block.append((label or Label.OTHER, [(position + at, cell) for at, cell in cells[1:]]))
            continue
        yield from _from_block(block)
        block = []


def _from_block(block: list[tuple[Label, list[tuple[int, str]]]]) -> Iterator[FormPerson]:
    labels = {label for label, _ in block}
    if Label.BIRTH not in labels or not labels & _NAME_LABELS:
        return
    for column in range(max(len(cells) for _, cells in block)):
        record = _Record()
        for label, cells in block:
            if (
                column < len(cells)
                and label is not Label.OTHER
                and label not in record.entries
                and _fits(label, cells[column][1])
            ):
                record.entries[label] = _Entry(label, label.value, cells[column][1], cells[column][0])
        person = _person(record)
        if person is not None and Label.BIRTH in record.entries:
            yield person


def _person_in_row(position: int, row: str, labels: list[Label]) -> FormPerson | None:
    """The person of a table's row whose cells stand under the labels; a row with a cell less has lost one at its end."""
    cells = _columns(row)
    if len(cells) < 2 or not find_dates(row):
        return None
    if len(cells) == len(labels) + 1 and re.fullmatch(r"\d{1,2}[.)]?", cells[0][1]):
        cells = cells[1:]
    record = _Record()
    for label, (at, cell) in zip(labels, cells, strict=False):
        if label is not Label.OTHER and label not in record.entries and _fits(label, cell):
            record.entries[label] = _Entry(label, label.value, cell, position + at)
    return _person(record) if Label.BIRTH in record.entries else None


# Line 1 of a passport's machine-readable zone: document, issuing state, "SURNAME<<GIVEN<NAMES" (ICAO Doc 9303-4).
_MRZ = re.compile(r"\bP[<A-Z](?P<state>[A-Z]{3})(?P<surname>[A-Z]+(?:<[A-Z]+)*)<<(?P<given>[A-Z]+(?:<[A-Z]+)*)<{2,}")


def _machine_readable(text: str) -> Iterator[FormPerson]:
    """The holder of a passport by its machine-readable zone."""
    for match in _MRZ.finditer(text):
        given, family = (match.group(part).replace("<", " ") for part in ("given", "surname"))
        yield FormPerson(
            NameForm(title_case(f"{given} {family}")),
            match.start(),
            match.end(),
            "mrz",
            None,
            country_code(match.group("state")),
        )


def _label_of(match: re.Match[str]) -> tuple[Label, str]:
    for label, _ in _LABELS:
        if match.group(label.value):
            return label, plain(match.group(label.value))
    return Label.OTHER, ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


def _entries_on_lines(text: str) -> Iterator[_Entry]:
    """Labels with their entry on the same line; one line may hold several."""
    for position, line in _lines(text):
        starts = [m for m in _INLINE.finditer(line)]
        if len(starts) > 1:
            for match, following in zip(starts, [*starts[1:], None], strict=True):
                label, word = _label_of(match)
                value = line[match.end() : following.start() if following else len(line)]
                if value.strip(" .,;|"):
                    yield _Entry(label, word, value.rstrip(), position + match.end())
            continue
        match = _WITH_VALUE.match(line)
        if match and match.group("value").strip(" ._-|"):
            label, word = _label_of(match)
            yield _Entry(label, word, match.group("value"), position + match.start("value"))
            continue
        spaced = _SPACED.match(line)
        if spaced and not _ALONE.match(line):
            alone = _ALONE.match(spaced.group("word"))
            if alone:
                label, word = _label_of(alone)
                if _fits(label, spaced.group("value"), strictly=True):
                    yield _Entry(label, word, spaced.group("value"), position + spaced.start("value"))


def _entries_apart(text: str) -> Iterator[_Entry]:
    """Labels alone on a line: their entry is the line before or after, whichever suits the whole form better."""
    lines = [(position, line) for position, line in _lines(text) if line.strip()]
    labels = {i: _ALONE.match(line) for i, (_, line) in enumerate(lines)}
    alone = [i for i, match in labels.items() if match]
    if not alone or (len(alone) == 1 and _label_of(labels[alone[0]])[0] is Label.OTHER):  # type: ignore[arg-type]
        return
    above = below = 0
    for i in alone:
        match = labels[i]
        assert match is not None  # noqa: S101 -- narrowed for the type checker
        label, _ = _label_of(match)
        above += _is_value(lines, labels, i - 1, label)
        below += _is_value(lines, labels, i + 1, label)
    if not above and not below:
        return
    step = -1 if above > below or (above == below and _follows_value(alone, labels)) else 1
    for i in alone:
        match = labels[i]
        if match is None:
            continue
        label, word = _label_of(match)
        if _is_value(lines, labels, i + step, label):
            yield _Entry(label, word, lines[i + step][1], lines[i + step][0])


def _is_value(
    lines: Sequence[tuple[int, str]], labels: dict[int, re.Match[str] | None], index: int, label: Label
) -> bool:
    """Whether a line can be the entry of a label that stands alone on the line beside it."""
    if not 0 <= index < len(lines) or labels[index] or _WITH_VALUE.match(lines[index][1]):
        return False
    return _fits(label, lines[index][1])


def _follows_value(alone: Sequence[int], labels: dict[int, re.Match[str] | None]) -> bool:
    """At a draw: the form ends with a label, so its entries stand above."""
    last = alone[-1]
    return last + 1 not in labels


def _fits(label: Label, value: str, strictly: bool = False) -> bool:
    """Whether an entry can belong to a label by its kind."""
    value = value.strip()
    if not value or len(value) > 80:
        return False
    if label is Label.BIRTH:
        return bool(find_dates(value))
    if label is Label.NATIONALITY:
        return country_code(value) is not None
    if label in _NAME_LABELS | {Label.ALIAS, Label.BIRTH_NAME, Label.REPRESENTATIVE}:
        if re.search(r"\d{2,}", re.split(r",?\s*geb|\*|\(", value)[0]) and not find_dates(value):
            return False
        names = find_names(value)
        covered = sum(name.end - name.start for name in names)
        return bool(names) and (not strictly or covered >= len(value.strip(" .,")) * 0.7)
    return not strictly


@dataclass(slots=True)
class _Record:
    """A person whose entries are being gathered."""

    entries: dict[Label, _Entry] = field(default_factory=dict)

    def takes(self, entry: _Entry) -> bool:
        if entry.label in self.entries:
            return False
        starts_anew = entry.label in (Label.NAME, Label.REPRESENTATIVE) and bool(
            self.entries.keys() & (_NAME_LABELS | {Label.REPRESENTATIVE})
        )
        # "Name: …" over "Vorname: …" means the surname.
        is_plain_name = (
            entry.label is Label.NAME
            and entry.word == "name"
            and Label.GIVEN in self.entries
            and Label.SURNAME not in self.entries
        )
        return not starts_anew or is_plain_name


def _persons(entries: Sequence[_Entry]) -> Iterator[FormPerson]:
    records: list[_Record] = []
    for entry in entries:
        if entry.label is Label.OTHER:
            continue
        if not records or not records[-1].takes(entry):
            if entry.label not in _NAME_LABELS | {Label.REPRESENTATIVE}:
                continue
            records.append(_Record())
        records[-1].entries[entry.label] = entry
    for record in records:
        person = _person(record)
        if person:
            yield person


def _person(record: _Record) -> FormPerson | None:
    entries = record.entries
    named = (
        entries.get(Label.NAME)
        or entries.get(Label.SURNAME)
        or entries.get(Label.GIVEN)
        or entries.get(Label.REPRESENTATIVE)
    )
    if named is None:
        return None
    form = _name_of(entries)
    if form is None:
        return None
    birth = entries.get(Label.BIRTH) or named
    dates = find_dates(birth.value)
    nationality = entries.get(Label.NATIONALITY)
    aliases = form.aliases
    if Label.ALIAS in entries:
        aliases = (*aliases, *(span.text for span in find_names(entries[Label.ALIAS].value)))
    birth_name = form.birth_name
    if Label.BIRTH_NAME in entries and find_names(entries[Label.BIRTH_NAME].value):
        birth_name = find_names(entries[Label.BIRTH_NAME].value)[0].text
    spans = find_names(named.value)
    return FormPerson(
        replace(form, aliases=tuple(aliases), birth_name=birth_name),
        named.start + (spans[0].start if spans else 0),
        named.start
        + (spans[-1].end if spans and Label.NAME not in entries else spans[0].end if spans else len(named.value)),
        named.word,
        dates[0].value if dates else None,
        country_code(re.split(r"[,;(]", nationality.value)[0]) if nationality else None,
        Label.REPRESENTATIVE in entries,
    )


def _name_of(entries: dict[Label, _Entry]) -> NameForm | None:
    """The name from its entries, in the order of speaking."""
    full, family, given = entries.get(Label.NAME), entries.get(Label.SURNAME), entries.get(Label.GIVEN)
    if given and (family or full) and _clean(given.value):
        last = _clean((family or full).value) if (family or full) else ""  # type: ignore[union-attr]
        first = _clean(given.value)
        return NameForm(" ".join(filter(None, (title_case(first), title_case(last))))) if last or first else None
    entry = full or entries.get(Label.REPRESENTATIVE) or family or given
    if entry is None or re.fullmatch(r"\s*N\.?\s?N\.?\s*", entry.value):
        return None
    value = re.split(r"\s{3,}|[;|_…]|\.{2,}|\bgeb(?:\.|oren)\s*(?:am\s*)?\d|\*|\(\*?\s*\d|,?\s*\d{1,2}\.", entry.value)[
        0
    ].strip(" .,:")
    spans = find_names(value)
    if not spans:
        return None
    name_ends = [span.end for span in spans]
    comma = value.find(",")
    if (
        comma > 0
        and len(spans) > 1
        and spans[0].end <= comma <= spans[1].start
        and _is_surname_first(entry.word, spans[0].text, value)
    ):
        return parse_name(value[spans[0].start : name_ends[1]] + value[name_ends[1] :])
    form = parse_name(
        value[spans[0].start :] if comma < 0 else value[spans[0].start : name_ends[0]] + value[name_ends[0] :]
    )
    if (
        re.search(r"\b(?:familien|nach|zu)?name\w* vorname", entry.word)
        and "," not in value
        and len(form.name.split()) == 2
        and not value.isupper()
    ):
        return form
    return replace(form, name=parse_name(value[spans[0].start : name_ends[0]]).name)


def _is_surname_first(word: str, first: str, value: str) -> bool:
    """ "Gashi, Besnik" in a form; "Mirvete Hasani, Hamm" is a name with a town behind."""
    return (
        "vorname" in word
        or len(first.split()) == 1
        or first.isupper()
        or bool(re.match(r"(?:al|el|ben|van|von|de)\b", first, re.IGNORECASE))
    )


def _clean(value: str) -> str:
    if re.fullmatch(r"\W*(?:X{2,}|-+|–)?\W*", value):
        return ""  # "XXX" stands where a name is lacking
    spans = find_names(value)
    if not spans:
        bare = re.sub(r"[^\w\s'’-]|[\d_]", " ", value).strip()
        return (
            bare
            if 0 < len(bare.split()) <= 3 and plain(bare) not in {"", "keine", "keiner", "unbekannt", "ohne"}
            else ""
        )
    return spans[0].text
