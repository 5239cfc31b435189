"""The names of a passage put in order: "Nachname, Vorname", birth names and aliases taken together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from classifiers.name_contexts import Sign
from classifiers.name_forms import NameForm, parse_name
from classifiers.name_spans import NameSpan, find_names
from classifiers.names import plain


@dataclass(slots=True)
class Draft:
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


BORN = (
    r"(?:geb(?:oren|orene[rn]?|urtsdatum|urtstag|urt(?=:?\s*\d)|\.?-?dat(?:um)?\.?|\.)?|\*|born|d\.?o\.?b\.?|date\s+of\s+birth"
    r"|née?(?:\s*\(e\))?|gehoren|gcb\.?|veb\.?|gob\.?)"
)
BIRTH_NAME = re.compile(
    r"^[\s,;(|]*(?:geb\.?|geborene[rn]?|gcb\.?|née?|verh\.?|verheiratete|alias|a\.?\s?k\.?\s?a\.?|(?:auch\s+)?genannt"
    r"|gen\.)[\s|:]+(?!am\b)[^\W\d_][^\d,;()\n|]{1,40}",
    re.IGNORECASE,
)
AND = r"(?:und|sowie|u\.|&|\+|/|and|et|plus)"
COUPLED = re.compile(
    rf"^\s*(?:\([^()]{{0,60}}\)\s*)?,?\s*{AND}\s+(?:(?:der|die|den|das|dem)\s+)?(?:(?:frau|herrn?|tochter|sohn"
    rf"|ehefrau|ehemann)\s+)?$",
    re.IGNORECASE,
)


def drafts_in(text: str) -> list[Draft]:
    """The names of a text, "Nachname, Vorname" put in order, birth names and aliases taken apart."""
    spans = list(find_names(text))
    drafts: list[Draft] = []
    was_inverted = False
    position = 0
    while position < len(spans):
        span = spans[position]
        following = spans[position + 1] if position + 1 < len(spans) else None
        third = spans[position + 2] if position + 2 < len(spans) else None
        goes_on = was_inverted and re.fullmatch(rf"\s+{AND}\s+", text[drafts[-1].end : span.start], re.IGNORECASE)
        is_inverted = following is not None and (
            _is_inverted(text, span, following)
            or bool(goes_on and re.fullmatch(r",\s", text[span.end : following.start]))
        )
        was_inverted = False
        if following and is_inverted and not _begins_list(text, following, third):
            tail = birth_name_behind(text, following.end)
            form = parse_name(f"{span.text}, {following.text}{tail}")
            form = replace(form, name=parse_name(f"{span.text}, {following.text}").name)
            drafts.append(Draft(span.start, following.end, form, span.title))
            was_inverted = True
            position += 2
        else:
            form = parse_name(span.text + birth_name_behind(text, span.end))
            drafts.append(Draft(span.start, span.end, form, span.title))
            position += 1
        end = drafts[-1].end + len(birth_name_behind(text, drafts[-1].end))
        while position < len(spans) and spans[position].start < end:
            position += 1  # the birth name is no person of its own
    return drafts


_OTHER_NAME = re.compile(
    r"^\s*(?:[(,/–-]\s*)?(?:[^\W\d_]+[\s.:]+){0,4}?(?:alias(?:personalien|name)?|a\.?\s?k\.?\s?a\.?|auch|genannt"
    r"|gen\.|bekannt\s+als|geschrieben|geführt\s+als|früher|vormals|ehemals|fälschlich\w*|irrtümlich"
    r"|unter\s+dem\s+namen|richtig|eigentlich|laut\s+\w+)(?:\s+als)?[\s:„\"“‚']*$",
    re.IGNORECASE,
)


_SAME_SURNAME = re.compile(r"\s*\((?:ebenfalls|gleichfalls|auch)\s+")  # "ihrer Tochter Madina (ebenfalls Ismailova, …)"


def take_aliases(text: str, drafts: list[Draft]) -> list[Draft]:
    """ "Alhaji Kamara (in den Akten auch: Alhagie Camara), geb. …": the second name is another of the first one."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if before and len(before.form.name.split()) == 1 and _SAME_SURNAME.fullmatch(text[before.end : draft.start]):
            before.form = replace(before.form, name=f"{before.form.name} {draft.form.name}")
            before.end = draft.end
            continue
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


def birth_name_behind(text: str, end: int) -> str:
    """ ", geb. Öztürk" behind a name, or nothing."""
    match = BIRTH_NAME.match(text[end : end + 70])
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


_LINE_START = re.compile(
    r"(?:^|\n|[|\t:•*]|\d[.)]|(?:^|\n)[ \t]*\d{1,2}(?=[ \t])|-)\s*"
    r"(?:(?:herrn?|frau|kind|mj\.?|der|des|die)\s+)*$"
    r"|\b(?:sachen|sache|verfahren|herrn?|frau|patient(?:in)?|schüler(?:in)?|mandant(?:in)?|betr\.?:?|betreff:?"
    r"|von|absender:?)\s*$",
    re.IGNORECASE,
)
_AFTER_INVERTED = re.compile(
    rf"^\s*(?:$|\n|[|;:\t(]|[,.]?\s*(?:{BORN}|\*|\d{{1,2}}\.|\(|und\s+[A-ZÄÖÜ]|u\.\s?a|\.?/|[-–]|[a-zäöü]+isch|,))",
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
    return bool(_LINE_START.search(before)) or bool(
        re.match(rf"\s*,?\s*(?:{BORN})|\s*\(\*?\s*\d{{1,2}}\.\s?\d", after, re.IGNORECASE)
    )


def _begins_list(text: str, second: NameSpan, third: NameSpan | None) -> bool:
    """ "Mimoza, Ersi und Klea Gjokaj" is a list of first names; "Nazarzoda, Firdavs und Mavzuna" is none."""
    if _LIST_OF_SINGLE_NAMES.match(text, second.end):
        return True
    listed = _LIST_BEHIND.match(text, second.end)
    if listed:
        return listed.group("surname") is not None
    return bool(
        third and third.is_full and re.fullmatch(rf"\s+{AND}\s+", text[second.end : third.start], re.IGNORECASE)
    )


_LIST_BEHIND = re.compile(
    r"(?:\s*,\s*[^\W\d_][\w'’-]+){1,6}\s+(?:und|u\.|&"
    r"|sowie)\s+[^\W\d_][\w'’-]+(?P<surname>[ \t]+[A-ZÄÖÜÇŞŠČĆŽĐ](?=[a-zäöüß])[\w'’-]+)?"
)
_LIST_OF_SINGLE_NAMES = re.compile(r"(?:[ ]?,[ ]?[A-ZÄÖÜÇŞŠČĆŽĐ][\w'’-]+){1,5}[ ]*(?=[\n.;)]|$)")


def _is_double_surname(name: str, after: str) -> bool:
    """ "El Amrani, Yassine, geb. …": two words can be a surname where a birth date follows."""
    words = [plain(word) for word in name.split()]
    if words[0] in {"al", "el", "ben", "ngo", "abu", "van", "von", "de", "ait", "da", "dos"}:
        return True
    return bool(re.match(rf"\s*,?\s*(?:{BORN})|[ \t]*\(?\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2}}", after, re.IGNORECASE))
