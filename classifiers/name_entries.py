"""Gives a name the birth date and nationality of its entry, and tells birthplaces from people."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import date

from classifiers.dates import DateMention, find_dates
from classifiers.name_drafts import BIRTH_NAME, BORN, COUPLED, Draft, birth_name_behind
from classifiers.nationalities import GERMANY, NationalityMention, find_nationalities
from classifiers.nationalities import Sign as CountrySign

_BETWEEN = re.compile(
    r"(?:[\s,;:|()\[\]*•·.„“\"'‚’/_–=-]++|\b(?:geb(?:oren|orene[rn]?|urtsdatum|urtstag|urt|dat(?:um)?)?|gcb|veb|gob"
    r"|gehoren|amı?|born|on|dob|née?|e|le|the|was|wurde|ist|bin|er|sie|es"
    r"|mutter|vater|sohn|tochter|kind|ehefrau|ehemann|frau|mann|gatte|gattin|schwester|bruder|älteste[rs]?"
    r"|jüngste[rs]?|zweite[rs]?"
    r"|antragsteller(?:in)?(?:\s+zu\s+\d\.?)?|mandant(?:in)?|minderjährig\w*|volljährig\w*|ledig|verheiratet"
    r"|m(?:ännlich)?|w(?:eiblich)?|m/w|mj"
    r"|staats(?:angehörige[rn]?|angehörigkeit|bürger(?:in)?)|von|beruf|damals|jetzt|heute|und|auch|date|of|birth"
    r"|years?|old|heißt|geboren[e]?r?)\b\.?)*+",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"{BORN}[\s.:,;am|ı(*]*$", re.IGNORECASE)
_NEAR = 110  # characters between a name and its birth date
_PLACE_BEFORE = re.compile(
    r"\b\d{5}\s+$|(?:^|[\s(,])(?:in|im|am|aus|nach|bei|ab|über|zu|of|at|à|en|to)\s+(?:(?:der|dem|den)\s+|der\s+(?:stadt"
    r"|provinz)\s+|stadt\s+|dem\s+\w+\s+)?$",
    re.IGNORECASE,
)


def is_place(text: str, draft: Draft, dates: Sequence[DateMention]) -> bool:
    """Whether a name is a birthplace or another place: "in Gjumri", "geb. 1.2.1990, Jaffna", "5.6.1988 | Sumgait"."""
    if draft.birth_date or draft.title:
        return False
    if _PLACE_BEFORE.search(text[max(0, draft.start - 30) : draft.start]):
        return True
    if re.match(r",\s*(?:den|am|im)\s+\d", text[draft.end : draft.end + 10]):
        return True
    return any(
        0 <= draft.start - d.end <= 12
        and re.fullmatch(r"\s*[,|/(–-]?\s*(?:in\s+)?", text[d.end : draft.start])
        and "\n" not in text[d.end : draft.start]
        for d in dates
    )


_FROM = re.compile(
    r"[\s,]*(?:\([^()]*\)\s*)?(?:ursprünglich\s+|zuletzt\s+|derzeit\s+|wohnhaft\s+)?(?:aus|in|from|de)\s+(?:[^\W\d_]+\s+)?"
)


def without_origins(text: str, drafts: list[Draft]) -> list[Draft]:
    """The names without towns that stand behind one: "Frau Grace Osayande aus Port Harcourt, geboren am …"."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        is_origin = before is not None and len(before.form.name.split()) > 1 and not draft.title
        if before is not None and is_origin and _FROM.fullmatch(text[before.end : draft.start]):
            continue
        kept.append(draft)
    return kept


def is_place_of_signing(text: str, draft: Draft) -> bool:
    """ "Kempen, 03.05.2019" alone on its line: where and when a paper was signed; with a day of long ago, a person."""
    if draft.title or len(draft.form.name.split()) > 2:
        return False
    line_start = text.rfind("\n", 0, draft.start) + 1
    signed = _SIGNED_ON.match(text[draft.end :])
    if signed is None or text[line_start : draft.start].strip():
        return False
    is_long_ago = int(signed["year"]) < _SIGNED_SINCE if len(signed["year"]) == 4 else False
    return not (is_long_ago and len(draft.form.name.split()) == 2)


