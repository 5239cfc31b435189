"""What a page is given: the request, who asks, the office's tools; and how it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from jinja2 import Environment
from sqlalchemy.orm import Session, sessionmaker
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from review import words
from review.errors import BadInput
from review.painter import Painter
from review.settings import ReviewSettings
from storage.accounts import SignedIn
from storage.database import reading, transaction
from storage.errors import UnknownRow
from storage.queries import known_case
from storage.restriction import hidden_from, hide

_MOST_PLACES: Final = 1_000_000


@dataclass(frozen=True)
class Office:
    """What all pages share.

    Attributes:
        settings: Of the page.
        sessions: Of the database.
        templates: German HTML, every value escaped.
        painter: Of page pictures.
        now: The clock.
    """

    settings: ReviewSettings
    sessions: sessionmaker[Session]
    templates: Environment
    painter: Painter
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def today(self) -> date:
        """Give the day in Germany."""
        return self.now().astimezone(words.GERMANY).date()


@dataclass(frozen=True)
class Call:
    """A request of somebody who is signed in.

    Attributes:
        office: What all pages share.
        request: As it came.
        who: Asks.
        form: Fields of a POST; empty for a GET.
        files: Names and bytes of the files of a POST.
    """

    office: Office
    request: Request
    who: SignedIn
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read what they may see: rows of cases that are closed to them are not there."""
        with reading(self.office.sessions) as session:
            hide(session, hidden_from(session, self.who))
            yield session

    @contextmanager
    def noting(self) -> Iterator[Session]:
        """Read what they may see, and write down that they did."""
        with transaction(self.office.sessions) as session:
            hide(session, hidden_from(session, self.who))
            yield session

    def check_case(self, key: str) -> None:
        """Refuse an Aktenzeichen that a form names and that is closed to them, as one that nobody bears.

        Raises:
            UnknownRow: No case that they may see bears it.
        """
        with self.reading() as session:
            known_case(session, key)

    def id(self, name: str = "id") -> uuid.UUID:
        """Give an id of the address.

        Raises:
            UnknownRow: It is none.
        """
        try:
            return uuid.UUID(self.request.path_params[name])
        except ValueError:
            raise UnknownRow("no row bears this id") from None

    def place(self, name: str) -> int:
        """Give a number of the address: of a document or page.

        Raises:
            UnknownRow: There cannot be so many.
        """
        number = int(self.request.path_params[name])
        if number >= _MOST_PLACES:
            raise UnknownRow("there are not so many documents or pages")
        return number

    def number(self, name: str, otherwise: int = 1) -> int:
        """Give a number of the address's query; a wrong one counts as `otherwise`."""
        text = self.request.query_params.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 7 else otherwise

    def version(self) -> int:
        """Give the version of the item that the person saw.

        Raises:
            BadInput: The form tells none.
        """
        text = self.form.get("version", "")
        if not text.isdecimal() or len(text) > 9:
            raise BadInput("Das Formular ist unvollständig. Bitte die Seite neu laden.")
        return int(text)


def show(call: Call, template: str, title: str, *, status: int = 200, **values: Any) -> Response:
    """Answer with a page.

    Args:
        call: That is answered.
        template: Its file.
        title: Of the page; the name of the program follows it.
        status: Of HTTP.
        values: Of the template.
    """
    html = call.office.templates.get_template(template).render(
        who=call.who, title=title, path=call.request.url.path, said=said(call.request), **values
    )
    return HTMLResponse(html, status)


def go(address: str, says: str = "") -> Response:
    """Answer with another address; what was done is told there.

    Args:
        address: Path and query on this server.
        says: One of the keys of `_SAID`.
    """
    if says:
        path, mark, anchor = address.partition("#")
        address = f"{path}{'&' if '?' in path else '?'}gesagt={says}{mark}{anchor}"
    return RedirectResponse(address, 303)


# What is said after an action: constant texts by constant keys, so nobody can put words into an address.
_SAID: Mapping[str, str] = {
    "berichtigt": "Die Berichtigung ist gespeichert. Merkmale, Akte und Schreiben sind auf dem neuen Stand.",
    "unveraendert": "Es war nichts zu ändern.",
    "bestaetigt": "Die Angabe ist bestätigt.",
    "unlesbar": "Die Seite ist als nicht lesbar gekennzeichnet.",
    "abschrift": "Die Abschrift ist gespeichert.",
    "notiz": "Die Notiz ist gespeichert.",
    "zugeordnet": "Der Eingang ist der Akte zugeordnet.",
    "uebernommen": "Sie haben den Eingang übernommen.",
    "zurueckgegeben": "Der Eingang ist zurück in der Liste.",
    "erledigt": "Die Prüfung ist abgeschlossen.",
    "offen": "Der Eingang ist wieder in der Liste.",
    "freigegeben": "Freigegeben. Der Versand übernimmt das Schreiben beim nächsten Lauf.",
    "angehalten": "Das Schreiben ist angehalten.",
    "nocheinmal": "Die Nachricht wird beim nächsten Lauf noch einmal bearbeitet.",
    "hochgeladen": "Die Datei steht im Posteingangsbuch und wird beim nächsten Lauf bearbeitet.",
    "bekannt": "Diese Datei ist schon bekannt. Sie wird nicht noch einmal aufgenommen.",
    "schritt": "Der Schritt ist vermerkt.",
    "zusammengefuehrt": "Die Akten sind zusammengeführt. Das alte Aktenzeichen führt hierher.",
    "aufgegangen": "Diese Akte wird unter dem Aktenzeichen geführt, das Sie hier sehen.",
    "geteilt": "Geteilt: Diese Akte hat, was Sie gewählt haben. Die Schreiben beider Akten sind auf dem neuen Stand. "
    "Was aus der bisherigen Akte schon versandt ist, bitte prüfen.",
    "geteilt_noch": "Geteilt. Weitere Eingänge dieser Akte nennen dieselben Personen: bitte auch sie aufteilen.",
    "vertretung": "Die Vertretung ist festgelegt. Offene Schreiben gehen jetzt dorthin.",
    "beschraenkt": "Der Zugang ist beschränkt. Für alle anderen gibt es diese Akte nicht mehr.",
    "geoeffnet": "Die Akte ist wieder für alle zugänglich.",
    "adresse": "Die Anschrift ist gespeichert. Schreiben, die noch warten, gehen dorthin.",
    "adressen": "Das Adressbuch ist auf dem neuen Stand. Schreiben, die noch warten, gehen an die neuen Anschriften.",
    "adressen_alt": "Nichts geändert: Alle Einträge der Datei waren schon bekannt oder sind älter.",
    "konto": "Das Konto ist gespeichert.",
}


def said(request: Request) -> str:
    """Give what is to be told of the action that led here."""
    return _SAID.get(request.query_params.get("gesagt", ""), "")
