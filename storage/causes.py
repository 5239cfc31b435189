"""Why a message was parked or a letter did not go out, in plain German."""

from __future__ import annotations

from typing import Final

_CAUSES: Final = {
    "unreadable_message": "Der Inhalt ist nicht als Nachricht zu erkennen.",
    "not_storable": "Die Datenbank nimmt einen Wert der Nachricht nicht an.",
    "blob_damaged": "Die gespeicherten Bytes fehlen oder sind beschädigt: bitte aus der Sicherung zurückholen.",
    "memory_error": "Der Arbeitsspeicher reichte nicht aus.",
    "mail_refused": "Der Mailserver hat die Nachricht oder die Adresse endgültig abgelehnt.",
    "mail_server_unavailable": "Der Mailserver war nicht erreichbar oder nahm nichts an.",
    "mail_server_away": "Der Mailserver ist nicht erreichbar: Der Versand ruht, das Schreiben wartet.",
    "mail_server_refused": "Der Mailserver lehnt die Anmeldung oder den Absender ab: Der Versand ruht.",
    "print_folder_unavailable": "Der Druckordner war nicht beschreibbar.",
    "undeliverable": "Unzustellbar: Es kam eine Fehlermeldung des Mailsystems zurück.",
}
_UNKNOWN: Final = "Fehler des Programms ({code}): bitte die Nachricht selbst ansehen und den Fehler melden."


def cause_in_german(code: str) -> str:
    """Give a sentence for a code of the journal or the outbox.

    Args:
        code: The class of an error as a word ("unreadable_message").
    """
    return _CAUSES.get(code) or _UNKNOWN.format(code=code)