_SIGNED_ON = re.compile(
    r",?[ ](?:den[ ]|am[ ])?\d{1,2}\.[ ]?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zä]+)[ ]?(?P<year>\d{4}|\d{2})[ .]*(?:\n|$)"
)
_SIGNED_SINCE = 2010  # no Vollmacht that comes in is older


def link_births(text: str, drafts: list[Draft], dates: Sequence[DateMention], reference: date) -> None:
    """Give every name the birth date that follows it with nothing but connecting words between."""
    _link_couples(text, drafts, dates)
    for index, draft in enumerate(drafts):
        if draft.birth_date is not None:
            continue
        limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
        for mention in dates:
            if not draft.end <= mention.start <= min(draft.end + _NEAR, limit):
                continue
            between = text[draft.end : mention.start]
            if "\n" in between and re.match(r"[ ]{2,}\d{1,2}\.\s?\d", text[mention.end : mention.end + 30]):
                break  # a line of dates, one per column
            goes_on = index > 0 and drafts[index - 1].birth_date is not None
            if _joins_birth(between, text, draft, mention, reference, goes_on):
                draft.birth_date = mention.value
                _share_dates(text, drafts, index, mention, dates)
            break


# A couple with its birth dates behind both names: "Armen und Gohar Hovsepyan (er geb. …, sie geb. …)".
_HE = re.compile(r"\s*\(\s*(?:er|ehemann|mann)\s*:?\s*(?:geb\w*\.?\s*)?(?:am\s*)?", re.IGNORECASE)
_SHE = re.compile(r"\s*[,;/]?\s*(?:und\s+)?(?:sie|ehefrau|frau)\s*:?\s*(?:geb\w*\.?\s*)?(?:am\s*)?", re.IGNORECASE)


def _link_couples(text: str, drafts: list[Draft], dates: Sequence[DateMention]) -> None:
    """The birth dates of a couple that are told by "er" and "sie" behind both names."""
    at = {day.start: day for day in dates}
    for him, her in itertools.pairwise(drafts):
        begin = _HE.match(text, her.end)
        first = at.get(begin.end()) if begin else None
        then = _SHE.match(text, first.end) if first else None
        second = at.get(then.end()) if then else None
        if first and second and COUPLED.match(text[him.end : her.start]):
            him.birth_date, her.birth_date = first.value, second.value


def _share_dates(text: str, drafts: list[Draft], index: int, first: DateMention, dates: Sequence[DateMention]) -> None:
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
    if second and before and before.birth_date is None and COUPLED.match(text[before.end : drafts[index].start]):
        before.birth_date, drafts[index].birth_date = first.value, second.value


# "geb. 1355/06/20 iran. Zeitrechnung = 11.09.1976": the day in the calendar of the country, before ours.
_OTHER_CALENDAR = re.compile(
    r"[([]?\b(?:1[34]\d\d(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2})?|\d{1,2}\.?\s+(?:farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban"
    r"|azar|dey|bahman|esfand)\s+1[34]\d\d)\b\s*,?\s*(?:(?:nach\s+)?(?:dem\s+)?(?:iran\w*|pers\w*|afgh\w*|islam\w*|hidschri\w*|hijri\w*"
    r"|sh\b|h\.\s?sch)\.?\s*(?:zeitrechnung|kalenders?)?\s*)?[)\]]?\s*(?:=|entspr\w*|das\s+ist|d\.\s?h\.|bzw\.|/|,|also)?\s*(?:dem\s+)?",
    re.IGNORECASE,
)


