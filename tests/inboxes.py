"""Small inboxes for the tests of the flows. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

# Letters of different hands: the same words twice would be a letter that came twice.
_APPLICATIONS = (
    """Sehr geehrte Damen und Herren,

hiermit stelle ich für mich einen Antrag an die Härtefallkommission des Landes Nordrhein-Westfalen.
Mein Name ist {name}, geboren am {born} in Kabul, afghanische Staatsangehörigkeit.
Ich wohne in der Musterstraße 5, 44623 Herne. Mein Asylantrag wurde abgelehnt, ich habe nur eine Duldung.
Seit acht Jahren lebe ich hier, arbeite in der Pflege, und meine Tochter geht in Herne zur Schule.

Mit freundlichen Grüßen
{name}
""",
    """Guten Tag,

ich heiße {name} (geb. {born}, Staatsangehörigkeit: nigerianisch) und bitte die Härtefallkommission, meinen Fall
zu prüfen. Nach der Ablehnung meines Asylverfahrens droht mir die Abschiebung. Ich bin schwer an Diabetes erkrankt
und werde im Krankenhaus in Bielefeld behandelt. Meine Anschrift: Lindenweg 12, 33602 Bielefeld.

Vielen Dank für Ihre Hilfe!
{name}
""",
    """An die Härtefallkommission

Antrag für {name}, geboren {born}, irakischer Staatsangehöriger, Hauptstraße 77, 45127 Essen

Sehr geehrte Kommission, nach meiner Ausbildung zum Elektriker habe ich einen Arbeitsvertrag bekommen. Seit 2016
spiele ich hier im Fußballverein und helfe bei der Feuerwehr. Die Stadt Essen hat mir die Abschiebung angedroht.
Bitte helfen Sie mir, hier bleiben zu können.

{name}
""",
)


def make_mail(
    number: int, text: str, *, sender: str = "anna.beispiel@example.org", subject: str = "Antrag"
) -> EmailMessage:
    """Make an e-mail of 12 March 2026, `number` minutes past eight."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "poststelle@example.org", subject
    mail["Date"] = f"Thu, 12 Mar 2026 08:{number:02}:00 +0100"
    mail["Message-ID"] = f"<{number}@example.org>"
    mail.set_content(text)
    return mail


def application(number: int, name: str) -> bytes:
    """Make the mail with which somebody applies for herself."""
    text = _APPLICATIONS[number % len(_APPLICATIONS)].format(name=name, born=f"{number + 1:02}.04.1985")
    return make_mail(number, text, sender=f"{name.replace(' ', '.').lower()}@example.org").as_bytes()


def lay_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder and give the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
