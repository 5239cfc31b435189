"""People as a passage mentions them: each name with its birth date, nationality and what the words around it say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from classifiers.dates import DateMention, find_dates
from classifiers.name_contexts import Sign, mandate_signs, signs_of
from classifiers.name_spans import NameSpan, find_names
from classifiers.names import NameForm, parse_name, plain, surname
from classifiers.nationalities import GERMANY, NationalityMention, find_nationalities
from classifiers.nationalities import Sign as CountrySign
from classifiers.passages import Passage
from classifiers.records import Evidence


class Source(StrEnum):
    """In which kind of text a mention stands."""

    LETTER = "letter"  # the letter and the mail's own words
    FORWARDED = "forwarded"  # an earlier message that is handed on or answered
    HEADER = "header"  # subject or sender of a mail
    MANDATE = "mandate"  # a Vollmacht
    IDENTITY = "identity"  # a passport or the like
    PAPER = "paper"  # any other paper sent along


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a person.

    Attributes:
        form: The name with birth name and aliases.
        evidence: Where it stands; None for a mail's header.
        source: In which kind of text.
        signs: What the words around say.
        title: "herr", "familie", "sohn": as in `NameSpan`.
        birth_date: Told beside the name.
        nationality: Told beside the name.
        quality: 0–1, of the text: below 1 it was read by OCR.
        group: Number of the list or row group it stands in together with others; None where alone.
    """

    form: NameForm
    evidence: Evidence | None
    source: Source
    signs: frozenset[Sign] = frozenset()
    title: str = ""
    birth_date: date | None = None
    nationality: str | None = None
    quality: float = 1.0
    group: int | None = None

    @property
    def name(self) -> str:
        """The name alone."""
        return self.form.name


@dataclass(slots=True)
class _Draft:
    """A mention that is being put together."""

    start: int
    end: int
    form: NameForm
    title: str
    signs: set[Sign] = field(default_factory=set)
    birth_date: date | None = None
    nationality: str | None = None
    group: int | None = None
    family: str = ""


_BORN = r"(?:geb(?:oren|orene[rn]?|urtsdatum|urtstag|\.?-?dat(?:um)?\.?|\.)?|\*|born|d\.?o\.?b\.?|date\s+of\s+birth|née?(?:\s*\(e\))?|gehoren|gcb\.?|veb\.?|gob\.?)"
_BIRTH_NAME = re.compile(
    r"^[\s,;(|]*(?:geb\.?|geborene[rn]?|gcb\.?|née?|verh\.?|verheiratete|alias|a\.?\s?k\.?\s?a\.?|(?:auch\s+)?genannt|gen\.)[\s|:]+(?!am\b)[^\W\d_][^\d,;()\n|]{1,40}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[\s,;:|()\[\]*•·.„“\"'‚’/_–=-]++|\b(?:geb(?:oren|orene[rn]?|urtsdatum|urtstag|dat(?:um)?)?|gcb|veb|gob|gehoren|amı?|born|on|dob|née?|e|le|the|was|wurde|ist|bin|er|sie|es"
    r"|mutter|vater|sohn|tochter|kind|ehefrau|ehemann|frau|mann|gatte|gattin|schwester|bruder|älteste[rs]?|jüngste[rs]?|zweite[rs]?"
    r"|antragsteller(?:in)?(?:\s+zu\s+\d\.?)?|mandant(?:in)?|minderjährig\w*|volljährig\w*|ledig|verheiratet|m(?:ännlich)?|w(?:eiblich)?|m/w|mj"
    r"|staats(?:angehörige[rn]?|angehörigkeit|bürger(?:in)?)|von|beruf|damals|jetzt|heute|und|auch|date|of|birth|years?|old|heißt|geboren[e]?r?)\b\.?)*+",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"{_BORN}[\s.:,;am|ı(*]*$", re.IGNORECASE)
_NEAR = 110  # characters between a name and its birth date
_AND = r"(?:und|sowie|u\.|&|\+|/|and|et|plus)"
_COUPLED = re.compile(
    rf"^\s*(?:\([^()]{{0,60}}\)\s*)?,?\s*{_AND}\s+(?:(?:der|die|den|das|dem)\s+)?(?:(?:frau|herrn?|tochter|sohn|ehefrau|ehemann)\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:\([^()]{0,60}\)\s*)?,\s*$")
_PERSONAL_TITLES = frozenset({"herr", "herrn", "frau", "dr", "ra", "rain", "prof", "hr", "fr"})


