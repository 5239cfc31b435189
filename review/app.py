"""create_app(settings): the table of routes, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from classifiers.directory import use_profile
from review import case_actions, words
from review.access import Door, Headers, Page, SignIn, failure, leave
from review.address_pages import enter_address, import_book, show_address, show_addresses
from review.calls import Call, Office
from review.case_pages import show_case, show_cases
from review.item_actions import (
    assign,
    change_field,
    end_review,
    mark_page,
    try_again,
    write_note,
    write_transcription,
)
from review.item_pages import give_original, show_item, show_picture
from review.letter_pages import (
    give_letter,
    hold,
    release,
    release_many,
    show_letter,
    show_letter_picture,
    show_outbox,
)
from review.office_pages import show_audit, show_figures, show_journal, show_parked, show_today
from review.painter import Painter
from review.provider import provider_routes
from review.queue_pages import give_back, search, show_queue, take
from review.settings import ReviewSettings
from review.upload_pages import show_upload, upload
from storage.database import open_engine, session_factory, upgrade
from storage.status import StaffRole

READER, CLERK, LEAD = StaffRole.READER, StaffRole.CLERK, StaffRole.LEAD

ROUTES: tuple[tuple[str, str, StaffRole, Page], ...] = (
    ("GET", "/heute", READER, show_today),
    ("GET", "/eingang", READER, show_queue),
    ("POST", "/eingang", READER, search),
    ("GET", "/eingang/{id}", READER, show_item),
    ("GET", "/eingang/{id}/bild/{document:int}/{page:int}", READER, show_picture),
    ("GET", "/eingang/{id}/original", READER, give_original),
    ("POST", "/eingang/{id}/uebernehmen", CLERK, take),
    ("POST", "/eingang/{id}/zurueckgeben", CLERK, give_back),
    ("POST", "/eingang/{id}/feld", CLERK, change_field),
    ("POST", "/eingang/{id}/abschrift", CLERK, write_transcription),
    ("POST", "/eingang/{id}/unlesbar", CLERK, mark_page),
    ("POST", "/eingang/{id}/akte", CLERK, assign),
    ("POST", "/eingang/{id}/notiz", CLERK, write_note),
    ("POST", "/eingang/{id}/pruefung", CLERK, end_review),
    ("POST", "/eingang/{id}/nocheinmal", CLERK, try_again),
    ("GET", "/akten", READER, show_cases),
    ("GET", "/akten/{id}", READER, show_case),
    ("POST", "/akten/{id}/schritt", CLERK, case_actions.take),
    ("POST", "/akten/{id}/zurueck", CLERK, case_actions.undo),
    ("POST", "/akten/{id}/zusammenfuehren", CLERK, case_actions.merge),
    ("POST", "/akten/{id}/teilen", CLERK, case_actions.split),
    ("POST", "/akten/{id}/aufteilen", CLERK, case_actions.divide),
    ("POST", "/akten/{id}/vertretung", CLERK, case_actions.represent),
    ("POST", "/akten/{id}/zugang", LEAD, case_actions.close),
    ("POST", "/akten/{id}/oeffnen", LEAD, case_actions.open_up),
    ("GET", "/ausgang", READER, show_outbox),
    ("POST", "/ausgang", CLERK, release_many),
    ("GET", "/briefe/{id}", READER, show_letter),
    ("GET", "/briefe/{id}/bild/{page:int}", READER, show_letter_picture),
    ("GET", "/briefe/{id}/pdf", READER, give_letter),
    ("POST", "/briefe/{id}/freigeben", CLERK, release),
    ("POST", "/briefe/{id}/anhalten", CLERK, hold),
    ("GET", "/geparkt", READER, show_parked),
    ("GET", "/posteingangsbuch", READER, show_journal),
    ("GET", "/hochladen", CLERK, show_upload),
    ("POST", "/hochladen", CLERK, upload),
    ("GET", "/auswertung", READER, show_figures),
    ("GET", "/protokoll", LEAD, show_audit),
    ("GET", "/adressbuch", READER, show_addresses),
    ("POST", "/adressbuch", LEAD, import_book),
    ("GET", "/adressbuch/{code}", READER, show_address),
    ("POST", "/adressbuch/{code}", LEAD, enter_address),
    ("POST", "/abmelden", READER, leave),
)
"""Method, path, the role that is needed, and what answers."""


def create_app(settings: ReviewSettings) -> Starlette:
    """Make the staff's web app.

    Args:
        settings: Read once, by whoever starts it.

    Raises:
        BadSettings: The database cannot be opened, or a table of the commission's folder cannot be.
    """
    use_profile(settings.letters_folder, settings.aktenzeichen_pattern)
    engine = open_engine(settings.storage)
    upgrade(engine)
    office = Office(settings, session_factory(engine), templates(), Painter())

    @asynccontextmanager
    async def alive(_app: Starlette) -> AsyncIterator[None]:
        office.painter.start()
        yield
        office.painter.stop()
        engine.dispose()

    routes = [
        Route("/", Door(office, _first_page, READER), methods=["GET"]),
        Route("/anmelden", SignIn(office), methods=["GET", "POST"]),
        *provider_routes(office),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        *(Route(path, Door(office, page, role), methods=[method]) for method, path, role, page in ROUTES),
    ]

    def lost(_request: Request, _error: Exception) -> Response:
        return failure(office, 404, "Nicht gefunden", "Diese Seite gibt es nicht, oder nicht mehr.")

    def broken(_request: Request, _error: Exception) -> Response:
        return failure(office, 500, "Fehler", "Das hat nicht geklappt. Bitte der Verwaltung Bescheid geben.")

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Headers)],
        exception_handlers={404: lost, 405: lost, Exception: broken},
        lifespan=alive,
    )
    app.state.office = office
    return app


def _first_page(_call: Call) -> Response:
    return RedirectResponse("/heute", 303)


def templates() -> Environment:
    """Give the German templates; a value that is missing is an error, not an empty place."""
    environment = Environment(
        loader=PackageLoader("review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["w"] = words
    return environment
