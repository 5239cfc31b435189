from __future__ import annotations

import pytest

from classifiers.surnames import ONE_NAME_ONLY


@pytest.mark.parametrize(
    "text", ["Sie hat nur einen Namen.", "Vorname: unbekannt", "Er führt nur diesen Namen.", "(kein Nachname)"]
)
def test_words_that_say_that_there_is_one_name_only(text: str) -> None:
    assert ONE_NAME_ONLY.search(text)


@pytest.mark.parametrize("text", ["Er hat nur einen Duldungszettel von der Stadt.", "Der Vorname folgt."])
def test_words_that_say_nothing_of_names(text: str) -> None:
    assert not ONE_NAME_ONLY.search(text)
