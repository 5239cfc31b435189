"""Who may do what: sign-in, roles, where a form comes from, and what a failing page says."""

from __future__ import annotations

import hmac
import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parsers.errors import Conflict, IntakeError, Unavailable
from parsers.limits import ParseLimits
from review.calls import Call, Office
from review.errors import BadInput, NotAllowed
from storage.accounts import SignedIn, note_seen, sign_in, sign_out, signed_in
from storage.database import reading, transaction
from storage.errors import ClaimedByAnother, StaleCase, StaleReview, StepNotAllowed, StepRefused, UnknownRow
from storage.forwarding import id_of_case
from storage.restriction import hidden_from, is_known, write_refusal_down
from storage.status import StaffRole

log = logging.getLogger(__name__)

COOKIE: Final = "intake-sitzung"
FAREWELL: Final = "/anmelden/amt/ende"
_NOTED_EVERY: Final = timedelta(minutes=1)
_MOST_FIELDS: Final = 500
_FIELD_BYTES: Final = 2_000_000

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

Page = Callable[[Call], Response]


class Headers:
    """Puts the headers on every answer, errors and files included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                more = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in more if pair[0] not in known)]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


@dataclass(frozen=True)
class Door:
    """Lets those in who may see a page, and answers for it.

    Attributes:
        office: What all pages share.
        page: Gives the answer.
        role: That is needed.
    """

    office: Office
    page: Page
    role: StaffRole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            who = await run_in_threadpool(self._who, request)
            if who is None:
                if request.method != "GET":
                    return failure(self.office, 401, "Bitte neu anmelden", "Ihre Anmeldung ist abgelaufen.")
                return RedirectResponse("/anmelden", 303)
            form, files = await _form(self.office, request)
            if request.method == "POST" and not hmac.compare_digest(form.get("token", ""), who.form_token):
                raise NotAllowed("the form is not one of ours")
            if not who.may(self.role):
                raise NotAllowed("the role does not allow it")
            return await run_in_threadpool(self._shown, Call(self.office, request, who, form, files))
        except IntakeError as error:
            return explained(self.office, error, request)

    def _shown(self, call: Call) -> Response:
        """Answer; of what is closed to them, and of what is not there, before anything else of it is looked at."""
        if "id" in call.request.path_params:
            with reading(self.office.sessions) as session:
                row_id = _row_meant(session, call)
                is_hidden = row_id in hidden_from(session, call.who)
                is_there = is_known(session, row_id)
            if is_hidden:
                with transaction(self.office.sessions) as session:
                    write_refusal_down(session, row_id, call.who)
            if is_hidden or not is_there:
                raise UnknownRow("no row bears this id, or it is closed to them")
        return self.page(call)

    def _who(self, request: Request) -> SignedIn | None:
        token = request.cookies.get(COOKIE, "")
        now = self.office.now()
        with reading(self.office.sessions) as session:
            who = signed_in(session, token, now, self.office.settings.idle)
        if who is not None and now - who.seen_at > _NOTED_EVERY:
            with transaction(self.office.sessions) as session:
                note_seen(session, who, now)
        return who


def _row_meant(session: Session, call: Call) -> uuid.UUID:
    """The id of the address, or that of the case whose Aktenzeichen stands there."""
    try:
        return call.id()
    except UnknownRow:
        return id_of_case(session, call.request.path_params["id"])


async def _form(office: Office, request: Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Read the form of a POST that comes from our own pages."""
    if request.method != "POST":
        return {}, {}
    check_origin(office, request)
    most = ParseLimits().message_bytes + _FIELD_BYTES
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise BadInput("Die Datei ist zu groß.")
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    chosen = []
    try:
        # At the end of the block the files that were sent are closed, and gone from the disk.
        async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_FIELD_BYTES) as raw:
            for name, value in raw.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = (value.filename or "", await value.read())
                elif name == "auswahl":
                    chosen.append(value)
                else:
                    fields[name] = value
    except HTTPException:
        raise BadInput("Das Formular kann nicht gelesen werden.") from None
    if chosen:
        fields["auswahl"] = " ".join(chosen)
    return fields, files


def check_origin(office: Office, request: Request) -> None:
    """Refuse a form that another site's page has sent.

    Raises:
        NotAllowed: It comes from elsewhere, or does not say from where.
    """
    origin = request.headers.get("origin")
    own = office.settings.origin or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin is None:
        # Old browsers leave it out for their own forms; then the page that it was on must say it.
        parts = urlsplit(request.headers.get("referer", ""))
        origin = f"{parts.scheme}://{parts.netloc}"
    if origin != own:
        raise NotAllowed("the form comes from another site")


