from __future__ import annotations

from builders import make_mail, make_reading

from classifiers.signers import find_writers


def test_the_name_below_the_closing_signs() -> None:
    text = "Guten Tag,\nbitte helfen Sie.\n\nMit freundlichen Grüßen\nIna Kessler\nRechtsanwältin\n"
    assert [signer.name for signer in find_writers(make_reading(make_mail(text))).letter] == ["Ina Kessler"]


def test_the_name_far_right_of_place_and_date_signs() -> None:
    text = "Guten Tag,\nbitte helfen Sie.\n\nMit freundlichen Grüßen\nHerne, 03.03.2026      Ada Osei\n"
    assert [signer.name for signer in find_writers(make_reading(make_mail(text))).letter] == ["Ada Osei"]


def test_neither_the_place_of_a_date_nor_a_source_line_signs() -> None:
    form = "Ich bitte um Hilfe.\n\n6. Ort, Datum ....... KREUZTAL 26.1.2026\nUnterschrift .....\n"
    assert find_writers(make_reading(make_mail(form))).letter == ()


def test_without_a_name_nobody_signs() -> None:
    assert find_writers(make_reading(make_mail("Bitte helfen Sie uns."))).letter == ()


def test_what_stands_in_brackets_behind_a_function_is_no_name() -> None:
    text = "Guten Tag,\nbitte.\n\nMit freundlichen Grüßen\nIna Kessler\nBeraterin (Dipl.-Sozialpäd.)\n"
    signer, *others = find_writers(make_reading(make_mail(text))).letter
    assert (signer.name, signer.function) == ("Ina Kessler", "Beraterin (Dipl.-Sozialpäd")
    assert others == []