def mentions_in(
    passage: Passage, source: Source, reference: date, quality: float = 1.0, is_letter: bool = True
) -> tuple[Mention, ...]:
    """Everybody whom a passage names.

    Args:
        passage: Any passage.
        source: In which kind of text it stands.
        reference: Day of receipt: nobody is born later.
        quality: Mean confidence of OCR, 1 for text of a file.
        is_letter: Whether it belongs to the letter; only there the words around a name say what it is there for.
    """
    text = passage.text
    dates = [d for d in find_dates(text) if date(1915, 1, 1) <= d.value <= reference]
    nationalities = find_nationalities(text)
    drafts = _take_aliases(text, _drafts(text))
    _share_surnames(text, drafts)
    _link_births(text, drafts, dates, reference)
    drafts = [draft for draft in drafts if not _is_place(text, draft, dates)]
    _link_nationalities(text, drafts, nationalities)
    for draft in drafts:
        draft.signs |= signs_of(text, draft.start, draft.end, draft.title, passage.part)
        if draft.birth_date:
            draft.signs.add(Sign.BIRTH_TOLD if _is_told_in_sentence(text, draft) else Sign.BORN)
        elif not _can_stand_alone(text, draft):
            draft.signs -= {Sign.CLIENT, Sign.PARTY, Sign.SUBJECT, Sign.SELF}
        if source is Source.MANDATE:
            draft.signs = _signs_in_mandate(text, draft)
    _spread_over_lists(text, drafts)
    return tuple(
        Mention(
            draft.form,
            passage.evidence(draft.start, draft.end),
            source,
            frozenset(draft.signs),
            draft.title,
            draft.birth_date,
            draft.nationality,
            quality,
            draft.group,
        )
        for draft in drafts
        if draft.form.name
    )


_ASKED_FOR = re.compile(
    r"\b(?:(?:geht|handelt)\s+(?:es\s+)?(?:sich\s+)?(?:\w+\s+)?um|(?:fall|schicksal|lage|situation|anliegen)\s+von|antrag\s+(?:für|von)|härtefall\w*\s+(?:für|von)|heiße|heisse|heise|name\s+ist|my\s+name\s+is|m['’]appelle|bleiberecht\s+für|hei(?:ß|ss|s)(?:t|en)|mündel[s]?|jugendlichen|schützling\w*|hilfe\s+für)\s+$",
    re.IGNORECASE,
)


def _is_told_in_sentence(text: str, draft: _Draft) -> bool:
    """ "Lina ist am 14. Dezember 2025 in Hamm geboren" is a sentence, "Lina, geb. 14.12.2025" an entry."""
    return bool(re.match(r"\s+(?:ist|wurde|war|kam|was)\b", text[draft.end : draft.end + 12]))


def _signs_in_mandate(text: str, draft: _Draft) -> set[Sign]:
    """The signs of a name in a Vollmacht; a single word without title or birth date gives and gets none."""
    kept = draft.signs & {Sign.BORN, Sign.MINOR}
    if len(draft.form.name.split()) == 1 and not (kept or draft.title or Sign.CHILD in draft.signs):
        return set()
    return mandate_signs(text, draft.start, draft.end, draft.signs) | kept


def _can_stand_alone(text: str, draft: _Draft) -> bool:
    """Whether a name may be taken at the word of what leads to it: any noun can follow "für" or stand in a subject."""
    if len(draft.form.name.split()) > 1 or draft.form.name.endswith("."):
        return True
    if set(draft.title.split()) & (
        _PERSONAL_TITLES | {"familie", "eheleute", "ehepaar", "mj", "kind", "sohn", "tochter", "mandant", "mandantin"}
    ):
        return True
    return bool(_ASKED_FOR.search(text[max(0, draft.start - 60) : draft.start]))


