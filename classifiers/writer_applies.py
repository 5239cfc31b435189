"""Whether the one who writes applies himself or speaks for others only."""

from __future__ import annotations

import re

from classifiers.applicant_score import GIVES_A_ROLE, Candidate
from classifiers.capacity import Capacity, Standing
from classifiers.gathering import Gathered
from classifiers.language import reads_as_german
from classifiers.mentions import Source
from classifiers.name_contexts import Sign
from classifiers.people import LETTER_SOURCES, Individual


def is_mere_writer(person: Individual, standing: Standing) -> bool:
    """Whether somebody only writes for an office, firm or organisation."""
    if not person.is_writer or standing.capacity is Capacity.SELF:
        return False
    signs = person.signs_in(*LETTER_SOURCES)
    return not signs & {Sign.FIELD, Sign.PARTY} and Sign.BORN not in signs


_INCLUDES_SELF = re.compile(
    r"\bda(?:ss|ß)\s+wir\b[^.!?]{0,90}\b(?:bleiben|dürfen|bekommen|erhalten|anerkannt)\b|\b(?:\w*antrag\w*|bitte\w*"
    r"|härtefall\w*|stelle\w*|ersuch\w*|schreib\w*|hilfe|geht|gebeten)\b[^.!?]{0,80}\b(?:für|um)\s+(?:mich|uns)\b"
    r"|\bfür\s+(?:mich|uns)\s+(?:und|alle|beide|als)\b|\b(?:mein\s+(?:ehe)?mann|meine\s+(?:ehe)?frau)\s+und\s+(?:mich"
    r"|ich,\s*[A-ZÄÖÜ])|(?:meine?\s+(?:kinder|familie|tochter|sohn|söhne|töchter|eltern|partner(?:in)?"
    r"|mutter))\s+und\s+(?:ich|mich)\b|\bich\s+und\s+mein\w*|\bwir\s+(?:(?:alle|beide)\s+(?:bitten|beantragen|leben"
    r"|sind|haben|möchten|wollen)|beantragen|stellen\s+den\s+antrag|sind\s+(?:\w+\s+){0,4}(?:familie|ehepaar|geboren"
    r"|ausreisepflichtig))"
    r"|\b(?:meine|unsere)\s+(?:duldung|abschiebung|ausreise|asylantr\w+|aufenthaltserlaubnis)\b|\b(?:mein"
    r"|unser)(?:e[nmrs]?)?\s+(?:asyl\w*|aufenthalt|fall|pass)\b|\bich\s+(?:bin|wurde)\s+(?:\w+\s+){0,6}(?:geboren"
    r"|ausreisepflichtig|geduldet|geflohen|geflüchtet)\b|\bich\s+habe\s+(?:nur\s+|eine\s+|noch\s+"
    r"|seit\s+\w+\s+)*duldung"
    r"|\b(?:mich|uns)\s+(?:\w+\s+){0,2}(?:abschieben|abzuschieben)|\b(?:ich|wir)\s+(?:soll|sollen|muss"
    r"|müssen)\s+(?:\w+\s+){0,5}(?:ausreisen|zurück\w*|verlassen|gehen)\b|\b(?:ich|wir)\s+(?:möchte|möchten|will"
    r"|wollen|darf|dürfen|kann|können)\s+(?:\w+\s+){0,4}bleiben\b|\blassen\s+sie\s+(?:mich|uns)\b"
    r"|\bmeine\s+familie\s+und\s+(?:mich|ich)\b"
    r"|\bmy\s+(?:asylum|case|deportation)\b|\bi\s+was\s+born\b|\bma\s+demande\b|\bje\s+suis\s+née?\b",
    re.IGNORECASE,
)
_ASKS_IN_FIRST_PERSON = re.compile(
    r"\b(?:ich|wir)\b[^.?!]{0,80}\b(?:stell\w*|beantrag\w*|einreich\w*)\b|\b(?:stelle|beantrage|bitte)\s+ich\b"
    r"|\bmein(?:e[nmr]?)?\s+(?:\w*antrag|fall|verfahren|sache|anliegen|härtefall\w*)\b"
    r"|\bunser(?:e[nmr]?)?\s+(?:\w*antrag|fall|verfahren|sache)\b|\bhelfen\s+sie\s+(?:mir|uns)\b|\bich\s+bitte\b"
    r"|\b(?:bin|heiße)\s+ich\b|\bich\s+(?:heiße|bin\s+geboren)\b|\bi\s+(?:ask|apply|request)\b|\bje\s+(?:demande"
    r"|vous)\b",
    re.IGNORECASE,
)
_ONLY_FOR_OTHERS = re.compile(
    r"\bich\s+schreibe\s+(?:dies\s+)?nicht\s+für\s+mich|\b(?:sind|als)\s+(?:\w+\s+){0,3}(?:pflegeeltern|vermieter"
    r"|nachbarn|paten)\b|\bich\s+(?:selbst|selber)?\s*(?:habe|besitze)\s+(?:selbst\s+"
    r"|selber\s+)?(?:eine?n?\s+)?(?:unbefristete\w*\s+)?(?:niederlassungs|aufenthalts)\w+"
    r"|\b(?:ich\s+)?bin\s+(?:\w+\s+){0,4}deutsche[r]?\b|\bich\s+(?:bin|als)\s+(?:\w+\s+){0,3}(?:nachbar\w*|lehrer\w*"
    r"|klassenlehrer\w*|pflegeeltern|pflegemutter|pflegevater|ehrenamtlich\w*|pfarrer\w*|arbeitgeber\w*|chef\w*"
    r"|vermieter\w*|freund\w*|patin|pate|schwester|bruder|onkel|tante|cousin\w*|mutter|vater)\b"
    r"|\bd(?:ass|aß)\s+(?:sie|er|die\s+familie|beide)\s+(?:\w+\s+){0,4}(?:bleiben|hier\s?bleiben)\b|\bich\s+mache\s+das\s+für\s+(?:sie|ihn)\b"
    r"|\b(?:der|dieser)\s+familie\s+(?:\S+\s+){0,2}(?:zu\s+helfen|helfen)\b|\bfür\s+(?:sie|ihn|diese\s+familie)\s+(?:(?!kein)\w+\s+){0,3}(?:antrag|härtefall\w*)\b"
    r"|\bals\s+(?:seine?|ihre?|deren)?\s*(?:schwester|bruder|mutter|vater|nachbar\w*|freund\w*|lehrer\w*"
    r"|arbeitgeber\w*|pat(?:e|in)|ehrenamtlich\w*|tante|onkel|tochter|sohn)\b|\bin\s+(?:seinem|ihrem|deren)\s+namen\b"
    r"|\bim\s+namen\s+(?:von|der|des)\b",
    re.IGNORECASE,
)


