from __future__ import annotations

import io
import logging

import pytest

from flows.logs import DiscreetFormatter, about_message, mask


def line(record: logging.LogRecord) -> str:
    return DiscreetFormatter().format(record)


def record(name: str, text: str, *values: object, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, f"/x/{name}.py", 7, text, values, None)
    vars(made).update(facts)
    return made


def test_an_event_is_printed_with_its_allowed_facts() -> None:
    told = line(record("flows.intake", "message parked", error="too_large", message_id="0b8c"))
    assert told.endswith("WARNING flows.intake: message parked message_id=0b8c error=too_large")


def test_a_fact_that_is_not_allowed_is_not_printed() -> None:
    assert "Antrag" not in line(record("flows.intake", "registered", subject="Antrag Familie Beispiel"))


def test_the_message_at_work_is_named_in_every_event() -> None:
    with about_message("0b8c"):
        assert "message_id=0b8c" in line(record("storage.cases", "filed"))
    assert "message_id" not in line(record("storage.cases", "filed"))


@pytest.mark.parametrize(
    "event",
    [
        record("pypdf", "cannot read %s", "Antrag Familie Beispiel"),
        record("anylibrary", "cannot read Antrag Familie Beispiel"),
    ],
    ids=["values put into the text", "values in the text itself"],
)
def test_what_a_library_says_is_printed_without_values(event: logging.LogRecord) -> None:
    assert "Beispiel" not in line(event)


def test_an_exceptions_text_is_never_printed() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter())
    log = logging.getLogger("flows.test_logs")
    log.addHandler(handler)
    log.propagate = False
    try:
        raise ValueError("geboren am 12.03.1970")
    except ValueError:
        log.exception("message parked")
    assert "message parked" in stream.getvalue()
    assert "1970" not in stream.getvalue()
    assert "Traceback" not in stream.getvalue()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("to anna.beispiel@example.org now", "to <address> now"),
        ("born 12.03.1970", "born <date>"),
        ("born 1. 3. 2004", "born <date>"),
        ("call 0211 / 123 45 67", "call <number>"),
        ("call +49 211 1234567", "call <number>"),
        ("id 3f2c0049-0211-4a5b-9c1d-001234567890", "id 3f2c0049-0211-4a5b-9c1d-001234567890"),
        ("2026-03-12 08:00:00,123 WARNING", "2026-03-12 08:00:00,123 WARNING"),
    ],
)
def test_addresses_dates_and_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked
