from __future__ import annotations

import pytest
from starlette.requests import Request

from review.calls import Call, go, said
from review.errors import BadInput
from storage.errors import UnknownRow


def call(query: str = "", path: dict[str, str] | None = None, **form: str) -> Call:
    scope = {"type": "http", "method": "GET", "path": "/x", "query_string": query.encode(), "headers": []}
    return Call(None, Request(scope | {"path_params": path or {}}), None, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "number"), [("seite=3", 3), ("", 1), ("seite=x", 1), ("seite=-1", 1), ("seite=99999999", 1)]
)
def test_a_wrong_number_in_an_address_counts_as_the_first(query, number):
    assert call(query).number("seite") == number


def test_an_id_that_is_none_is_not_found():
    with pytest.raises(UnknownRow):
        call(path={"id": "unsinn"}).id()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_a_version_is_refused(version):
    with pytest.raises(BadInput):
        call(version=version).version()


def test_what_is_said_comes_from_a_list_and_not_from_the_address():
    assert "gespeichert" in said(call("gesagt=notiz").request)
    assert said(call("gesagt=<b>Unsinn</b>").request) == ""


def test_the_way_back_keeps_query_and_place():
    assert go("/eingang/1?dok=0#blatt", "notiz").headers["location"] == "/eingang/1?dok=0&gesagt=notiz#blatt"
    assert go("/geparkt").headers["location"] == "/geparkt"