_NOT_FOR_HIMSELF = re.compile(
    r"\b(?:beantrag\w*|will|möchte|brauche|bitte)\b[^.!?]{0,20}\b(?:nichts|nicht|keinen)\b[^.!?]{0,30}\bfür\s+(?:mich|uns)\b"
    r"|\bnicht\s+für\s+(?:mich|uns)\b|\bfür\s+niemand(?:en)?\s+sonst\b|\b(?:ich|wir)\s+(?:selbst|selber)\s+(?:habe|haben|besitzen?|bin"
    r"|sind)\s+(?:\w+\s+){0,3}(?:aufenthalts(?:titel|erlaubnis)|niederlassungserlaubnis|deutsche\w*|eingebürgert|nicht\s+betroffen)\b|\b(?:selbst|selber)\s+(?:habe|brauche|bin)\s+ich\s+(?:\w+\s+)?(?:keine?n?|nicht"
    r"|deutsche[rn]?)\b",
    re.IGNORECASE,
)


def writes_for_himself(candidate: Candidate, others: list[Candidate], gathered: Gathered, standing: Standing) -> bool:
    """Whether a writer who stands in no list of applicants is one all the same."""
    if standing.capacity is not Capacity.SELF or candidate.score < -1 or _NOT_FOR_HIMSELF.search(gathered.text):
        return False
    signs = candidate.person.signs_in(*LETTER_SOURCES)
    if Sign.SELF in signs and not reads_as_german(gathered.text):
        return Sign.BORN in signs or not any(Sign.CLIENT in other.person.signs for other in others)
    if not others:
        return bool(
            _INCLUDES_SELF.search(gathered.text)
            or (_ASKS_IN_FIRST_PERSON.search(gathered.text) and not _ONLY_FOR_OTHERS.search(gathered.text))
        )
    return bool(_INCLUDES_SELF.search(gathered.text)) and not _ONLY_FOR_OTHERS.search(gathered.text)


def only_writes(person: Individual, others: list[Candidate], gathered: Gathered, standing: Standing) -> bool:
    """Whether a writer with some score of his own nevertheless speaks for others only."""
    signs = person.signs_in(*LETTER_SOURCES)
    if signs & GIVES_A_ROLE == {Sign.LISTED} and not signs & {Sign.BORN, Sign.BIRTH_TOLD}:
        return bool(_NOT_FOR_HIMSELF.search(gathered.text)) or not _INCLUDES_SELF.search(gathered.text)
    is_entered = bool(signs & {Sign.BORN, Sign.FIELD, Sign.PARTY, Sign.LISTED}) or {Sign.SELF, Sign.BIRTH_TOLD} <= signs
    if is_entered or Sign.PRINCIPAL in person.signs_in(Source.MANDATE):
        if Sign.AGENT in person.signs_in(Source.MANDATE) and Sign.PRINCIPAL not in person.signs_in(Source.MANDATE):
            return not _INCLUDES_SELF.search(gathered.text)
        return False
    return not _INCLUDES_SELF.search(gathered.text) or bool(_ONLY_FOR_OTHERS.search(gathered.text))
