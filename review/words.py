"""The German words of the page: closed sets, days and times, countries, authorities, causes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale

from classifiers.directory import cached_by_directory, directory
from classifiers.records import (
    ExitObligation,
    FiledBy,
    FlagKind,
    Kind,
    PaperType,
    Person,
    Reasons,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from letters.case_life import STAGE_LABELS, STEPS, Stage, StepName
from letters.records import LetterKind
from parsers.records import Channel, Problem
from storage.causes import cause_in_german
from storage.status import Act, CaseStatus, MessageState, OutboxState, StaffRole, Way

GERMANY: Final = ZoneInfo("Europe/Berlin")

_ALL: Final[tuple[tuple[StrEnum, str], ...]] = (
    (Kind.APPLICATION, "Antrag"),
    (Kind.SUPPLEMENT, "Nachreichung"),
    (Kind.AUTHORITY_REPLY, "Schreiben einer Behörde"),
    (Kind.ENQUIRY, "Anfrage"),
    (Kind.WITHDRAWAL, "Rücknahme"),
    (Kind.AUTO_REPLY, "Automatische Antwort"),
    (Kind.BOUNCE, "Unzustellbarkeitsmeldung"),
    (Kind.OTHER, "Sonstiges"),
    (Kind.UNKNOWN, "Nicht bestimmbar"),
    (PaperType.APPLICATION_LETTER, "Antragsschreiben"),
    (PaperType.POWER_OF_ATTORNEY, "Vollmacht"),
    (PaperType.GUARDIANSHIP_CERTIFICATE, "Bestallung / Betreuerausweis"),
    (PaperType.CV, "Lebenslauf"),
    (PaperType.LANGUAGE_CERTIFICATE, "Sprachnachweis"),
    (PaperType.SCHOOL, "Schule"),
    (PaperType.EMPLOYMENT, "Arbeit und Ausbildung"),
    (PaperType.MEDICAL, "Ärztliches"),
    (PaperType.IDENTITY, "Ausweis / Identität"),
    (PaperType.AUTHORITY_DECISION, "Bescheid"),
    (PaperType.COURT_DECISION, "Gerichtsentscheidung"),
    (PaperType.SUPPORT_LETTER, "Unterstützungsschreiben"),
    (PaperType.FAX_COVER, "Fax-Deckblatt"),
    (PaperType.PHOTO, "Foto"),
    (PaperType.OTHER, "Anderes Papier"),
    (FiledBy.APPLICANT, "von den Betroffenen selbst"),
    (FiledBy.REPRESENTATIVE, "durch eine Vertretung"),
    (Role.LAWYER, "Rechtsanwältin / Rechtsanwalt"),
    (Role.ORGANISATION, "Organisation"),
    (Role.PRIVATE, "Privatperson"),
    (Role.GUARDIAN, "Vormund / rechtliche Betreuung"),
    (Vollmacht.NOT_REQUIRED, "nicht erforderlich"),
    (Vollmacht.ENCLOSED, "liegt vor"),
    (Vollmacht.ASSERTED, "anwaltlich versichert"),
    (Vollmacht.ANNOUNCED, "angekündigt"),
    (Vollmacht.UNSIGNED, "nicht unterschrieben"),
    (Vollmacht.UNSUITABLE, "nicht geeignet"),
    (Vollmacht.MISSING, "fehlt"),
    (Reasons.STATED, "genannt"),
    (Reasons.ANNOUNCED, "angekündigt"),
    (Reasons.MISSING, "fehlen"),
    (ExitObligation.STATED, "ausreisepflichtig"),
    (ExitObligation.CONTRADICTED, "nicht ausreisepflichtig (Titel oder offenes Asylverfahren)"),
    (ExitObligation.NOT_STATED, "nicht genannt"),
    (Residence.NRW, "in {land}"),
    (Residence.ELSEWHERE, "außerhalb von {land}"),
    (Residence.NOT_STATED, "nicht genannt"),
    (Whereabouts.GERMANY, "in Deutschland"),
    (Whereabouts.ABROAD, "im Ausland"),
    (Whereabouts.NOT_STATED, "nicht genannt"),
    (FlagKind.POA_MISSING, "Vollmacht fehlt"),
    (FlagKind.POA_ASSERTED, "Vollmacht nur versichert"),
    (FlagKind.POA_UNSIGNED, "Vollmacht nicht unterschrieben"),
    (FlagKind.POA_UNSUITABLE, "Vollmacht nicht geeignet"),
    (FlagKind.REASONS_MISSING, "Begründung fehlt"),
    (FlagKind.NAME_INCOMPLETE, "Name unvollständig"),
    (FlagKind.EXIT_OBLIGATION_DOUBTFUL, "Ausreisepflicht zweifelhaft"),
    (FlagKind.RESIDENCE_ELSEWHERE, "Wohnort außerhalb des Landes"),
    (FlagKind.ABROAD, "Im Ausland"),
    (FlagKind.AUTHORITY_UNKNOWN, "Ausländerbehörde unbekannt"),
    (FlagKind.REMOVAL_IMMINENT, "Abschiebung steht bevor"),
    (FlagKind.FOREIGN_LANGUAGE, "Fremdsprachig"),
    (FlagKind.ENCLOSURE_MISSING, "Anlage fehlt"),
    (FlagKind.WITHDRAWAL_UNPROVEN, "Rücknahme nicht belegt"),
    (FlagKind.UNREADABLE, "Nicht lesbar"),
    (FlagKind.CASE_UNCLEAR, "Akte unklar"),
    (LetterKind.RECEIPT_CONFIRMATION, "Eingangsbestätigung"),
    (LetterKind.AUTHORITY_NOTIFICATION, "Mitteilung an die Ausländerbehörde"),
    (LetterKind.POWER_OF_ATTORNEY_REQUEST, "Anforderung der Vollmacht"),
    (LetterKind.REASONS_REQUEST, "Anforderung der Begründung"),
    (LetterKind.UNREADABLE_NOTICE, "Hinweis: nicht lesbar"),
    (LetterKind.PROOFS_REQUEST, "Anforderung von Nachweisen"),
    (LetterKind.TRANSLATION_REQUEST, "Anforderung einer Übersetzung"),
    (LetterKind.DOCUMENTS_REMINDER, "Erinnerung an fehlende Unterlagen"),
    (LetterKind.NON_ACCEPTANCE_NOTICE, "Nachricht: nicht angenommen"),
    (LetterKind.NON_ACCEPTANCE_INFORMATION, "Mitteilung an die Behörde: nicht angenommen"),
    (LetterKind.STATEMENT_REQUEST, "Anforderung der Stellungnahme"),
    (LetterKind.STATEMENT_REMINDER, "Erinnerung an die Stellungnahme"),
    (LetterKind.HARDSHIP_REQUEST, "Härtefallersuchen"),
    (LetterKind.END_NOTICE, "Nachricht: beendet"),
    (LetterKind.WITHDRAWAL_NOTICE, "Nachricht: Rücknahme"),
    (LetterKind.WITHDRAWAL_INFORMATION, "Mitteilung an die Behörde: Rücknahme"),
    (OutboxState.READY, "bereit"),
    (OutboxState.HELD, "angehalten"),
    (OutboxState.SENDING, "wird versandt"),
    (OutboxState.SENT, "versandt"),
    (OutboxState.FAILED, "Versand gescheitert"),
    (OutboxState.CANCELLED, "entfallen"),
    (OutboxState.RETURNED, "zurückgekommen"),
    (Way.EMAIL, "E-Mail"),
    (Way.PAPER, "Papier"),
    (Channel.EMAIL, "E-Mail"),
    (Channel.FAX, "Fax"),
    (Channel.POST, "Post"),
    (MessageState.RECEIVED, "eingegangen"),
    (MessageState.READ, "gelesen"),
    (MessageState.FILED, "abgelegt"),
    (MessageState.PARKED, "geparkt"),
    (CaseStatus.OPEN, "offen"),
    (CaseStatus.WITHDRAWN, "zurückgenommen"),
    (StaffRole.READER, "Lesen"),
    (StaffRole.CLERK, "Sachbearbeitung"),
    (StaffRole.LEAD, "Leitung"),
    (StaffRole.ADMIN, "Verwaltung"),
    (Problem.EMPTY, "die Datei ist leer"),
    (Problem.DAMAGED, "die Datei ist beschädigt"),
    (Problem.ENCRYPTED, "die Datei ist verschlüsselt oder mit einem Kennwort geschützt"),
    (Problem.UNSUPPORTED, "diese Art von Datei wird nicht gelesen"),
    (Problem.TOO_LARGE, "die Datei ist zu groß"),
    (Problem.TOO_SLOW, "das Lesen hat zu lange gedauert"),
    (Problem.ILLEGIBLE, "Handschrift, oder zu schlecht für die Texterkennung"),
    (Act.CORRECTED, "berichtigt"),
    (Act.CONFIRMED, "bestätigt"),
    (Act.UNREADABLE, "als unlesbar gekennzeichnet"),
    (Act.TRANSCRIBED, "abgeschrieben"),
    (Act.ASSIGNED, "einer Akte zugeordnet"),
    (Act.NOTED, "Notiz"),
    (Act.SETTLED, "Prüfung abgeschlossen"),
    (Act.REOPENED, "Prüfung wieder aufgenommen"),
)

WORDS: Final[Mapping[tuple[type[StrEnum], str], str]] = {(type(member), member.value): text for member, text in _ALL}
"""By set and value: the same word can be a member of two sets ("other" of kinds and of papers)."""

ADVICE: Final[Mapping[FlagKind, str]] = {
    FlagKind.POA_MISSING: "Jemand schreibt für die Betroffenen, eine Vollmacht ist nicht dabei.",
    FlagKind.POA_ASSERTED: "Die Vollmacht wird anwaltlich versichert, liegt aber nicht vor.",
    FlagKind.POA_UNSIGNED: "Das Vollmachtsformular ist da, eine Unterschrift nicht.",
    FlagKind.POA_UNSUITABLE: "Die Vollmacht gilt einer anderen Sache oder Person, oder nicht alle Erwachsenen "
    "haben unterschrieben.",
    FlagKind.REASONS_MISSING: "Humanitäre oder persönliche Gründe sind nicht genannt.",
    FlagKind.NAME_INCOMPLETE: "Eine Person ist nur mit Initialen oder einem Teil ihres Namens genannt.",
    FlagKind.EXIT_OBLIGATION_DOUBTFUL: "Es gibt einen Aufenthaltstitel oder ein offenes Asylverfahren.",
    FlagKind.RESIDENCE_ELSEWHERE: "Die Betroffenen wohnen nicht im Land der Härtefallkommission.",
    FlagKind.ABROAD: "Die Betroffenen sind nicht in Deutschland.",
    FlagKind.AUTHORITY_UNKNOWN: "Welche Ausländerbehörde zuständig ist, geht nicht hervor.",
    FlagKind.REMOVAL_IMMINENT: "Ein Termin ist angekündigt, oder jemand ist in Haft. Bitte zuerst bearbeiten.",
    FlagKind.FOREIGN_LANGUAGE: "Das Schreiben ist nicht auf Deutsch.",
    FlagKind.ENCLOSURE_MISSING: "Ein Papier ist als Anlage genannt und nicht dabei.",
    FlagKind.WITHDRAWAL_UNPROVEN: "Wer zurücknimmt, ist weder betroffen noch nachweislich bevollmächtigt.",
    FlagKind.UNREADABLE: "Eine Datei oder Seite konnte nicht gelesen werden.",
    FlagKind.CASE_UNCLEAR: "Zu welcher Akte dies gehört, ist nicht sicher.",
}

FIELDS: Final[Mapping[str, str]] = {
    "kind": "Art des Eingangs",
    "persons": "Personen",
    "filed_by": "Eingereicht",
    "representative": "Vertretung",
    "power_of_attorney": "Vollmacht",
    "reasons": "Begründung",
    "exit_obligation": "Ausreisepflicht",
    "residence": "Wohnort",
    "whereabouts": "Aufenthalt",
    "authority": "Ausländerbehörde",
    "removal_date": "Termin der Abschiebung",
    "detained": "Haft",
    "language": "Sprache",
    "papers": "Papiere",
    "unreadable_papers": "Nicht lesbar",
}

ADDRESSEES: Final[Mapping[str, str]] = {
    "applicant": "antragstellende Person",
    "representative": "Vertretung",
    "sender": "Absenderin / Absender",
}

_EVENTS: Final[Mapping[str, str]] = {
    "account_kept": "Konto angelegt oder geändert",
    "account_locked": "Konto nach falschen Kennwörtern gesperrt",
    "signed_in": "angemeldet",
    "signed_out": "abgemeldet",
    "item_read": "Eingang angesehen",
    "case_read": "Akte angesehen",
    "letter_read": "Schreiben angesehen",
    "original_taken": "Original heruntergeladen",
    "item_filed": "Eingang abgelegt",
    "item_claimed": "Eingang übernommen",
    "item_given_back": "Eingang zurückgegeben",
    "item_moved": "Eingang umgehängt",
    "message_parked": "geparkt",
    "message_offered_again": "noch einmal vorgelegt",
    "message_uploaded": "von Hand hochgeladen",
    "case_opened": "Akte angelegt",
    "case_status": "Stand der Akte",
    "case_authority": "zuständige Behörde",
    "case_representative": "Vertretung",
    "case_flags": "offene Merkmale",
    "case_merged": "Akten zusammengeführt",
    "case_split": "Eingänge in eine neue Akte gegeben",
    "item_divided": "Schreiben auf zwei Akten aufgeteilt",
    "representation_proven": "Vertretung als nachgewiesen festgelegt",
    "representation_ended": "Vertretung beendet",
    "case_restricted": "Zugang zur Akte beschränkt",
    "case_unrestricted": "Akte wieder für alle zugänglich",
    "access_refused": "Zugriff auf eine beschränkte Akte abgewiesen",
    "authority_address": "Anschrift einer Behörde",
    "step_undone": "Schritt zurückgenommen",
    "letter_queued": "Schreiben vorbereitet",
    "letter_changed": "Schreiben geändert",
    "letter_cancelled": "Schreiben entfallen",
    "letter_released": "Schreiben freigegeben",
    "letter_stopped": "Schreiben angehalten",
    "letter_sent": "Schreiben versandt",
    "letter_failed": "Versand gescheitert",
    "letter_goes_again": "Versand wiederholt",
    "letter_returned": "Schreiben zurückgekommen",
}

_SPECIAL_COUNTRIES: Final = {"XKX": "Kosovo", "XXA": "staatenlos", "XXX": "ungeklärt"}


def word(value: StrEnum | None) -> str:
    """Give the German word of a closed set; "nicht genannt" for none."""
    if value is None:
        return "nicht genannt"
    return WORDS[type(value), value.value].replace("{land}", directory().land)


def stage(value: Stage) -> str:
    """Say where a case stands."""
    return STAGE_LABELS[value]


def day(value: date | None) -> str:
    """Write a day: 02.03.2026."""
    return value.strftime("%d.%m.%Y") if value else ""


def instant(value: datetime | None) -> str:
    """Write an instant in German time: 02.03.2026, 11:24."""
    return value.astimezone(GERMANY).strftime("%d.%m.%Y, %H:%M") if value else ""


@lru_cache(maxsize=512)
def country(code: str | None) -> str:
    """Give the German name of a country by its ISO 3166-1 alpha-3 code."""
    if code is None:
        return ""
    if code in _SPECIAL_COUNTRIES:
        return _SPECIAL_COUNTRIES[code]
    found = pycountry.countries.get(alpha_3=code)
    return Locale("de").territories.get(found.alpha_2, code) if found else code


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """Give all codes with their German names, by name."""
    codes = [*(str(entry.alpha_3) for entry in pycountry.countries), *_SPECIAL_COUNTRIES]
    return tuple(sorted(((code, country(code)) for code in codes), key=lambda pair: pair[1]))


def language(code: str | None) -> str:
    """Give the German name of a language by its ISO 639-1 code."""
    return Locale("de").languages.get(code, code) if code else "nicht genannt"


def authority(code: str | None) -> str:
    """Give the name of an authority by its code."""
    if code is None:
        return "nicht bekannt"
    office = directory().offices.get(code)
    return office.label if office else code


@cached_by_directory(1)
def authorities() -> tuple[tuple[str, str], ...]:
    """Give all codes with their names, by name."""
    offices = directory().offices.values()
    return tuple(sorted(((office.code, office.label) for office in offices), key=lambda pair: pair[1]))


def addressee(to: str | None) -> str:
    """Say to whom a letter goes."""
    if to is None:
        return "noch niemand"
    return ADDRESSEES.get(to) or authority(to)


def person(value: Person) -> str:
    """Write a person in a line: name, birth date, nationality."""
    details = person_details(value)
    name = value.name or "(Name unbekannt)"
    return f"{name}, {details}" if details else name


def person_details(value: Person) -> str:
    """Write what is known of a person beside the name."""
    parts = []
    if value.birth_date:
        parts.append(f"geb. {day(value.birth_date)}")
    if value.nationality:
        parts.append(country(value.nationality))
    if value.is_minor:
        parts.append("minderjährig")
    if value.name_is_incomplete:
        parts.append("Name unvollständig")
    return ", ".join(parts)


def cause(code: str | None) -> str:
    """Say why a message could not be judged, or a letter did not go out."""
    return cause_in_german(code or "")


def event(what: str) -> str:
    """Say what an entry of the audit is about."""
    act = what.removeprefix("item_")
    if act in {member.value for member in Act}:
        return f"Eingang: {word(Act(act))}"
    step = what.removeprefix("step_")
    if step in {member.value for member in StepName}:
        return f"Schritt: {STEPS[StepName(step)].label}"
    return _EVENTS.get(what, what.replace("_", " "))


def state(value: str | None) -> str:
    """Say a state or role as the audit keeps it in German; what is none is shown as it is."""
    for members in (StaffRole, MessageState, OutboxState, CaseStatus):
        if value in {member.value for member in members}:
            return word(members(value))
    return value or ""


def grade(confidence: float) -> str:
    """Say in words how sure a finding is."""
    if confidence >= 0.85:
        return "sicher"
    return "bitte prüfen" if confidence >= 0.6 else "unsicher"