def _drafts(text: str) -> list[_Draft]:
    """The names of a text, "Nachname, Vorname" put in order, birth names and aliases taken apart."""
    spans = list(find_names(text))
    drafts: list[_Draft] = []
    was_inverted = False
    position = 0
    while position < len(spans):
        span = spans[position]
        following = spans[position + 1] if position + 1 < len(spans) else None
        third = spans[position + 2] if position + 2 < len(spans) else None
        goes_on = was_inverted and re.fullmatch(rf"\s+{_AND}\s+", text[drafts[-1].end : span.start], re.IGNORECASE)
        is_inverted = bool(following) and (
            _is_inverted(text, span, following)
            or (bool(goes_on) and re.fullmatch(r",\s", text[span.end : following.start]))
        )
        was_inverted = False
        if following and is_inverted and not _begins_list(text, following, third):
            tail = _birth_name_behind(text, following.end)
            form = parse_name(f"{span.text}, {following.text}{tail}")
            form = replace(form, name=parse_name(f"{span.text}, {following.text}").name)
            drafts.append(_Draft(span.start, following.end, form, span.title))
            was_inverted = True
            position += 2
        else:
            form = parse_name(span.text + _birth_name_behind(text, span.end))
            drafts.append(_Draft(span.start, span.end, form, span.title))
            position += 1
        end = drafts[-1].end + len(_birth_name_behind(text, drafts[-1].end))
        while position < len(spans) and spans[position].start < end:
            position += 1  # the birth name is no person of its own
    return drafts


_OTHER_NAME = re.compile(
    r"^\s*(?:[(,/–-]\s*)?(?:[^\W\d_]+[\s.:]+){0,4}?(?:alias(?:personalien|name)?|a\.?\s?k\.?\s?a\.?|auch|genannt|gen\.|bekannt\s+als|geschrieben|geführt\s+als|früher|vormals|ehemals|fälschlich\w*|irrtümlich|unter\s+dem\s+namen|richtig|eigentlich|laut\s+\w+)(?:\s+als)?[\s:„\"“‚']*$",
    re.IGNORECASE,
)


