"""Sign-in with the office's own identity provider: OpenID Connect, code flow with PKCE, by Authlib.

Source: OpenID Connect Core 1.0, Discovery 1.0 and RP-Initiated Logout 1.0; RFC 7636.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from authlib.integrations.starlette_client import OAuthError as ProviderRefusal
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from parsers.errors import IntakeError
from review.access import explained, failure, let_in
from review.calls import Office
from review.settings import ReviewSettings
from storage.accounts import sign_in_by_provider
from storage.database import transaction
from storage.errors import NameTaken
from storage.status import StaffRole

log = logging.getLogger(__name__)

PLACE: Final = "/anmelden/amt"
_SIGNATURES: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
_SECONDS: Final = 600  # to enter name and password at the provider
_MOST_NAME: Final = 100


class Untrusted(Exception):  # noqa: N818 - a reason, told on a page
    """What the provider says cannot be trusted, or does not suffice; its text is German and shown."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for.

    Attributes:
        subject: By which the provider knows the person.
        name: For people to read.
        role: What they may do here.
    """

    subject: str
    name: str
    role: StaffRole


@dataclass(frozen=True)
class Provider:
    """The office's identity provider, and the pages by which one comes and goes.

    Attributes:
        office: What all pages share.
        client: Of the provider; it fetches the provider's addresses and keys when they are first needed.
    """

    office: Office
    client: StarletteOAuth2App

    async def begin(self, request: Request) -> Response:
        """Lead the browser to the provider."""
        await self._load()
        response: Response = await self.client.authorize_redirect(request, self._own(request, f"{PLACE}/zurueck"))
        return response

    async def come_back(self, request: Request) -> Response:
        """Let in whom the provider vouches for."""
        await self._load()
        token = await self.client.authorize_access_token(request)
        vouched = await self._vouched(token)
        issuer, now = self.office.settings.oidc_issuer, self.office.now()

        def enter() -> str:
            with transaction(self.office.sessions) as session:
                return sign_in_by_provider(session, issuer, vouched.subject, vouched.name, vouched.role, now)

        return let_in(self.office, await run_in_threadpool(enter))

    async def end(self, request: Request) -> Response:
        """Lead the browser on to sign out with the provider, where the provider knows that."""
        metadata = await self._load()
        if not metadata.get("end_session_endpoint"):
            return RedirectResponse("/anmelden", 303)
        # Without the ID token: it would put who they are into an address.
        leaving = await self.client.create_logout_url(
            post_logout_redirect_uri=self._own(request, "/anmelden"), client_id=self.client.client_id
        )
        # A page that leads on: the policy forbids that the form of the sign-out itself ends up at another server.
        html = self.office.templates.get_template("farewell.html").render(
            who=None, title="Abgemeldet", path=PLACE, said="", address=leaving["url"]
        )
        return HTMLResponse(html)

    async def _load(self) -> Mapping[str, Any]:
        metadata: dict[str, Any] = await self.client.load_server_metadata()
        if metadata.get("issuer") != self.office.settings.oidc_issuer:
            raise Untrusted("Der Anmeldedienst nennt einen anderen Namen, als eingestellt ist.")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in _SIGNATURES]
        return metadata

    async def _vouched(self, token: Mapping[str, Any]) -> Vouched:
        settings = self.office.settings
        claims = dict(token.get("userinfo") or {})
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject:
            raise Untrusted("Der Anmeldedienst sagt nicht, wer Sie sind.")
        missing = [name for name in (settings.oidc_name_claim, settings.oidc_role_claim) if not claim(claims, name)]
        if missing and self.client.server_metadata.get("userinfo_endpoint"):
            more = await self.client.userinfo(token=token)
            if more.get("sub") != subject:
                raise Untrusted("Der Anmeldedienst gibt Auskunft über jemand anderen.")
            claims = {**more, **claims}
        return Vouched(subject, _name(claims, settings), _role(claims, settings))

    def _own(self, request: Request, path: str) -> str:
        own = self.office.settings.origin or f"{request.url.scheme}://{request.headers.get('host', '')}"
        return own + path


def provider_routes(office: Office) -> list[Mount]:
    """Give the routes of the sign-in with the provider; none where none is set."""
    settings = office.settings
    if not settings.oidc_issuer:
        return []
    provider = Provider(office, _client(settings))
    pages = (("/", provider.begin), ("/zurueck", provider.come_back), ("/ende", provider.end))
    secret = settings.oidc_client_secret
    # State, nonce and verifier are kept by the browser meanwhile, signed. All processes of the page need the same key.
    key = hashlib.sha256(f"state {secret.get_secret_value()}".encode()).hexdigest() if secret else secrets.token_hex(32)
    session = Middleware(
        SessionMiddleware,
        secret_key=key,
        session_cookie="intake-anmeldung",
        max_age=_SECONDS,
        path=PLACE,
        same_site="lax",  # the provider leads back from another site
        https_only=settings.origin.startswith("https://"),
    )
    routes = [Route(path, _told(office, page), methods=["GET"]) for path, page in pages]
    return [Mount(PLACE, routes=routes, middleware=[session])]


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """Give a claim by its name, or by its way through nested ones: "realm_access.roles"."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _client(settings: ReviewSettings) -> StarletteOAuth2App:
    secret = settings.oidc_client_secret
    return OAuth().register(
        "amt",
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.oidc_scopes,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
            "timeout": 10.0,
        },
    )


def _name(claims: Mapping[str, Any], settings: ReviewSettings) -> str:
    value = claim(claims, settings.oidc_name_claim)
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not name or len(name) > _MOST_NAME or not name.isprintable():
        raise Untrusted("Der Anmeldedienst nennt keinen brauchbaren Namen für Ihr Konto.")
    return name


def _role(claims: Mapping[str, Any], settings: ReviewSettings) -> StaffRole:
    value = claim(claims, settings.oidc_role_claim)
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    held = {settings.oidc_roles[name] for name in names if isinstance(name, str) and name in settings.oidc_roles}
    if not held:
        raise Untrusted("Ihrem Dienstkonto ist für dieses Programm keine Rolle zugewiesen.")
    return max(held, key=tuple(StaffRole).index)


def _told(office: Office, page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Have a page say in German what went wrong; nothing of what the provider said is shown or logged."""

    async def answer(request: Request) -> Response:
        try:
            return await page(request)
        except ProviderRefusal as error:
            log.info("sign-in refused", extra={"error": type(error).__name__})
            text = "Der Anmeldedienst hat Sie nicht angemeldet, oder es hat zu lange gedauert. Bitte noch einmal."
            return _failed(office, 403, text)
        except Untrusted as error:
            log.warning("sign-in refused", extra={"error": type(error).__name__})
            return _failed(office, 403, f"{error} Bitte der Verwaltung Bescheid geben.")
        except NameTaken:
            text = "Ihr Name gehört hier schon zu einem anderen Konto. Bitte der Verwaltung Bescheid geben."
            return _failed(office, 403, text)
        except IntakeError as error:
            return explained(office, error, request)
        except httpx2.HTTPError as error:
            log.warning("provider unavailable", extra={"error": type(error).__name__})
            return _failed(office, 503, "Der Anmeldedienst antwortet nicht. Bitte später noch einmal.")
        # What a provider can send that is no proper answer.
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
            log.warning("sign-in refused", extra={"error": type(error).__name__})
            text = "Die Antwort des Anmeldedienstes ist nicht gültig. Bitte noch einmal versuchen."
            return _failed(office, 403, text)

    return answer


def _failed(office: Office, status: int, text: str) -> Response:
    return failure(office, status, "Anmeldung nicht möglich", text, back="/anmelden")
