from __future__ import annotations

import pytest
import readme_parts


@pytest.mark.tesseract
def test_the_output_that_the_readme_shows_is_the_true_one() -> None:
    """`make readme` writes it anew."""
    assert readme_parts.shown_explanation() == readme_parts.true_explanation()