def _take_aliases(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """ "Alhaji Kamara (in den Akten auch: Alhagie Camara), geb. …": the second name is another of the first one."""
    kept: list[_Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before
            and not draft.title
            and draft.start - before.end < 60
            and _OTHER_NAME.match(text[before.end : draft.start])
        ):
            is_bracketed = "(" in text[before.end : draft.start] or "alias" in text[before.end : draft.start].casefold()
            if is_bracketed or re.search(
                r"genannt|gen\.|bekannt|a\.?k\.?a", text[before.end : draft.start], re.IGNORECASE
            ):
                before.form = replace(before.form, aliases=(*before.form.aliases, draft.form.name))
                before.end = draft.end
                continue
        kept.append(draft)
    return kept


def _birth_name_behind(text: str, end: int) -> str:
    """ ", geb. Öztürk" behind a name, or nothing."""
    match = _BIRTH_NAME.match(text[end : end + 70])
    if not match:
        return ""
    found = match.group().rstrip()
    words = re.sub(r"^[\W]*[\w.]+[\s|:]+", "", found)
    if not words[:1].isupper() or re.match(r"(?:in|am|im|den)\b", words, re.IGNORECASE):
        return ""
    kept = re.match(
        r"^[\W]*(?:[\w.]+\s?[\w.]*?)[\s|:]+(?:[^\W\d_][\w'’-]*)(?:\s+(?=[A-ZÄÖÜŠĐČĆŽŞÇ])[^\W\d_][\w'’-]*){0,2}",
        found,
    )
    return kept.group() if kept else found


_LINE_START = re.compile(r"(?:^|\n|[|\t:•*]|\d[.)]|(?:^|\n)[ \t]*\d{1,2}(?=[ \t])|-)\s*(?:(?:herrn?|frau|kind|mj\.?|der|des|die)\s+)*$|\b(?:sachen|sache|verfahren|herrn?|frau|patient(?:in)?|schüler(?:in)?|mandant(?:in)?|betr\.?:?|betreff:?|von|absender:?)\s*$", re.IGNORECASE)  # fmt: skip
_AFTER_INVERTED = re.compile(
    rf"^\s*(?:$|\n|[|;:\t(]|[,.]?\s*(?:{_BORN}|\*|\d{{1,2}}\.|\(|und\s+[A-ZÄÖÜ]|u\.\s?a|\.?/|[-–]|[a-zäöü]+isch|,))",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(
    r"(?:kinder[n]?|söhnen?|töchtern?|geschwister[n]?|eheleuten?|eltern|personen)\s*:?\s*$", re.IGNORECASE
)


def _is_inverted(text: str, first: NameSpan, second: NameSpan) -> bool:
    """Whether two names with a comma between are "Nachname, Vornamen"."""
    if not re.fullmatch(r"\s?,[ \t\u00a0]?\n?", text[first.end : second.start]) or second.title:
        return False
    before, after = text[max(0, first.start - 40) : first.start], text[second.end : second.end + 40]
    if _ENUMERATION.search(before) or not _AFTER_INVERTED.match(after):
        return False
    words = [w for w in first.text.split() if w[0].isupper()]
    if first.text.isupper() and not second.text.isupper():
        return True
    if len(words) > 2 or (len(words) == 2 and not _is_double_surname(first.text, after)):
        return False
    return bool(_LINE_START.search(before)) or bool(re.match(rf"\s*,?\s*(?:{_BORN})", after, re.IGNORECASE))


def _begins_list(text: str, second: NameSpan, third: NameSpan | None) -> bool:
    """ "Mimoza, Ersi und Klea Gjokaj" is a list of first names; "Nazarzoda, Firdavs und Mavzuna" is none."""
    if _LIST_OF_SINGLE_NAMES.match(text, second.end):
        return True
    listed = _LIST_BEHIND.match(text, second.end)
    if listed:
        return listed.group("surname") is not None
    return bool(
        third and third.is_full and re.fullmatch(rf"\s+{_AND}\s+", text[second.end : third.start], re.IGNORECASE)
    )


_LIST_BEHIND = re.compile(
    r"(?:\s*,\s*[^\W\d_][\w'’-]+){1,6}\s+(?:und|u\.|&|sowie)\s+[^\W\d_][\w'’-]+(?P<surname>[ \t]+[A-ZÄÖÜÇŞŠČĆŽĐ](?=[a-zäöüß])[\w'’-]+)?"
)
_LIST_OF_SINGLE_NAMES = re.compile(r"(?:[ ]?,[ ]?[A-ZÄÖÜÇŞŠČĆŽĐ][\w'’-]+){1,5}[ ]*(?=[\n.;)]|$)")
_PLACE_BEFORE = re.compile(
    r"(?:^|[\s(,])(?:in|aus|nach|bei|ab|über|zu|of|at|à|en|to)\s+(?:(?:der|dem|den)\s+|der\s+(?:stadt|provinz)\s+|stadt\s+|dem\s+\w+\s+)?$",
    re.IGNORECASE,
)


def _is_place(text: str, draft: _Draft, dates: Sequence[DateMention]) -> bool:
    """Whether a name is a birthplace or another place: "in Gjumri", "geb. 1.2.1990, Jaffna", "5.6.1988 | Sumgait"."""
    if draft.birth_date or draft.title:
        return False
    if _PLACE_BEFORE.search(text[max(0, draft.start - 30) : draft.start]):
        return True
    return any(
        0 <= draft.start - d.end <= 12
        and re.fullmatch(r"\s*[,|/(–-]?\s*(?:in\s+)?", text[d.end : draft.start])
        and "\n" not in text[d.end : draft.start]
        for d in dates
    )


def _is_double_surname(name: str, after: str) -> bool:
    """ "El Amrani, Yassine, geb. …": two words can be a surname where a birth date follows."""
    words = [plain(word) for word in name.split()]
    if words[0] in {"al", "el", "ben", "ngo", "abu", "van", "von", "de", "ait", "da", "dos"}:
        return True
    return bool(re.match(rf"\s*,?\s*(?:{_BORN})|[ \t]*\(?\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2}}", after, re.IGNORECASE))


def _share_surnames(text: str, drafts: list[_Draft]) -> None:
    """ "Sami und Rima Haddad", "Mimoza, Ersi und Klea Gjokaj": first names take the surname of the last one."""
    for draft, following in zip(drafts, drafts[1:], strict=False):
        between = text[draft.end : following.start]
        family = draft.family or (surname(draft.form.name) if "," in text[draft.start : draft.end] else "")
        if family and _is_first_name_only(following) and (_COUPLED.match(between) or re.fullmatch(r"\s?,\s?", between)):
            _add_surname(following, family)
            following.family = family  # "Safarov, Dilshod, Manizha und Firuz": it holds for the whole list
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        between = text[draft.end : following.start]
        if not _is_first_name_only(draft) or not _has_surname(following):
            continue
        in_list = _LISTED.match(between) and following.group is not None
        if _COUPLED.match(between) or in_list:
            _add_surname(draft, surname(following.form.name))
            draft.group = following.group = following.group or following.start


def _is_first_name_only(draft: _Draft) -> bool:
    if _PERSONAL_TITLES & set(draft.title.split()) or "familie" in draft.title:
        return False
    return len(draft.form.name.split()) == 1 and not draft.form.name.endswith(".")


def _has_surname(draft: _Draft) -> bool:
    return len(draft.form.name.split()) > 1


def _add_surname(draft: _Draft, family: str) -> None:
    if plain(family) != plain(draft.form.name):
        draft.form = replace(draft.form, name=f"{draft.form.name} {family}")


def _link_births(text: str, drafts: list[_Draft], dates: Sequence[DateMention], reference: date) -> None:
    """Give every name the birth date that follows it with nothing but connecting words between."""
    for index, draft in enumerate(drafts):
        limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
        for mention in dates:
            if not draft.end <= mention.start <= min(draft.end + _NEAR, limit):
                continue
            between = text[draft.end : mention.start]
            if "\n" in between and re.match(r"[ ]{2,}\d{1,2}\.\s?\d", text[mention.end : mention.end + 30]):
                break  # a line of dates, one per column
            if _joins_birth(between, text, draft, mention, reference):
                draft.birth_date = mention.value
                _share_dates(text, drafts, index, mention, dates)
            break


def _share_dates(text: str, drafts: list[_Draft], index: int, first: DateMention, dates: Sequence[DateMention]) -> None:
    """ "A und B, geb. 14.06.1992 / 05.11.1994": the dates of a couple in the order of the names."""
    second = next(
        (
            d
            for d in dates
            if d.start > first.end and re.fullmatch(r"\s*(?:/|und|bzw\.)\s*(?:am\s+)?", text[first.end : d.start])
        ),
        None,
    )
    before = drafts[index - 1] if index else None
    if second and before and before.birth_date is None and _COUPLED.match(text[before.end : drafts[index].start]):
        before.birth_date, drafts[index].birth_date = first.value, second.value


def _joins_birth(between: str, text: str, draft: _Draft, mention: DateMention, reference: date) -> bool:
    """Whether what stands between a name and a date makes it the birth date."""
    birth_name = _BIRTH_NAME.match(between)
    rest = between[len(_birth_name_behind(text, draft.end)) :] if birth_name else between
    rest = re.sub(r"\([^()]*[^\W\d_][^()]*\)", " ", rest) if "(" in rest and ")" in rest else rest
    for nationality in reversed(find_nationalities(rest)):
        rest = rest[: nationality.start] + rest[nationality.end :]
    is_marked = bool(_MARKED.search(between))
    if not _BETWEEN.fullmatch(rest):
        return is_marked and _is_one_entry(rest)
    if is_marked:
        return True
    if "\n" in between.strip(" \t") and "|" not in between and not between.rstrip().endswith("("):
        return False
    if re.search(r"\b(?:wurde|ist|bin|was)\b", between) and "geb" not in text[mention.end : mention.end + 60]:
        return False
    age_days = (reference - mention.value).days
    return age_days > 3 * 365 or (
        age_days > 30
        and bool(
            re.search(
                r"kind|sohn|tochter|baby",
                draft.title + text[max(0, draft.start - 30) : draft.start],
                re.IGNORECASE,
            )
        )
    )


def _is_one_entry(between: str) -> bool:
    """Whether an address or the like stands between a name and its birth date, but no end of a sentence and nobody else."""
    if re.search(r"[.!?;]\s+[A-ZÄÖÜ]|\n\s*\n", re.sub(r"\b(?:Str|str|St|geb)\.", "", between)):
        return False
    if re.search(
        r"\b(?:sohn|tochter|kind(?:er)?|ehefrau|ehemann|frau|mann|bruder|schwester|vater|mutter)\b",
        between,
        re.IGNORECASE,
    ):
        return False
    lower = re.findall(r"(?<![\w-])[a-zäöüß]{2,}", between)
    return len([word for word in lower if word not in _ENTRY_WORDS]) <= 1


_ENTRY_WORDS = frozenset(
    {
        "geb",
        "geboren",
        "am",
        "in",
        "aus",
        "wohnhaft",
        "wohnt",
        "und",
        "der",
        "die",
        "zur",
        "bei",
        "wohnend",
        "derzeit",
        "zurzeit",
        "gemeldet",
        "ist",
        "wurde",
        "straße",
        "str",
    }
)


def _link_nationalities(text: str, drafts: list[_Draft], found: Iterable[NationalityMention]) -> None:
    """Give the name before it a nationality that stands in the same entry: "…, geb. 1.2.1990, gambischer StA"."""
    for mention in found:
        owner = next((d for d in reversed(drafts) if d.end <= mention.start and _is_credible(d)), None)
        if owner is None or owner.nationality or mention.start - owner.end > 110:
            continue
        between = text[owner.end : mention.start]
        if mention.sign in (CountrySign.STATUS, CountrySign.PEOPLE):
            if not re.search(
                r"[.!?]\s+[A-ZÄÖÜ]", re.sub(r"geb\.|\bSt\.|\bca\.|\d\.(?=\s?\d|\s+[A-Z][a-zä]+\s\d{4})", "", between)
            ) and not _GROUP_WORD.search(between):
                owner.nationality = mention.code
        elif (
            not _GROUP_WORD.search(between)
            and _ENTRY.fullmatch(_without_dates(between))
            and _ENTRY_END.match(text[mention.end : mention.end + 20])
        ):
            if mention.code != GERMANY:
                owner.nationality = mention.code


_GROUP_WORD = re.compile(r"\b(?:alle|beide[rn]?|sämtlich\w*|wir|jeweils|nous|toutes?|tous|we|both)\b", re.IGNORECASE)
_ENTRY = re.compile(
    r"[\s,;|()*/–.-]*(?:(?:geb\w*\.?|am|in|aus|er|sie|ist|wurde|zu|\*|born|on)[\s,.:|]+)*+(?:[^\W\d_][\w'’-]*[\s,;|()/–-]+){0,3}"
)
_ENTRY_END = re.compile(r"\s*(?:$|[\n,;.|)\]–-]|wohn)")


def _is_credible(draft: _Draft) -> bool:
    """Whether a name is surely one: a single word may be any noun."""
    return (
        len(draft.form.name.split()) > 1
        or bool(draft.title)
        or draft.birth_date is not None
        or draft.form.name.endswith(".")
    )


def _without_dates(between: str) -> str:
    for mention in reversed(find_dates(between)):
        between = between[: mention.start] + between[mention.end :]
    return between


def _spread_over_lists(text: str, drafts: list[_Draft]) -> None:
    """What a list is introduced by holds for all its members: "für A, B und C", "meine Kinder A und B"."""
    for index in range(1, len(drafts)):
        draft, before = drafts[index], drafts[index - 1]
        between = text[before.end : draft.start]
        if before.birth_date:
            between = _without_dates(between)
        between = (
            re.sub(r"[(,;\s]*(?:geboren|geb\.?|\*)?\s*(?:am)?\s*[)]?", "", between, count=1) + " "
            if before.birth_date
            else between
        )
        coupled = re.fullmatch(
            rf"[\s,;()]*(?:{_AND})?(?:\s*(?:um|für|den|die|das|der|dem|deren|seine[nr]?|ihre[nrm]?|unsere[nr]?|meine[nr]?|gemeinsame[nr]?|beide[nr]?|minderjährige[nr]?|kleine[nr]?|mit|frau|herrn?|sohn|tochter|töchter|söhne|kind(?:er)?|ehefrau|ehemann|eltern|schwester|bruder|dem|zwei|drei|vier)\b)*[\s,:]*",
            between,
            re.IGNORECASE,
        )
        if not coupled or not between.strip(" \n"):
            continue
        if Sign.SELF in before.signs and len(draft.form.name.split()) > 1 and Sign.OFFICE not in draft.signs:
            draft.signs.add(Sign.LISTED)
        shared = before.signs & {
            Sign.CLIENT,
            Sign.PARTY,
            Sign.SUBJECT,
            Sign.CHILD,
            Sign.PRINCIPAL,
            Sign.COVERED,
            Sign.LISTED,
        }
        if Sign.CHILD in shared and re.search(r"\n\s*\n", between):
            shared.discard(Sign.CHILD)
        if shared & {Sign.PRINCIPAL, Sign.COVERED}:
            draft.signs.discard(Sign.AGENT)
            draft.signs |= shared & {Sign.PRINCIPAL, Sign.COVERED}
        elif shared & {Sign.CLIENT, Sign.PARTY, Sign.SUBJECT}:
            draft.signs.add(Sign.LISTED)
        if Sign.CHILD in shared or Sign.LISTED in shared or Sign.COVERED in shared:
            draft.signs |= shared & {Sign.CHILD, Sign.LISTED, Sign.COVERED}
        draft.group = before.group = before.group or draft.group or before.start
