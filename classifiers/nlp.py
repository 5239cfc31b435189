"""Loads the spaCy pipeline: called by the shell, never by the core."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

PIPELINE: Final = Path(__file__).parent / "pipeline"
"""The trained pipeline; `make train` writes it anew."""


def load() -> Language:
    """The German pipeline with its trained components (`classifiers.trained.COMPONENTS`).

    Source: spaCy's rules for German tokens and abbreviations (MIT); the components are trained on the texts of
    `classifiers/training/assets` alone; no model is downloaded.
    """
    return spacy.load(PIPELINE)


def untrained() -> Language:
    """What the trained components are put into: German tokens and a sentence splitter."""
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    return nlp
