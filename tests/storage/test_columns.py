from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, literal_column, select
from sqlalchemy.exc import StatementError

from classifiers.records import Contact, Person
from storage.columns import (
    AnyText,
    CodedJson,
    RecordJson,
    UtcDateTime,
    decode_facts,
    encode_facts,
    enum_by_value,
)


class Colour(StrEnum):
    RED = "rot"


TABLE = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime()),
    Column("text", AnyText(), unique=True),
    Column("person", RecordJson(Person)),
    Column("facts", CodedJson(encode_facts, decode_facts)),
    Column("colour", enum_by_value(Colour)),
)

FACTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def there_and_back(shared_engine):
    """Writes a row and reads it back; nothing of it stays."""

    def do(**values):
        with shared_engine.connect() as connection:
            TABLE.create(connection)
            connection.execute(insert(TABLE).values(**values))
            row = connection.execute(select(TABLE)).one()
            connection.rollback()
        return row

    return do


def raw(shared_engine, column, **values):
    with shared_engine.connect() as connection:
        TABLE.create(connection)
        connection.execute(insert(TABLE).values(**values))
        value = connection.execute(select(literal_column(column)).select_from(TABLE)).scalar_one()
        connection.rollback()
    return value


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        datetime(2026, 1, 1, 0, 15, tzinfo=timezone(timedelta(hours=14))),
        datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
        None,
    ],
)
def test_an_instant_comes_back_aware_and_in_utc(there_and_back, at):
    back = there_and_back(at=at).at
    assert back == (at and at.astimezone(UTC))
    assert back is None or back.tzinfo is UTC or back.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(there_and_back):
    with pytest.raises(StatementError, match="an instant must be aware"):
        there_and_back(at=datetime(2026, 3, 2, 9, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Straße der Jugend 7",
        "a\x00b",
        "scan\udcfc.pdf",
        "\ufdd0",
        "\ufdd00000",
        "\ud83d\udcfc",
        "📠\u0308",
        None,
    ],
)
def test_any_text_comes_back_as_it_was(there_and_back, text):
    assert there_and_back(text=text).text == text


def test_common_text_is_stored_as_it_stands(shared_engine):
    assert raw(shared_engine, "text", text="Müller \\ Söhne\n") == "Müller \\ Söhne\n"


def test_a_record_comes_back_with_all_it_holds(there_and_back):
    person = Person("Zoë Öztürk\x00", date(1990, 2, 1), "TUR", ("Zoe", "Z. \u2028 Ö."), is_minor=False)
    assert there_and_back(person=person).person == person


def test_only_what_is_no_default_is_stored(shared_engine):
    assert raw(shared_engine, "person", person=Person("Ana Ü")) == '{"name":"Ana Ü"}'


def test_the_trace_of_a_broken_encoding_does_not_stop_a_record(there_and_back):
    assert there_and_back(person=Person("M\udcfcller")).person == Person("M\ufffdller")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(facts=st.dictionaries(st.text(min_size=1), FACTS, max_size=4))
def test_the_fields_of_a_letter_come_back_as_they_were(there_and_back, facts):
    assert there_and_back(facts=facts).facts == facts


def test_lists_come_back_as_tuples_and_words_of_a_closed_set_as_text():
    assert decode_facts(encode_facts({"a": ["x", Colour.RED], "b": {"c": []}})) == {
        "a": ("x", "rot"),
        "b": {"c": ()},
    }


@pytest.mark.parametrize("value", [Contact("Amt"), {1, 2}, b"x", object()])
def test_what_a_template_could_not_print_is_refused(value):
    with pytest.raises(TypeError, match="a letter's field cannot hold"):
        encode_facts({"field": value})


def test_a_closed_set_is_stored_by_value(shared_engine, there_and_back):
    assert raw(shared_engine, "colour", colour=Colour.RED) == "rot"
    assert there_and_back(colour=Colour.RED).colour is Colour.RED


def test_a_word_that_is_not_of_the_closed_set_is_refused(there_and_back):
    with pytest.raises(StatementError):
        there_and_back(colour="blau")
