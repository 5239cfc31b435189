"""Loads the spaCy pipeline: called by the shell, never by the core."""

from __future__ import annotations

import spacy
from spacy.language import Language


def load() -> Language:
    """A German pipeline with a sentence splitter; no trained component yet.

    Source: spaCy's rules for German tokens and abbreviations (MIT); no model is downloaded.
    """
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    return nlp
