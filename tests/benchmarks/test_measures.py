import pytest

from benchmarks.measures import Result, error_rates


@pytest.mark.parametrize(
    ("read", "meant", "rate"),
    [
        ("Sehr  geehrte\nDamen", "Sehr geehrte Damen", 0.0),
        ('Der Verein "Ankommen" – ja', "Der Verein „Ankommen“ - ja", 0.0),
        ("Sehr geehrtc Damen", "Sehr geehrte Damen", 1 / 18),
        ("", "abcd", 1.0),
    ],
)
def test_an_error_is_a_character_that_must_be_changed(read: str, meant: str, rate: float) -> None:
    assert error_rates([read], [meant]) == (pytest.approx(rate),)


def test_each_page_that_was_meant_must_have_been_read() -> None:
    with pytest.raises(ValueError, match="zip"):
        error_rates(["a"], ["a", "b"])


def test_a_result_tells_speed_and_errors() -> None:
    result = Result("x", 6, 3.0, 5.0, (0.0, 0.0, 0.3))

    assert result.pages_per_second == 2
    assert result.mean_error == pytest.approx(0.1)
    assert result.median_error == 0
