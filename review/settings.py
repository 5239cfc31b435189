"""Settings of the review page: its own REVIEW_*, and those of the intake that say where the data is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from parsers.errors import BadSettings
from storage.refresh import CaseRules
from storage.settings import StorageSettings
from storage.status import StaffRole

PREFIX = "REVIEW_"


class ReviewSettings(BaseSettings):
    """What an operator can set of the review page. It has no password of a mailbox, for it needs none."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True, populate_by_name=True
    )

    host: str = Field(default="127.0.0.1", description="Address that the page listens on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port that the page listens on.")
    idle_minutes: int = Field(default=30, ge=1, le=600, description="A sign-in ends after so long without a click.")
    origin: str = Field(
        default="",
        description="Address that browsers see behind a proxy (https://…); then the cookie is for HTTPS alone.",
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of the identity provider (https://…) by which staff sign in, exactly as it names itself.",
    )
    oidc_client_id: str = Field(default="", description="By which the provider knows the page.")
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="Of the page, for the provider; without it the page is a public client."
    )
    oidc_scopes: str = Field(default="openid profile", description="What is asked of the provider.")
    oidc_name_claim: str = Field(
        default="preferred_username", description="Claim with the name of the account, once and for all."
    )
    oidc_role_claim: str = Field(
        default="roles", description="Claim with the roles; the way to a nested one has dots: realm_access.roles."
    )
    oidc_roles: dict[str, StaffRole] = Field(
        default={role.value: role for role in StaffRole},
        description="Which role of the provider is which role here, as JSON; the highest one counts.",
    )
    home: Path = Field(
        default=Path("~/.local/share/haertefall-intake"),
        validation_alias="INTAKE_HOME",
        description="As for the intake.",
    )
    database_url: SecretStr | None = Field(
        default=None, validation_alias="INTAKE_DATABASE_URL", description="As for the intake."
    )
    aktenzeichen_pattern: str = Field(
        default="HFK-{year}-{number:04d}",
        validation_alias="INTAKE_AKTENZEICHEN_PATTERN",
        description="As for the intake.",
    )
    accept_asserted_vollmacht: bool = Field(
        default=False, validation_alias="INTAKE_ACCEPT_ASSERTED_VOLLMACHT", description="As for the intake."
    )
    letters_folder: Path | None = Field(
        default=None, validation_alias="INTAKE_LETTERS_FOLDER", description="As for the intake."
    )

    @model_validator(mode="after")
    def _check_provider(self) -> Self:
        if not self.oidc_issuer:
            return self
        parts = urlsplit(self.oidc_issuer)
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("the address of the provider must begin with https://")
        if not self.oidc_client_id:
            raise ValueError("a provider is set, but not by which name it knows the page")
        if "openid" not in self.oidc_scopes.split():
            raise ValueError("the scopes must contain openid")
        return self

    @field_validator("home")
    @classmethod
    def _whole_path(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @property
    def storage(self) -> StorageSettings:
        """What the storage needs of them."""
        url = self.database_url.get_secret_value() if self.database_url else None
        return StorageSettings(self.home, url, self.aktenzeichen_pattern)

    @property
    def rules(self) -> CaseRules:
        """How cases are judged."""
        return CaseRules(self.accept_asserted_vollmacht, self.aktenzeichen_pattern)

    @property
    def idle(self) -> timedelta:
        """How long a sign-in lives without a click."""
        return timedelta(minutes=self.idle_minutes)


def read_settings(**given: object) -> ReviewSettings:
    """Read the settings from the environment.

    Args:
        given: Fields that the command line sets; None is not set.

    Raises:
        BadSettings: A value does not fit; it names the setting, never the value.
    """
    try:
        return ReviewSettings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        problems = error.errors(include_input=False, include_context=False, include_url=False)
        named = [f"{'_'.join(map(str, one['loc'])) or 'oidc'}: {one['msg']}" for one in problems]
        raise BadSettings("; ".join(named)) from None
