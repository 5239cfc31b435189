from __future__ import annotations

from builders import make_mail, make_reading

from classifiers.signers import find_writers


def test_the_name_below_the_closing_signs() -> None:
    text = "Guten Tag,\nbitte helfen Sie.\n\nMit freundlichen Grüßen\nIna Kessler\nRechtsanwältin\n"
    assert [signer.name for signer in find_writers(make_reading(make_mail(text))).letter] == ["Ina Kessler"]


def test_without_a_name_nobody_signs() -> None:
    assert find_writers(make_reading(make_mail("Bitte helfen Sie uns."))).letter == ()


def test_what_stands_in_brackets_behind_a_function_is_no_name() -> None:
    text = "Guten Tag,\nbitte.\n\nMit freundlichen Grüßen\nIna Kessler\nBeraterin (Dipl.-Sozialpäd.)\n"
    signer, *others = find_writers(make_reading(make_mail(text))).letter
    assert (signer.name, signer.function) == ("Ina Kessler", "Beraterin (Dipl.-Sozialpäd")
    assert others == []
