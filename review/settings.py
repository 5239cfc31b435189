"""Settings of the review page: its own REVIEW_*, and those of the intake that say where the data is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.refresh import CaseRules
from storage.settings import StorageSettings

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
