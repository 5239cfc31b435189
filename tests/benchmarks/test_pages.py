from benchmarks.pages import digital_file, samples
from parsers.limits import ParseLimits
from parsers.pdf import read_pdf
from parsers.records import Page


def test_pages_are_the_same_at_each_run_and_differ_from_each_other() -> None:
    some = samples(5)

    assert some == samples(5)
    assert len({sample.text for sample in some}) == 5


def test_what_is_meant_is_what_stands_on_the_page() -> None:
    def never(_image: object) -> Page:
        raise AssertionError("OCR was not needed")

    some = samples(3)
    pages, problem = read_pdf(digital_file(some), never, ParseLimits())

    assert problem is None
    assert ["".join(page.text.split()).replace("-", "") for page in pages] == [
        "".join(sample.text.split()).replace("-", "") for sample in some
    ]
