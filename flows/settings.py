"""Settings of the intake: read once at the start, from INTAKE_* and the command line, then passed on."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.channels.accounts import MailAccount
from flows.channels.drop_folder import DropFolder
from flows.channels.smtp import MailServer
from parsers.errors import BadSettings
from parsers.limits import ParseLimits
from parsers.ocr import OcrOptions
from storage.settings import StorageSettings
from storage.status import ReleasePolicy

PREFIX = "INTAKE_"
_NESTED = "__"


class IntakeSettings(BaseSettings):
    """What an operator can set; each field is read from INTAKE_ and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=_NESTED,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    home: Path = Field(
        default=Path("~/.local/share/haertefall-intake"),
        description="Folder of the database, the raw bytes and Prefect's own files; --home goes before it.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Address of a PostgreSQL database; without it SQLite below the home folder.",
    )
    aktenzeichen_pattern: str = Field(
        default="HFK-{year}-{number:04d}",
        description="How an Aktenzeichen looks: a format with the fields year and number.",
    )
    accept_asserted_vollmacht: bool = Field(
        default=False,
        description="Whether a lawyer's word (anwaltlich versichert) counts as proof of a Vollmacht.",
    )
    workers: int = Field(
        default_factory=lambda: len(os.sched_getaffinity(0)),
        ge=1,
        le=64,
        description="Processes that read messages at the same time; by default one per core.",
    )
    message_timeout_seconds: float = Field(
        default=900.0,
        gt=0,
        description="Time for the reading of one message; then it becomes an item that a person reads.",
    )
    child_memory_bytes: int = Field(
        default=2_000_000_000,
        ge=500_000_000,
        description="Address space that the reading of one message may take.",
    )
    child_file_bytes: int = Field(
        default=250_000_000,
        ge=10_000_000,
        description="Size of one file that reading may write: a page on its way to Tesseract has at most 120 MB.",
    )
    child_messages: int = Field(
        default=200,
        ge=1,
        description="Messages that a child process reads before it is renewed; one that grows is renewed earlier.",
    )
    ocr: OcrOptions = Field(
        default_factory=OcrOptions,
        description="Tesseract: INTAKE_OCR__LANGUAGES, INTAKE_OCR__TIMEOUT_SECONDS for a page, "
        "INTAKE_OCR__IN_PROCESS=true for the extra in-process, which is quicker.",
    )
    limits: ParseLimits = Field(
        default_factory=ParseLimits,
        description="Bounds of what is read of a message: INTAKE_LIMITS__MESSAGE_BYTES, …__PAGES and others.",
    )
    mailboxes: tuple[MailAccount, ...] = Field(
        default=(),
        description="Mailboxes that are collected, as a list in JSON; docs/operation.md tells the fields.",
    )
    drop_folders: tuple[DropFolder, ...] = Field(
        default=(),
        description="Folders of fax servers and scanners, as a list in JSON (docs/operation.md).",
    )
    mail_server: MailServer | None = Field(
        default=None,
        description="Server that takes e-mail, as JSON; without it all letters go on paper (docs/operation.md).",
    )
    release: ReleasePolicy = Field(
        default=ReleasePolicy.MANUAL,
        description="Which letters leave without a person's word: manual (none), unflagged, or all that are ready.",
    )
    mails_sensitive: bool = Field(
        default=False,
        description="Whether letters that name persons may go by e-mail to an address that an item came from.",
    )
    mails_per_day: int = Field(
        default=5,
        ge=1,
        description="E-mails to one address in 24 hours; what is above waits.",
    )
    print_folder: Path | None = Field(
        default=None,
        description="Where letters on paper are laid for printing, with a list for each day; default: below the home.",
    )
    every_seconds: int = Field(
        default=60,
        ge=5,
        le=3600,
        description="How often `intake serve` collects, processes and delivers.",
    )
    alarm_hours: int = Field(
        default=72,
        ge=1,
        description="Hours without any intake after which an alarm is raised.",
    )
    letters_folder: Path | None = Field(
        default=None,
        description="The commission's own folder, as `intake profile DIR` writes it; what it lacks is the program's.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING",
        description="Which events are written to standard error; none of them holds personal data.",
    )

    @field_validator("home")
    @classmethod
    def _whole_path(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("mailboxes")
    @classmethod
    def _with_tokens(cls, mailboxes: tuple[MailAccount, ...], known: ValidationInfo) -> tuple[MailAccount, ...]:
        home = known.data.get("home")  # missing where it is wrong itself
        return tuple(account.keeping_tokens_in(home / "tokens") for account in mailboxes) if home else mailboxes

    @property
    def storage(self) -> StorageSettings:
        """What the storage needs of them."""
        url = self.database_url.get_secret_value() if self.database_url else None
        return StorageSettings(self.home, url, self.aktenzeichen_pattern)

    @property
    def scratch(self) -> Path:
        """Folder of files that live no longer than a run: pictures on their way to Tesseract."""
        return self.home / "scratch"


def read_settings(environment: Mapping[str, str], **given: Any) -> IntakeSettings:
    """Read the settings, and refuse names that nothing would read.

    Args:
        environment: The environment; only names that begin with INTAKE_ are looked at.
        given: Fields that the command line sets; None is not set.

    Returns:
        The settings; paths are absolute.

    Raises:
        BadSettings: A name is misspelled or a value does not fit; it names the setting, never the value.
    """
    for name in environment:
        if name.upper().startswith(PREFIX):
            _check_name(name.upper())
    try:
        settings = IntakeSettings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise BadSettings(_in_words(error)) from None
    _ = settings.storage  # refuses an unknown database or a bad pattern now, not at the first case
    return settings


def _check_name(name: str) -> None:
    field = name.removeprefix(PREFIX).split(_NESTED)[0].lower()
    known = tuple(IntakeSettings.model_fields)
    if field not in known:
        near = difflib.get_close_matches(field, known, n=1)
        hint = f"; did you mean {PREFIX}{near[0].upper()}?" if near else ""
        raise BadSettings(f"{name} is no setting{hint}")


def _in_words(error: ValidationError) -> str:
    """Say which settings do not fit and why, without their values."""
    lines = []
    for problem in error.errors(include_input=False, include_context=False, include_url=False):
        name = PREFIX + _NESTED.join(str(part) for part in problem["loc"]).upper()
        lines.append(f"{name}: {problem['msg']}")
    return "; ".join(lines)
