"""What the words around a name say about the person: applicant, child, lawyer, case worker, not applying."""

from __future__ import annotations

import itertools
import re
from enum import StrEnum

from classifiers.name_context_words import (
    ADJ,
    AGE_BEHIND,
    APPOSED,
    CHILD,
    CLIENT,
    ENTRY_OF_FAMILY,
    FOR_KIN,
    GONE,
    GONE_BEFORE,
    HAS_APPLIED,
    IS_CALLED,
    MINOR_BEFORE,
    OF_AGE,
    OF_CLIENT,
    OFFICE_AFTER,
    OFFICE_BEFORE,
    ORDER_MEMBER,
    OWN,
    PARENT,
    PARTY,
    POSSESSED,
    PUPIL,
    RELATIVE,
    SELF,
    SPOUSE,
    WE,
    YOUNG_BEFORE,
)
from classifiers.passages import Part


class Sign(StrEnum):
    """One thing that a text says about a person."""

    BORN = "born"  # a birth date stands beside the name
    BIRTH_TOLD = "birth_told"  # a sentence tells the birth date
    SELF = "self"  # the writer names himself: "ich heiße …"
    CLIENT = "client"  # the letter acts for this person: "ich vertrete Herrn …", "Antrag für …", "es geht um …"
    PARTY = "party"  # in a list of parties: "1. des Herrn …", "In Sachen …"
    SUBJECT = "subject"  # in the subject
    FIELD = "field"  # entry of a form
    PRINCIPAL = "principal"  # gives the Vollmacht
    AGENT = "agent"  # gets the Vollmacht
    COVERED = "covered"  # named in a Vollmacht besides its principals
    LISTED = "listed"  # stands in one list with a client, party or the like
    CHILD = "child"  # somebody's son or daughter
    SPOUSE = "spouse"
    PARENT = "parent"
    RELATIVE = "relative"  # brother, aunt, cousin …
    OF_WRITER = "of_writer"  # "mein …", "unser …"
    OF_OTHER = "of_other"  # "ihr …", "sein …"
    PUPIL = "pupil"  # pupil, patient, employee, tenant, neighbour: whom writers stand up for
    OFFICE = "office"  # lawyer, doctor, teacher, case worker, judge …
    GONE = "gone"  # dead, German, with a residence title, abroad, said not to apply
    MINOR = "minor"
    SIGNED = "signed"  # below a letter
    HEAD = "head"  # in the letterhead


WINDOW = 130


def signs_of(text: str, start: int, end: int, title: str, part: Part) -> set[Sign]:  # noqa: C901 - a list of signs
    """What the words before and behind a name say.

    Args:
        text: The passage.
        start: First character of the name, behind its title.
        end: One past the last one.
        title: As in `NameSpan`.
        part: Which part of the letter the passage is.
    """
    before = flat(text[max(0, start - WINDOW) : start], keep_breaks=True)
    after = flat(text[end : end + WINDOW], keep_breaks=False)
    signs: set[Sign] = set()
    if SELF.search(before) or WE.search(before):
        signs.add(Sign.SELF)
    if part is Part.SUBJECT:
        signs.add(Sign.SUBJECT)
    named = IS_CALLED.search(before)
    if named:
        signs.add(Sign.CLIENT)
        if re.search(r"klein|kind|baby|mädchen|junge", named.group(), re.IGNORECASE):
            signs |= {Sign.CHILD, Sign.MINOR}
    if part is not Part.CLOSING and CLIENT.search(before):
        signs.add(Sign.CLIENT)
    if HAS_APPLIED.match(after):
        signs.add(Sign.CLIENT)
    if APPOSED.search(before) or FOR_KIN.search(before):
        signs.add(Sign.CLIENT)
    if ENTRY_OF_FAMILY.search(before):
        signs.add(Sign.LISTED)
    if PARTY.search(before):
        signs.add(Sign.PARTY)
    signs |= _family_signs(before, title)
    if OF_CLIENT.search(before):
        signs.discard(Sign.CLIENT)
        signs |= _family_signs(OF_CLIENT.sub(lambda m: m.group("kin") + " ", before), title)
    if OFFICE_BEFORE.search(before) or OFFICE_AFTER.match(after):
        signs.add(Sign.OFFICE)
        signs.discard(Sign.CLIENT)
    if ORDER_MEMBER.search(before) and not POSSESSED.search(before):
        signs.add(Sign.OFFICE)
    clause = _clause_behind(text, end)
    if GONE.search(clause) or GONE_BEFORE.search(before):
        signs.add(Sign.GONE)
    if MINOR_BEFORE.search(before) or YOUNG_BEFORE.search(before):
        signs.add(Sign.MINOR)
    age = AGE_BEHIND.match(after)
    if age and int(age.group(1) or age.group(2)) < OF_AGE:
        signs.add(Sign.MINOR)
    return signs