def explained(office: Office, error: IntakeError, request: Request) -> Response:
    """Say in German what went wrong, and what to do about it."""
    log.info("page refused", extra={"error": type(error).__name__})
    match error:
        case BadInput() | StepRefused():
            return failure(office, 400, "Das passt so nicht", str(error), back=_back(request))
        case NotAllowed():
            return failure(office, 403, "Nicht erlaubt", "Dafür fehlt Ihnen das Recht, oder die Seite ist veraltet.")
        case UnknownRow():
            return failure(office, 404, "Nicht gefunden", "Diese Seite gibt es nicht, oder nicht mehr.")
        case StaleReview():
            return failure(
                office,
                409,
                "Jemand war schneller",
                "Dieser Eingang wurde geändert, seit Sie ihn geöffnet haben. Ihre Änderung ist nicht gespeichert. "
                "Bitte den jetzigen Stand ansehen und dann neu entscheiden.",
                back=_back(request),
            )
        case StaleCase():
            text = "Die Akte wurde inzwischen weiterbearbeitet. Bitte neu laden und noch einmal entscheiden."
            return failure(office, 409, "Jemand war schneller", text, back=_back(request))
        case ClaimedByAnother():
            return failure(
                office, 409, "Schon in Arbeit", "Jemand anderes hat diesen Eingang übernommen.", back=_back(request)
            )
        case StepNotAllowed():
            text = "Dieser Schritt ist jetzt nicht möglich. Bitte den jetzigen Stand ansehen."
            return failure(office, 409, "Nicht möglich", text, back=_back(request))
        case Conflict():
            return failure(office, 409, "Jemand war schneller", "Bitte noch einmal versuchen.", back=_back(request))
        case Unavailable():
            return failure(office, 503, "Gerade nicht möglich", "Die Datenbank antwortet nicht. Bitte später erneut.")
        case _:
            return failure(office, 500, "Fehler", "Das hat nicht geklappt. Bitte der Verwaltung Bescheid geben.")


def _back(request: Request) -> str:
    """The page that a form was on."""
    parts = urlsplit(request.headers.get("referer", ""))
    is_ours = parts.netloc == request.headers.get("host", "") and parts.path.startswith("/")
    return parts.path if is_ours and not parts.path.startswith("//") else "/"


def failure(office: Office, status: int, title: str, text: str, *, back: str = "/") -> Response:
    """Answer with a page that says what is wrong.

    Args:
        office: What all pages share.
        status: Of HTTP.
        title: Of the page.
        text: What is wrong and what to do.
        back: Where to go from there.
    """
    html = office.templates.get_template("failure.html").render(
        who=None, title=title, text=text, back=back, path="", said=""
    )
    return HTMLResponse(html, status)


# --- signing in and out -----------------------------------------------------------------------------------------


def sign_in_page(office: Office, *, wrong: bool = False) -> Response:
    """Show the form to sign in."""
    html = office.templates.get_template("sign_in.html").render(
        who=None,
        title="Anmelden",
        wrong=wrong,
        path="/anmelden",
        said="",
        has_provider=bool(office.settings.oidc_issuer),
    )
    return HTMLResponse(html, 403 if wrong else 200)


@dataclass(frozen=True)
class SignIn:
    """The page to sign in, for whoever comes."""

    office: Office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            return sign_in_page(self.office)
        try:
            form, _ = await _form(self.office, request)
            token = await run_in_threadpool(self._token, form)
        except IntakeError as error:
            return explained(self.office, error, request)
        if token is None:
            return sign_in_page(self.office, wrong=True)
        return let_in(self.office, token)

    def _token(self, form: Mapping[str, str]) -> str | None:
        with transaction(self.office.sessions) as session:
            return sign_in(session, form.get("name", "").strip(), form.get("kennwort", ""), self.office.now())


def let_in(office: Office, token: str) -> Response:
    """Answer with the first page, and give the browser the token that it shows from now on."""
    response = RedirectResponse("/", 303)
    is_https = office.settings.origin.startswith("https://")
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=is_https)
    return response


def leave(call: Call) -> Response:
    """Sign out; who came by the provider is led on to sign out there, too."""
    with transaction(call.office.sessions) as session:
        sign_out(session, call.who)
    response = RedirectResponse(FAREWELL if call.who.is_by_provider else "/anmelden", 303)
    response.delete_cookie(COOKIE)
    return response
