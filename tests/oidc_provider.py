"""A small OpenID provider on this machine, by Authlib's server side: code flow, PKCE demanded, one client, one user."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector, current_token
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, jsonify, redirect, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "eingang", "ein Geheimnis der Seite"
CHOICE = "<!doctype html><title>Dienst</title><form method=post><button name=wer value=ja>Ich bin es</button></form>"


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


class Client(ClientMixin):
    """The page, as the provider knows it."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/anmelden/amt/zurueck")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given to a browser."""

    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Token(TokenMixin):
    """An access token."""

    def check_client(self, client: Client) -> bool:
        return True

    def get_scope(self) -> str:
        return "openid profile"

    def get_expires_in(self) -> int:
        return 3600

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False


@dataclass
class Provider:
    """The provider's state, for tests to set and to look at.

    Attributes:
        address: Its issuer.
        claims: What the ID token says of the user; it may overwrite "nonce", "aud" and the rest.
        userinfo: What the userinfo says of the user.
        key: That it shows.
        signing_key: That it signs with.
        issuer_named: What its discovery says, where that is not its address.
        sign_outs: Queries of the sign-out.
    """

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: _key())
    signing_key: RSAKey | None = None
    issuer_named: str = ""
    sign_outs: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    stop: Callable[[], None] = lambda: None


def _code_grant(provider: Provider) -> type[grants.AuthorizationCodeGrant]:
    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            asked = request.payload.data
            provider.codes[code] = Code(
                asked["redirect_uri"],
                request.payload.scope,
                asked.get("nonce"),
                asked["code_challenge"],
                asked["code_challenge_method"],
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes = {code: one for code, one in provider.codes.items() if one is not authorization_code}

        def authenticate_user(self, authorization_code: Code) -> str:
            return "user"

    return CodeGrant


def _id_token(provider: Provider) -> OpenIDCode:
    class IdToken(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(code.nonce == nonce for code in provider.codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return provider.signing_key or provider.key

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": provider.key.kid}

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.address, "aud": [CLIENT]}

        def generate_user_info(self, user: str, scope: str) -> dict[str, Any]:
            return provider.claims

    return IdToken(require_nonce=True)


def _app(provider: Provider) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(app, query_client=lambda _id: Client(), save_token=lambda _token, _request: None)
    server.register_grant(_code_grant(provider), [_id_token(provider), CodeChallenge(required=True)])
    guarded = ResourceProtector()

    class Validator(BearerTokenValidator):
        def authenticate_token(self, token_string: str) -> Token:
            return Token()

    guarded.register_token_validator(Validator())

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "logout"}
        return jsonify(
            {f"{name}_endpoint": f"{provider.address}/{path}" for name, path in paths.items()}
            | {"issuer": provider.issuer_named or provider.address, "jwks_uri": f"{provider.address}/jwks"}
            | {"id_token_signing_alg_values_supported": ["RS256", "none"]}
        )

    @app.get("/jwks")
    def keys() -> Any:
        return jsonify({"keys": [provider.key.as_dict(private=False)]})

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "GET":
            return CHOICE
        user = "user" if request.form.get("wer") else None
        grant = server.get_consent_grant(end_user=user)
        return server.create_authorization_response(grant=grant, grant_user=user)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    @guarded()
    def userinfo() -> Any:
        assert current_token
        return jsonify(provider.userinfo)

    @app.get("/logout")
    def logout() -> Any:
        provider.sign_outs.append(dict(request.args))
        return redirect(request.args["post_logout_redirect_uri"])

    return app


@contextmanager
def provided() -> Iterator[Provider]:
    """Run the provider on a port of this machine."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join(timeout=30)
        server.server_close()

    provider.stop = stop
    yield provider
    if thread.is_alive():
        stop()
