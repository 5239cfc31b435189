"""A home that was filled by the first program is brought to the newest form, and nothing in it is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.schema import ForeignKeyConstraint

from storage import database
from storage.database import changing_tables, open_engine, reading, session_factory, transaction, upgrade
from storage.errors import RowExists, WrongSchema
from storage.journal import journal_entries
from storage.outbox import letters_owed
from storage.settings import StorageSettings
from storage.status import OutboxState

# ruff: noqa: S608 - nothing in the queries comes from outside.
ID = "'{:032x}'"
MESSAGES = [ID.format(number) for number in (1, 2)]
CASE, LETTER = ID.format(10), ID.format(20)
AT = "'2026-03-02 08:00:0{}'"

# A row of each table of revision 0001, referring to one another; two messages, to be numbered in turn.
ROWS = (
    *(
        f"INSERT INTO messages (id, channel, source_name, source_ref, sha256, size_bytes, collected_at, received_at,"
        f" state, attempts) VALUES ({message}, 'email', 'a.eml', 'ref {number}', '{'0' * 64}', 7, {AT.format(number)},"
        f" {AT.format(number)}, 'filed', 0)"
        for number, message in enumerate(MESSAGES)
    ),
    f"INSERT INTO documents (message_id, position, name, media_type, is_body) VALUES ({MESSAGES[0]}, 0, 'body',"
    " 'text/plain', TRUE)",
    f"INSERT INTO pages (message_id, document_position, number, text, source, words, marks) VALUES ({MESSAGES[0]}, 0,"
    " 1, 'Guten Tag', 'embedded', '[]', '[]')",
    f"INSERT INTO cases (id, aktenzeichen, year, number, status, opened_at, file_numbers, poa_is_needed,"
    f" unreadable_papers, reasons_are_open) VALUES ({CASE}, 'HFK-2026-0001', 2026, 1, 'open', {AT.format(2)}, '[]',"
    " FALSE, '[]', FALSE)",
    f"INSERT INTO case_persons (case_id, position, name, aliases, is_minor, name_is_incomplete) VALUES ({CASE}, 0,"
    " 'Mina Rahimi', '[]', FALSE, FALSE)",
    f"INSERT INTO case_flags (case_id, kind) VALUES ({CASE}, 'poa_missing')",
    *(
        "INSERT INTO items (message_id, case_id, duplicate_of, filed_at, kind, persons, exit_obligation, residence,"
        " whereabouts, detained, signers, proven_for, file_numbers, main_text, message_ids, missing_enclosures,"
        f" unreadable_papers, ends_representation) VALUES ({message}, {CASE}, {earlier}, {AT.format(3)},"
        " 'application', '[]', 'not_stated', 'nrw', 'germany', FALSE, '[]', '[]', '[]', '', '[]', '[]', '[]', FALSE)"
        for message, earlier in ((MESSAGES[0], "NULL"), (MESSAGES[1], MESSAGES[0]))
    ),
    "INSERT INTO papers (message_id, position, type, document, first_page, last_page, source, confidence) VALUES"
    f" ({MESSAGES[0]}, 0, 'other', 0, 1, 1, 'body', 0.5)",
    "INSERT INTO findings (message_id, position, field, value, evidence, confidence, source, searched) VALUES"
    f" ({MESSAGES[0]}, 0, 'language', 'de', '[]', 0.5, 'rule', '')",
    f"INSERT INTO flags (message_id, position, kind, evidence, searched) VALUES ({MESSAGES[0]}, 0, 'poa_missing',"
    " '[]', '')",
    "INSERT INTO letters (id, case_id, kind, occasion, addressee, state, held_because, facts, queued_at, attempts)"
    f" VALUES ({LETTER}, {CASE}, 'receipt_confirmation', 'intake', 'applicant', 'ready', '', '{{}}', {AT.format(4)},"
    " 0)",
    "INSERT INTO audit (id, at, who, what, message_id, case_id, letter_id, why) VALUES"
    f" (1, {AT.format(5)}, 'machine', 'tested', {MESSAGES[0]}, {CASE}, {LETTER}, '')",
)


def settings_of(connection: Connection) -> Config:
    """What Alembic needs to change the tables over this connection."""
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@pytest.fixture
def filled(own_database: StorageSettings) -> Iterator[Engine]:
    """A database of revision 0001 with rows in each of its tables."""
    engine = open_engine(own_database)
    with engine.begin() as connection:
        command.upgrade(settings_of(connection), "0001")
        for row in ROWS:
            connection.execute(text(row))
    yield engine
    engine.dispose()


def counts(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}


def broken_references(engine: Engine) -> list[str]:
    """Foreign keys that lead nowhere, in every table that there is."""
    metadata = MetaData()
    metadata.reflect(engine)
    broken = []
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for key in (each for each in table.constraints if isinstance(each, ForeignKeyConstraint)):
                pairs = [(element.parent.name, element.column.name) for element in key.elements]
                other = key.referred_table.name
                same = " AND ".join(f"o.{theirs} = t.{ours}" for ours, theirs in pairs)
                given = " AND ".join(f"t.{ours} IS NOT NULL" for ours, _ in pairs)
                lost = f"{given} AND NOT EXISTS (SELECT 1 FROM {other} o WHERE {same})"
                if connection.execute(text(f"SELECT count(*) FROM {table.name} t WHERE {lost}")).scalar_one():
                    broken.append(f"{table.name} → {other}")
    return broken


def test_each_table_of_the_first_program_is_filled(filled: Engine) -> None:
    assert all(counts(filled).values()), counts(filled)


def test_a_filled_home_is_brought_to_the_newest_form(filled: Engine) -> None:
    before = counts(filled)
    upgrade(filled)
    after = counts(filled)
    assert {name: after[name] for name in before} == before
    assert broken_references(filled) == []
    with reading(session_factory(filled)) as session:
        assert [(entry.number, entry.message_id.int, entry.case) for entry in journal_entries(session)] == [
            (1, 1, "HFK-2026-0001"),
            (2, 2, "HFK-2026-0001"),
        ]
        (owed,) = letters_owed(session)
        assert (owed.state, owed.released_at) == (OutboxState.READY, None)


def test_the_newest_form_can_be_undone_and_done_again_on_a_filled_home(filled: Engine) -> None:
    before = counts(filled)
    upgrade(filled)
    with changing_tables(filled) as connection:
        command.downgrade(settings_of(connection), "0001")
    assert counts(filled) == before
    upgrade(filled)
    assert {name: count for name, count in counts(filled).items() if name in before} == before
    assert broken_references(filled) == []


def test_foreign_keys_hold_again_after_the_upgrade(filled: Engine) -> None:
    upgrade(filled)
    with pytest.raises(RowExists), transaction(session_factory(filled)) as session:
        session.execute(text(f"DELETE FROM cases WHERE id = {CASE}"))


@pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)
def test_a_change_that_leaves_rows_without_their_own_is_undone(own_database: StorageSettings, filled: Engine) -> None:
    upgrade(filled)
    before = counts(filled)
    with pytest.raises(WrongSchema), changing_tables(filled) as connection:
        connection.execute(text("DELETE FROM cases"))
    assert counts(filled) == before
