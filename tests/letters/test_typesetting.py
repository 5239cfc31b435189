from datetime import date

import pytest
import typst

from letters.typesetting import mapped, typeset

DAY = date(2026, 3, 16)
SOURCE = b'#set document(title: "Blatt")\n#let values = json(bytes(sys.inputs.sheet))\n= Blatt\n#values.text'


def test_a_sheet_is_set_whatever_script_its_words_are_in() -> None:
    assert typeset(SOURCE, "sheet", {"text": "ሰላም 王小明 😀 Muster"}, DAY).startswith(b"%PDF-")


def test_a_source_that_cannot_be_set_is_said() -> None:
    with pytest.raises(typst.TypstError):
        typeset(b"#nothing", "sheet", {}, DAY)


def test_every_text_of_a_value_is_changed_and_nothing_else() -> None:
    value = {"a": "x", "b": ["y", {"c": ("z", 1, None, True)}]}
    assert mapped(value, str.upper) == {"a": "X", "b": ["Y", {"c": ["Z", 1, None, True]}]}
