"""Who represents after an item of a case: whom a Vollmacht names, whoever hands it in, and whose Mandat has ended.

A Vollmacht often comes by itself, from the applicants or without a word. The words of the paper are kept as a finding;
held against those who filed earlier in the case they tell whom it proves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from classifiers.names import PLAIN_TITLES, name_words, plain, same_name, word_likeness
from classifiers.passages import Reading
from classifiers.records import Contact, Decision, FiledBy, Finding, Kind, PaperType, Person, Representative, Role
from classifiers.representative import agents_named

MANDATE = "mandate"
"""Name of the finding that keeps the words of a Vollmacht, in plain form."""
AGENT = "agent"
"""Name of the finding that keeps whom a Vollmacht names as the one who may act."""

_MOST_WORDS = 160  # a form's small print names nobody
_LEGAL_FORM = re.compile(r"\b(?:e ?v|gmbh|ggmbh|mbh|kg|co|ag)\b")
_ALIKE = 88  # rapidfuzz partial_ratio from which on an organisation's name stands in a text, bent by OCR
_HIMSELF = re.compile(
    r"\b(?:mache[n]?|stelle[n]?|führe[n]?|betreibe[n]?|vertrete[n]?)\s+(?:ich\s+|wir\s+)?(?:mich\s+|uns\s+|es\s+|das\s+|den\s+antrag\s+"
    r"|alles\s+|jetzt\s+|nun\s+)*(?:selber|selbst)\b|\b(?:ich|wir)\s+(?:brauche|will|möchte|habe)[n]?\s+kein\w*\s+(?:anwalt"
    r"|anwältin|vertret\w+|vollmacht)\b",
    re.IGNORECASE,
)
_PROVING_PAPERS = (PaperType.POWER_OF_ATTORNEY, PaperType.GUARDIANSHIP_CERTIFICATE)


@dataclass(frozen=True, slots=True)
class Filer:
    """Somebody who filed for the applicants, proven or not, how he can be reached, and who signed for him."""

    who: Representative
    contact: Contact | None
    signers: tuple[str, ...] = ()


def mandate_findings(reading: Reading, persons: Sequence[Person]) -> tuple[Finding, ...]:
    """What the Vollmacht of an item says: its words, and whom it names as the one who may act."""
    papers = reading.papers_of_type(*_PROVING_PAPERS)
    passages = [passage for paper in papers for passage in reading.passages_of(paper)]
    words = plain("\n".join(passage.text for passage in passages)).split()[:_MOST_WORDS]
    if not words:
        return ()
    evidence = tuple(passage.evidence(0, len(passage.text)) for passage in passages[:1])
    found = [Finding(MANDATE, " ".join(words), evidence, 0.9, "representation: words of the Vollmacht")]
    for name, place in agents_named(reading, persons)[:1]:
        found.append(Finding(AGENT, name, (place,), 0.7, "representation: named in the Vollmacht"))
    return tuple(found)


def proven_filer(decision: Decision, filers: Sequence[Filer], persons: Sequence[Person]) -> Filer | None:
    """Whom the Vollmacht of an item proves.

    Args:
        decision: About an item that brings a signed Vollmacht.
        filers: Who filed for the applicants up to now, the newest last.
        persons: The applicants.

    Returns:
        Who files with it, unless that is an applicant; then the newest earlier filer whom the paper names; then the
        one that it names as the agent. None where nobody can be told.
    """
    who = decision.representative
    if decision.filed_by is not FiledBy.APPLICANT and who is not None and not is_applicant(who, persons):
        return Filer(who, decision.sender)
    text = " ".join(f.value for f in decision.findings if f.field == MANDATE)
    for filer in reversed(filers):
        # An association acts by those who sign for it: "gibt Frau Wolters Vollmacht", who signed for the parish.
        if any(is_named(name, text, persons) for name in (filer.who.name, *filer.signers) if name):
            return filer
    agents = (f.value for f in decision.findings if f.field == AGENT)
    agent = next((name for name in agents if not is_applicant(Representative(name, Role.PRIVATE), persons)), None)
    return Filer(Representative(agent, Role.PRIVATE), None) if agent else None


def is_applicant(who: Representative, persons: Sequence[Person]) -> bool:
    """Whether he applies himself: a husband with the Vollmacht of his wife represents nobody."""
    return any(same_name(who.name, person.name) for person in persons)


def is_named(name: str, text: str, persons: Sequence[Person]) -> bool:
    """Whether a paper names somebody: an organisation by its words, a person by the family name.

    Where the applicants bear the same family name, the first name must stand there too.

    Args:
        name: As the earlier item gives it.
        text: The paper in plain form.
        persons: The applicants.
    """
    core = _LEGAL_FORM.sub("", plain(name)).strip()
    if len(core) >= 8 and fuzz.partial_ratio(core, text) >= _ALIKE:
        return True
    parts = [word for word in name_words(name) if len(word) > 2 and word not in PLAIN_TITLES]
    if not parts or len(parts) > 4:
        return False
    words = text.split()
    of_family = {word for person in persons for word in plain(person.name or "").split()}
    wanted = parts if parts[-1] in of_family else parts[-1:]
    return all(any(word_likeness(part, word) >= 0.85 for word in words) for part in wanted)


def ends_for(decision: Decision, acting: Representative | None, filers: Iterable[Filer]) -> bool:
    """Whether the end of a representation that an item tells is that of the one who acts now.

    A former lawyer who lays down the Mandat after a new one has shown his Vollmacht ends nothing; a new one who tells
    that the Vollmacht of the former one is revoked does.

    Args:
        decision: About the item.
        acting: Who acts now, or None.
        filers: Who filed for the applicants up to now.
    """
    if not decision.ends_representation:
        return False
    ender = decision.representative.name if decision.representative else None
    if decision.filed_by is FiledBy.APPLICANT or not ender or acting is None or not acting.name:
        return True
    if is_same_representative(ender, acting.name):
        return True
    return not any(filer.who.name and is_same_representative(ender, filer.who.name) for filer in filers)


def takes_over(decision: Decision, persons: Sequence[Person]) -> bool:
    """Whether an applicant says that from now on he acts for himself: no Vollmacht is needed any more."""
    who = decision.representative
    acts = decision.filed_by is FiledBy.APPLICANT or (who is not None and is_applicant(who, persons))
    return acts and decision.kind in (Kind.APPLICATION, Kind.SUPPLEMENT) and bool(_HIMSELF.search(decision.main_text))


def is_same_representative(a: str, b: str) -> bool:
    """Whether two names mean one lawyer, helper or organisation: initials and missing first names do not part them."""
    if same_name(a, b) or fuzz.token_set_ratio(plain(a), plain(b)) >= 90:
        return True
    first, second = name_words(a), name_words(b)
    return bool(first and second) and word_likeness(first[-1], second[-1]) >= 0.9