def _family_signs(before: str, title: str) -> set[Sign]:
    """Relation to the writer or to another person, told before the name."""
    signs: set[Sign] = set()
    for sign, pattern in (
        (Sign.CHILD, CHILD),
        (Sign.SPOUSE, SPOUSE),
        (Sign.PARENT, PARENT),
        (Sign.RELATIVE, RELATIVE),
        (Sign.PUPIL, PUPIL),
    ):
        match = pattern.search(before)
        if match:
            signs.add(sign)
            lead = before[max(0, match.start() - 60) : match.start() + 25]
            if re.search(rf"\b(?:ihr|sein|deren|dessen)\w{{0,2}}{ADJ}\s+$", before[: match.start()], re.IGNORECASE):
                signs.add(Sign.OF_OTHER)
            if re.search(
                rf"\b{OWN}(?:\s+\w+){{0,4}}\s*$|\b{OWN}\s+(?:frau|mann)\b", lead[: len(lead)], re.IGNORECASE
            ) or re.search(rf"\b{OWN}{ADJ}\s+\w+[\s,:]+(?:namens\s+)?$", before, re.IGNORECASE):
                signs.add(Sign.OF_WRITER)
                if re.search(r"\bich\s+und\s+mein\w*\s+(?:\w+\s+)?[\w]+[\s,:]+$", before, re.IGNORECASE):
                    signs.add(Sign.LISTED)
    if {"mj", "minderj", "minderjahrige", "minderjahrigen", "kind", "kinder", "sohn", "tochter"} & set(title.split()):
        signs.add(Sign.CHILD)
    return signs


def _clause_behind(text: str, end: int) -> str:
    """The rest of the clause behind a name, up to the end of the sentence."""
    rest = text[end : end + 160]
    stop = re.search(r"[.!?](?=\s+[A-ZÄÖÜ]|\s*\n\s*\n|\s*$)|\n\s*\n|\n\s*(?:\d[.)]|[-*•])", rest)
    if stop and stop.group() in ".!?" and re.search(r"(?:geb|am|\b\d{1,2})$", rest[: stop.start()]):
        later = re.search(r"[.!?](?=\s+[A-ZÄÖÜ]|\s*\n\s*\n|\s*$)", rest[stop.end() :])
        stop_at = stop.end() + later.start() if later else len(rest)
    else:
        stop_at = stop.start() if stop else len(rest)
    return flat(rest[:stop_at], keep_breaks=False)


_NEW_ENTRY = re.compile(r"\(?\d{1,2}[.)]|[a-h]\)|[-•*–]\s")
_LINE_END = re.compile(r"[ \t]*\n\s*")
_WRAPPED_FROM = 52  # a line at least so long goes on in the next one


def flat(text: str, keep_breaks: bool) -> str:
    """White space made single; the breaks of short lines are kept where the start of a line counts."""
    if not keep_breaks:
        return re.sub(r"\s+", " ", text)
    lines = _LINE_END.split(text)
    joined = lines[0]
    for last, line in itertools.pairwise(lines):
        goes_on = len(last) >= _WRAPPED_FROM and not _NEW_ENTRY.match(line)
        joined += (" " if goes_on else "\n") + line
    return re.sub(r"[ \t\u00a0]+", " ", joined)