def _joins_birth(between: str, text: str, draft: Draft, mention: DateMention, reference: date, goes_on: bool) -> bool:
    """Whether what stands between a name and a date makes it the birth date; `goes_on`: the name before has one."""
    between = _OTHER_CALENDAR.sub(" ", between)
    birth_name = BIRTH_NAME.match(between)
    rest = between[len(birth_name_behind(text, draft.end)) :] if birth_name else between
    rest = re.sub(r"\([^()]*[^\W\d_][^()]*\)", " ", rest) if "(" in rest and ")" in rest else rest
    for nationality in reversed(find_nationalities(rest)):
        rest = rest[: nationality.start] + rest[nationality.end :]
    is_marked = bool(_MARKED.search(between))
    if not is_marked and _PLACE_BEFORE.search(text[max(0, draft.start - 30) : draft.start]):
        return False  # "die Explosion im Hafen von Beirut am 4. August 2020"
    if not _BETWEEN.fullmatch(rest):
        return is_marked and _is_one_entry(rest)
    if is_marked:
        return True
    if "\n" in between.strip(" \t") and "|" not in between and not between.rstrip().endswith("("):
        return False
    if re.search(r"\b(?:wurde|ist|bin|was)\b", between) and not _BORN_BEHIND.search(
        text[mention.end : mention.end + 60]
    ):
        return False
    age_days = (reference - mention.value).days
    led_by = draft.title + text[max(0, draft.start - 30) : draft.start]
    may_be_small = goes_on or bool(re.search(r"kind|sohn|tochter|baby", led_by, re.IGNORECASE))
    return age_days > 3 * 365 or (may_be_small and age_days > 30)


_BORN_BEHIND = re.compile(r"geb|zur\s+welt", re.IGNORECASE)


def _is_one_entry(between: str) -> bool:
    """Whether an address or the like stands between a name and its birth date, but no sentence and nobody else."""
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


def link_nationalities(text: str, drafts: list[Draft], found: Iterable[NationalityMention]) -> None:
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
            and _ENTRY.fullmatch(_ADDRESS.sub(" ", without_dates(between)))
            and (_ORIGIN_END if mention.sign is CountrySign.ORIGIN else _ENTRY_END).match(
                text[mention.end : mention.end + 20]
            )
        ) and mention.code != GERMANY:
            owner.nationality = mention.code


_GROUP_WORD = re.compile(r"\b(?:alle|beide[rn]?|sämtlich\w*|wir|jeweils|nous|toutes?|tous|we|both)\b", re.IGNORECASE)
_ENTRY = re.compile(
    r"[\s,;|()*/–.-]*(?:(?:geb\w*\.?|am|in|aus|er|sie|ist|wurde|zu|\*|born|on|née?|le|à|from|\d{1,2}"
    r"|Jahre?)[\s,.:|()]+)*+(?:[^\W\d_][\w'’-]*[\s,;|()/–-]+){0,3}"
)
_ENTRY_END = re.compile(r"\s*(?:$|[\n,;.|)\]–-]|wohn|und\s)")
_ORIGIN_END = re.compile(r"\s*(?:$|[\n,;.|)\]–-]|wohn|und\s|[A-ZÄÖÜ])")
_ADDRESS = re.compile(r"[A-ZÄÖÜ][^\d\n,;]{2,40}\d+\s?[a-z]?\s*,?\s*\d{5}\s+[A-ZÄÖÜ][^\W\d_]+(?:[ -][A-ZÄÖÜ][^\W\d_]+)?")


def _is_credible(draft: Draft) -> bool:
    """Whether a name is surely one: a single word may be any noun."""
    return (
        len(draft.form.name.split()) > 1
        or bool(draft.title)
        or draft.birth_date is not None
        or draft.form.name.endswith(".")
    )


def without_dates(between: str) -> str:
    """The text with its dates cut out."""
    for mention in reversed(find_dates(between)):
        between = between[: mention.start] + between[mention.end :]
    return between
