"""Of whom a statement speaks: of the applicants, or of relatives and others whose fate is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from classifiers.clauses import clause_around
from classifiers.names import name_words, plain
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Person
from classifiers.sentences import ends_only

_KIN = (
    r"(?:ehe(?:mann|frau|gatt(?:e|in))\w*|schwester\w*|br[uü]der\w*|tochter|töchter\w*|s[oö]hn\w*|mutter|vater\w*|eltern(?:teil)?"
    r"|großeltern|großmutter|großvater|oma|opa|tante\w*|onkel\w*|cousin\w*|vetter\w*|neffe\w*|nichte\w*|schwager|schwägerin"
    r"|verlobte\w*|partner\w*|lebensgefährt\w*|freund(?:e|in|es|en|innen)?|(?:zimmer|bett|haus|wohnungs)?nachbar\w*|mitbewohner\w*|bekannte\w*"
    r"|kolleg\w*|mitschüler\w*|klassenkamerad\w*|enkel\w*"
    r"|landsm[aä]nn\w*|brother\w*|sister\w*|wife|husband|mother|father|cousins?|uncle|aunt|daughter|son|friend\w*|fiancée?|parents"
    r"|frère\w*|soeur\w*|sœur\w*|mari|femme|mère|père|oncle|fille|fils|compagn\w*|geschwister\w*|verwandte\w*|angehörige\w*)"
)
_KIN_NOUN = re.compile(
    rf"\b(?:(?P<kin>{_KIN})|(?:mein|dein|sein|ihr|unser)(?:e[rsnm]?)?\s+(?:\w+\s+)?(?P<spouse>frau|mann|kind(?:er)?n?))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:ander(?:e|er|en|em)\s+(?:familie\w*|menschen|leute\w*|flüchtling\w*|personen|afghan\w*)|viele\s+(?:menschen|andere|leute)|manche"
    r"|(?:die|eine|der|ein)\s+(?:\w+\s+)?(?:familie|mann|frau|leute)\s+(?:nebenan|gegenüber|von\s+(?:oben|unten|nebenan)"
    r"|im\s+\w+\s+stock|aus\s+\w+\s+(?:im|von|nebenan))"
    r"|jemand|niemand|bewohner\w*|mitbewohner\w*|menschen\s+wie|leute|other\s+people|d['’]autres)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:ich|wir|mich|mir|uns|mein(?:e[rsnm]?)?|unser(?:e[rsnm]?)?|i|we|me|us|my|our|je|nous|mon|ma|mes)\b",
    re.IGNORECASE,
)
_RELATIVE_CLAUSE = re.compile(
    r"^\s*(?:und\s+)?(?:der|die|das|dem|den|deren|dessen|welche[rsnm]?|beide|who|whose|which|qui)\b", re.IGNORECASE
)
_CLIENT = re.compile(
    r"\b(?:mandant\w*|mandantschaft|antragsteller\w*|betroffene\w*|genannte\w*|obengenannte\w*|vorgenannte\w*|klient\w*|mündel\w*"
    r"|schützling\w*|schüler\w*|azubi|auszubildende\w*|mitarbeiter\w*|spieler\w*|ausländer\w*|herr\w*|frau|familie|eheleute|ehepaar)\b",
    re.IGNORECASE,
)


_WRITER_FIRST = re.compile(r"\s*(?:und\s+)?(?:ich|wir|i|we|je|nous)\b", re.IGNORECASE)
_FAMILY = re.compile(
    r"(?:ehe|tochter|toechter|sohn|soehn|mutter|vater|eltern|verlobte|partner|lebensgefahrt|frau|mann|kind|wife|husband|mother|father"
    r"|daughter|son$|fiance|parents|mari|femme|mere|pere|fille|fils|compagn|geschwister)"
)


def letter_passages(reading: Reading) -> tuple[Passage, ...]:
    """What the writer says to the office; where no letter was found among poor pages, all of them."""
    return reading.letter_passages or reading.passages


@dataclass(frozen=True, slots=True)
class Applicants:
    """Who the applicants are in the words of the letter.

    Attributes:
        words: Words of their names in plain form.
        kin: The words of kinship that mean an applicant ("mein Bruder" where the brother's case is presented).
        writer_is_one: "ich" and "wir" are the applicants.
        others: Given names, in plain form, of brothers, sisters and more distant relatives who are no applicants.
    """

    words: frozenset[str]
    kin: frozenset[str]
    writer_is_one: bool
    others: frozenset[str] = frozenset()


def applicants_of(reading: Reading, persons: Sequence[Person]) -> Applicants:
    """The applicants as the letter speaks of them.

    Args:
        reading: The whole message.
        persons: The applicants; where none is known the writer is taken for one.
    """
    names = [name_words(name) for p in persons for name in (p.name, *p.aliases) if name]
    words = frozenset(word for parts in names for word in parts if len(word) > 2)
    subject = reading.message.mail.subject if reading.message.mail else ""
    text = "\n".join([subject, *(p.text for p in letter_passages(reading) if p.part is not Part.QUOTED)])
    kin = _kin_of_applicants(text, words)
    return Applicants(words, kin, _writer_is_one(reading, names), _names_of_kin(text, words))


_NAME_AFTER = re.compile(r"\s+(?P<name>[A-ZÄÖÜ][a-zäöüß]{2,})\b")


def _names_of_kin(text: str, words: frozenset[str]) -> frozenset[str]:
    """Given names right after a word of kinship outside the family: "lebt mit seinem Bruder Karim"."""
    found = set()
    for match in _KIN_NOUN.finditer(text):
        name = _NAME_AFTER.match(text, match.end())
        if name and match["kin"] and not _FAMILY.match(plain(match["kin"])) and words:
            found.add(plain(name["name"]))
    return frozenset(found) - words


def _kin_of_applicants(text: str, words: frozenset[str]) -> frozenset[str]:
    """Words of kinship right before or after an applicant's name, or in "für meinen Bruder"."""
    found = set()
    for match in _KIN_NOUN.finditer(text):
        if _OF_CLIENT.match(text, match.start()):
            continue  # "Ndue G., der Bruder des Mandanten" bears the family's name and is no applicant
        noun = plain(match["kin"] or match["spouse"])
        beside = plain(text[max(0, match.start() - 30) : match.start()]).split()[-2:]
        beside += plain(text[match.end() : match.end() + 30]).split()[:2]
        led = text[max(0, match.start() - 30) : match.start()]
        asked_for = re.search(
            r"\b(?:für|for|pour)\s+(?:\w+\s+)?(?:und\s+)?(?:mein\w*|unser\w*)\s*$", led, re.IGNORECASE
        )
        if words & set(beside) or asked_for or re.search(r"\bfür\s+$", led):
            found.add(noun)
    return frozenset(found)


def _writer_is_one(reading: Reading, names: Sequence[tuple[str, ...]]) -> bool:
    """Whether an applicant's given name stands where writers put theirs: sender, letterhead, signature."""
    if not names:
        return True
    mail = reading.message.mail
    places = [mail.from_name if mail else ""]
    passages = letter_passages(reading)
    places += [p.text for p in passages if p.part is Part.CLOSING]
    places += ["\n".join(_lines(p.text)[:5]) for p in passages if p.part is Part.HEAD]
    places += ["\n".join(_lines(p.text)[-4:]) for p in passages if p.part is Part.TEXT][-2:]
    written = set(plain("\n".join(places)).split())
    if any(_has(written, parts[0]) and (len(parts) == 1 or _has(written, parts[-1])) for parts in names if parts):
        return True
    text = ends_only("\n".join(p.text for p in passages))
    return bool(
        re.search(
            r"\b(?:ich|wir)\b[^.\n]{0,80}\b(?:bin|sind|wurde|heiße)\b[^.\n]{0,60}\bgeb(?:oren|\.)", text, re.IGNORECASE
        )
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _has(words: set[str], part: str) -> bool:
    return part in words or (
        len(part) > 4 and process.extractOne(part, words, scorer=fuzz.ratio, score_cutoff=78) is not None
    )


def is_about_others(sentence: str, start: int, end: int, applicants: Applicants, *, of_family: bool = True) -> bool:
    """Whether `sentence[start:end]` is said of somebody who is no applicant.

    The clause decides; a relative clause speaks of whom the clause before ends with. Where nothing tells, it is
    taken to be said of the applicants.

    Args:
        sentence: The whole sentence.
        start: Begin of what is said.
        end: One past its end.
        applicants: As the letter speaks of them.
        of_family: Spouse, parents and children are others, too. Without it they are taken for applicants, and
            where no applicant is known nobody is another: for findings that must not be missed.
    """
    if not of_family and not applicants.words:
        return False
    clause = clause_around(sentence, start, end)
    begin = sentence.find(clause)
    if _names_applicant(clause, applicants):
        return False
    if applicants.others & set(plain(clause).split()[:1]):  # the subject of the clause
        return True
    if begin > 0 and clause.lstrip()[:1].islower() and _is_presented_as_kin(sentence[:begin], applicants):
        return True
    if _has_other_kin(clause, applicants, of_family) or (of_family and _OTHERS.search(clause)):
        return not (applicants.writer_is_one and _WRITER_FIRST.match(clause)) and not _is_with_others(
            clause, applicants
        )
    if begin > 0 and _PRONOUN_FIRST.match(clause) and _goes_on_about_others(sentence[:begin], applicants):
        return True
    if _WRITER.search(clause):
        return of_family and not applicants.writer_is_one and not _CLIENT.search(clause)
    head = sentence[:begin]
    if _names_applicant(head, applicants):
        return False
    if _RELATIVE_CLAUSE.match(clause) and begin > 0:
        return _has_other_kin(re.split(r"[,;(]", head.rstrip(" ,;("))[-1], applicants, of_family)
    if begin > 0 and not re.search(r"\b(?:er|sie|es|he|she|they|il|elle)\b", clause, re.IGNORECASE):
        without_possessives = re.sub(r"\b(?:mein|unser)\w*\b", "", head, flags=re.IGNORECASE)
        return _has_other_kin(head, applicants, of_family) and not _WRITER.search(without_possessives)
    return False


def _is_presented_as_kin(head: str, applicants: Applicants) -> bool:
    """Whether the subject is a relative though he bears the family's name: "Ndue G., der Bruder des Mandanten, …"."""
    match = _PRESENTED.search(head)
    return match is not None and plain(match["kin"]) not in applicants.kin


def _goes_on_about_others(head: str, applicants: Applicants) -> bool:
    """Whether "he" after the head of a sentence is another: "Der Nachbar wurde geholt; er sitzt noch dort"."""
    return (
        not _names_applicant(head, applicants)
        and _has_other_kin(head, applicants, of_family=False)
        and not _WRITER.search(_OWN.sub("", _OF_CLIENT.sub("", head)))
    )


def begins_with_other_kin(sentence: str, applicants: Applicants) -> bool:
    """Whether the subject of a sentence is a relative who is no applicant: "Seine Frau, Jelena …, hat …"."""
    match = _KIN_NOUN.search(sentence[:60])
    if match is None or plain(match["kin"] or match["spouse"]) in applicants.kin:
        return False
    before = sentence[: match.start("spouse") if match["spouse"] else match.start()]
    return bool(re.fullmatch(r"\s*(?:mein|sein|ihr|unser)e?\s+(?:\w+\s+)?", before, re.IGNORECASE))


def _is_with_others(clause: str, applicants: Applicants) -> bool:
    """Whether a pronoun is the subject and all relatives stand in an oblique case: "ich wurde mit meiner Frau …"."""
    kin = list(_KIN_NOUN.finditer(clause))
    if kin and all(_WITH.search(clause, max(0, m.start() - 25), m.start("spouse") if m["spouse"] else m.start())
                   for m in kin):  # fmt: skip
        return True
    subject = _SUBJECT.search(clause)
    if subject is None or (subject["first"] and not applicants.writer_is_one):
        return False
    return all(_OBLIQUE.search(clause, max(0, m.start() - 12), m.start("spouse") if m["spouse"] else m.start())
               for m in _KIN_NOUN.finditer(clause))  # fmt: skip


_SUBJECT = re.compile(r"\b(?:(?P<first>ich|wir)|er)\b", re.IGNORECASE)
_WITH = re.compile(r"\b(?:mit|samt|nebst)\s+(?:mein|sein|ihr|unser)(?:em|er|en)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OBLIQUE = re.compile(r"\b(?:mein|sein|ihr|unser)(?:em|er|en)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OTHER_CLIENT = re.compile(
    r"\b(?:früher|ehemalig|ander|weiter|vorig|einig|mehrer)\w*\s+(?:\w+\s+)?(?:mandant|klient)\w*", re.IGNORECASE
)
# "der Zimmernachbar meines Mandanten" is not he.
_OF_CLIENT = re.compile(
    rf"\b(?P<kin>{_KIN})\s+(?:mein|unser|sein|ihr|d)(?:es|er)\s+(?:mandant|klient|antragsteller|betroffen)\w*",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    rf"(?:^|:)\s*(?-i:[A-ZÄÖÜ])[^,;:]{{2,40}},\s+d(?:er|ie)\s+{_OF_CLIENT.pattern[2:]}", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:mein|unser)\w*\b", re.IGNORECASE)
_PRONOUN_FIRST = re.compile(
    r"\s*(?:(?:und|dann|dort|jetzt|am|seitdem)\s+)?(?:er|sie|es|he|she|they|il|elle|ihn|ihm)\b", re.IGNORECASE
)


def continues_about_others(sentence: str, before: str, applicants: Applicants) -> bool:
    """Whether a sentence goes on, with a pronoun, about others of whom the sentence before speaks."""
    return bool(
        _PRONOUN_FIRST.match(sentence)
        and not _names_applicant(sentence, applicants)
        and not _names_applicant(before, applicants)
        and _has_other_kin(before, applicants)
    )


def _names_applicant(text: str, applicants: Applicants) -> bool:
    words = set(plain(text).split())
    return bool(words & applicants.words) or bool(
        re.search(
            r"\b(?:mandant\w*|mandantschaft|antragsteller\w*|betroffene[rn]?)\b",
            _OTHER_CLIENT.sub("", _OF_CLIENT.sub(r"\g<kin>", text)),
            re.IGNORECASE,
        )
    )


def _has_other_kin(text: str, applicants: Applicants, of_family: bool = True) -> bool:
    """Whether a relative is named who is no applicant.

    Of a writer who is no applicant, and says of no relative by name that he is one, the relative may be it.
    """
    if _OTHER_CLIENT.search(text):
        return True
    for match in _KIN_NOUN.finditer(text):
        noun = plain(match["kin"] or match["spouse"])
        if noun in applicants.kin or (not of_family and _FAMILY.match(noun)):
            continue
        own = re.search(
            r"\b(?:mein|unser)\w*\s+(?:\w+\s+)?$", text[max(0, match.start() - 30) : match.start()], re.IGNORECASE
        )
        if own and not applicants.writer_is_one and not applicants.kin:
            continue
        return True
    return False
