from __future__ import annotations

import re
from importlib.resources import files

import pytest

from classifiers import patterns
from classifiers.patterns import compiled, one_of, phrases

NAMES = sorted(f.name.removesuffix(".toml") for f in files(patterns).iterdir() if f.name.endswith(".toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_of_every_file_is_a_pattern(name: str) -> None:
    content = phrases(name)
    for value in content.values():
        if isinstance(value, list) and value and isinstance(value[0], str):
            assert compiled(value, content)


def test_a_space_matches_a_line_break() -> None:
    assert one_of({"a": ["zwei worte"]}, "a").search("Zwei\nWorte")


def test_a_space_in_a_class_stays_one() -> None:
    assert not one_of({"a": ["a[ x]b"]}, "a").search("a\nb")


def test_a_list_is_put_in_by_name() -> None:
    assert one_of({"who": ["wir", "ich"], "a": ["{who} bitten?"]}, "a").search("Wir bitten")


def test_case_counts_where_it_is_told() -> None:
    assert not one_of({"a": ["Weg"]}, "a", re.NOFLAG).search("weg")
