"""What a list of names says of all its members: the surname, the part they play."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from classifiers.name_contexts import Sign
from classifiers.name_drafts import AND, COUPLED, Draft
from classifiers.name_entries import without_dates
from classifiers.name_forms import surname
from classifiers.names import plain

_LISTED = re.compile(r"^\s*(?:\([^()]{0,60}\)\s*)?,\s*$")
PERSONAL_TITLES = frozenset({"herr", "herrn", "frau", "dr", "ra", "rain", "prof", "hr", "fr"})


def share_surnames(text: str, drafts: list[Draft]) -> None:
    """ "Sami und Rima Haddad", "Mimoza, Ersi und Klea Gjokaj": first names take the surname of the last one."""
    for draft, following in itertools.pairwise(drafts):
        between = text[draft.end : following.start]
        family = draft.family or (surname(draft.form.name) if "," in text[draft.start : draft.end] else "")
        if family and _is_first_name_only(following) and (COUPLED.match(between) or re.fullmatch(r"\s?,\s?", between)):
            _add_surname(following, family)
            following.family = family  # "Safarov, Dilshod, Manizha und Firuz": it holds for the whole list
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        between = text[draft.end : following.start]
        if not _is_first_name_only(draft) or not _has_surname(following):
            continue
        in_list = _LISTED.match(between) and following.group is not None
        if COUPLED.match(between) or in_list:
            _add_surname(draft, surname(following.form.name))
            draft.group = following.group = following.group or following.start


def _is_first_name_only(draft: Draft) -> bool:
    if PERSONAL_TITLES & set(draft.title.split()) or "familie" in draft.title:
        return False
    return len(draft.form.name.split()) == 1 and not draft.form.name.endswith(".")


def _has_surname(draft: Draft) -> bool:
    return len(draft.form.name.split()) > 1


def _add_surname(draft: Draft, family: str) -> None:
    if plain(family) != plain(draft.form.name):
        draft.form = replace(draft.form, name=f"{draft.form.name} {family}")


# "…, die Töchter Mira und Ana ebenfalls. Sie stellen keinen Antrag."
_NOT_APPLYING = re.compile(
    r"[.!?]\s+(?:sie|beide|diese|alle\s+\w+)\s+(?:stellen\s+(?:\w+\s+){0,2}keinen\s+antrag|brauchen\s+keinen"
    r"|sind\s+(?:\w+\s+){0,3}(?:nicht\s+betroffen|nicht\s+gegenstand|nicht\s+antragsteller)"
    r"|gehören\s+(?:\w+\s+){0,2}nicht\s+zu)",
    re.IGNORECASE,
)


# "Alle meine vier Kinder haben deutsche Pässe oder Niederlassung."
_CHILDREN_STAY = re.compile(
    r"\b(?:mein|unser|ihr|sein)e[nr]?\s+(?:\w+\s+){0,2}kinder\b[^.!?]{0,90}\b(?:deutsche[nr]?\s+(?:p[aä]ss\w*|staats\w+)|niederlassung\w*"
    r"|aufenthalts(?:erlaubnis\w*|titel\w*)|eingebürgert|(?:sind|inzwischen)\s+(?:\w+\s+)?deutsche\b)",
    re.IGNORECASE,
)


def exclude_relatives(text: str, drafts: list[Draft]) -> None:
    """Mark the relatives of a sentence as not applying, where the next one says so of them all."""
    if _CHILDREN_STAY.search(text):
        for draft in drafts:
            if Sign.CHILD in draft.signs and draft.birth_date is None:
                draft.signs.add(Sign.GONE)
    for match in _NOT_APPLYING.finditer(text):
        begin = max(text.rfind(stop, 0, match.start()) for stop in (". ", ".\n", "\n\n"))
        for draft in drafts:
            if begin < draft.start < match.start() and draft.signs & _KIN:
                draft.signs.add(Sign.GONE)


_KIN = {Sign.CHILD, Sign.SPOUSE, Sign.RELATIVE, Sign.PARENT, Sign.MINOR}


# What stands between two rows of a list: the rest of the first one, and what leads to the name in the second.
_NEXT_ROW = re.compile(r"[^\n]{0,60}\n(?:[ \t]*\n)?[ \t]*(?:[-–•*·]|\(?\d{1,2}[.)]|[a-h]\))?[^\n\d]{0,25}")


def mark_rows(text: str, drafts: list[Draft]) -> None:
    """Names with birth dates in rows below each other are one list, unless all of them are other relatives."""
    rows: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and draft.birth_date is None:
            continue
        if rows and draft is not None and _NEXT_ROW.fullmatch(text[rows[-1].end : draft.start]):
            rows.append(draft)
            continue
        if len(rows) > 2 and not all(Sign.RELATIVE in row.signs for row in rows):
            for row in rows:
                row.signs.add(Sign.LISTED)
        rows = [draft] if draft is not None else []


# "Herr Habib Noori, geb. 1980, und …", "Simran Kaur 2011, …": a year tells no birth date but parts nobody either.
_YEAR_ONLY = re.compile(
    r"\s*\(\d{1,2}(?:\s*J\w*\.?)?\)|[(,\s]*(?:\b(?:geb\w*\.?|Jahrgang|Jg\.)|\*)?\s*(?<![\w./-])(?:19|20)\d\d\b(?!\s*[./-]\d)\)?"
)


def spread_over_lists(text: str, drafts: list[Draft]) -> None:
    """What a list is introduced by holds for all its members: "für A, B und C", "meine Kinder A und B"."""
    for index in range(1, len(drafts)):
        draft, before = drafts[index], drafts[index - 1]
        between = text[before.end : draft.start]
        if before.birth_date:
            between = without_dates(between)
        between = _YEAR_ONLY.sub("", between)
        between = (
            re.sub(r"[(,;\s]*(?:geboren|geb\.?|\*)?\s*(?:am)?\s*[)]?", "", between, count=1) + " "
            if before.birth_date
            else between
        )
        coupled = re.fullmatch(
            rf"[\s,;()]*(?:{AND})?(?:\s*(?:um|für|den|die|das|der|dem|deren|seine[nr]?|ihre[nrm]?|unsere[nr]?"
            rf"|meine[nr]?|gemeinsame[nr]?|beide[nr]?|minderjährige[nr]?|kleine[nr]?|mit|frau|herrn?|sohn|tochter"
            rf"|töchter|söhne|mama|papa|vater|mutter|bruder|oma|opa|kleinen?|großen?|älteren?|jüngeren?|meinen|unseren|kind(?:er)?|ehefrau|ehemann|eltern|schwester|bruder|dem|zwei|drei|vier)\b)*[\s,:]*",
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
        is_agent = Sign.AGENT in draft.signs and bool(draft.title) and not re.search(rf"\b{AND}\b", between)
        if shared & {Sign.PRINCIPAL, Sign.COVERED} and not is_agent:
            draft.signs.discard(Sign.AGENT)
            draft.signs |= shared & {Sign.PRINCIPAL, Sign.COVERED}
        elif shared & {Sign.CLIENT, Sign.PARTY, Sign.SUBJECT}:
            draft.signs.add(Sign.LISTED)
        if Sign.CHILD in shared or Sign.LISTED in shared or Sign.COVERED in shared:
            draft.signs |= shared & {Sign.CHILD, Sign.LISTED, Sign.COVERED}
        draft.group = before.group = before.group or draft.group or before.start
    _list_by_company(drafts)


def _list_by_company(drafts: list[Draft]) -> None:
    """Who stands in a row between people with birth dates is entered with them, though his own date is not told."""
    for draft in drafts:
        if len(draft.form.name.split()) == 1 and not draft.title:
            continue
        company = [d for d in drafts if d is not draft and d.group == draft.group and d.birth_date]
        if draft.group is not None and len(company) > 1 and not draft.signs & {Sign.OFFICE, Sign.GONE, Sign.AGENT}:
            draft.signs.add(Sign.LISTED)
