"""A person put together from the entries of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from classifiers.dates import find_dates
from classifiers.form_labels import NAME_LABELS, Label
from classifiers.name_forms import NameForm, parse_name, title_case
from classifiers.name_spans import find_names
from classifiers.names import plain
from classifiers.nationalities import country_code


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
class Entry:
    """A label of a form with its value."""

    label: Label
    word: str
    value: str
    start: int


@dataclass(slots=True)
class Record:
    """A person whose entries are being gathered."""

    entries: dict[Label, Entry] = field(default_factory=dict)

    def takes(self, entry: Entry) -> bool:
        """Take an entry in; False where the record has one of that label already."""
        if entry.label in self.entries:
            return False
        starts_anew = entry.label in (Label.NAME, Label.REPRESENTATIVE) and bool(
            self.entries.keys() & (NAME_LABELS | {Label.REPRESENTATIVE})
        )
        # "Name: …" over "Vorname: …" means the surname.
        is_plain_name = (
            entry.label is Label.NAME
            and entry.word == "name"
            and Label.GIVEN in self.entries
            and Label.SURNAME not in self.entries
        )
        return not starts_anew or is_plain_name


def person_of(record: Record) -> FormPerson | None:
    """The person that the entries of a form tell of, None where they name nobody."""
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


def _name_of(entries: dict[Label, Entry]) -> NameForm | None:
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
