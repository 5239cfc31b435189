"""Trains the components of `classifiers/pipeline` on the scenarios: `make train`."""

from __future__ import annotations

import io
import logging
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config

from classifiers.nlp import PIPELINE, untrained
from classifiers.trained import COMPONENTS
from classifiers.training.examples import Example, Item, examples, items
from classifiers.training.scenarios import Scenario, scenarios

CONFIG = Path(__file__).parent / "configs" / "textcat.cfg"
SEED = 23
HELD_OUT = frozenset({"probe", "pruefstein", "waage"})
"""Hands that are only measured: neither rules nor components are made with them in view."""
NOISES = (0.0, 0.05, 0.08)
"""Each text is learned clean and as two scans of it."""


def training_items(cases: Sequence[Scenario]) -> list[Item]:
    """The items of scenarios in every noise of `NOISES`."""
    return [item for salt, noise in enumerate(NOISES) for item in items(cases, noise, salt)]


def trained_pipeline(made: dict[str, list[Example]]) -> Language:
    """Train each component by itself and put them into one pipeline.

    Args:
        made: Examples for each of `COMPONENTS`.
    """
    nlp = untrained()
    for component in COMPONENTS:
        trained = _trained(balanced(made[component]))
        nlp.add_pipe("textcat", source=trained, name=component)
    return nlp


def _trained(made: Sequence[Example]) -> Language:
    """One text classifier, from the config and its seed alone."""
    labels = sorted({example.label for example in made})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "examples.spacy"
        _as_docs(made, labels).to_disk(path)
        config = load_config(CONFIG, {"paths.train": str(path), "paths.dev": str(path), "system.seed": SEED})
        nlp = init_nlp(config)
        trained, _ = train_nlp(nlp, None, stdout=io.StringIO(), stderr=io.StringIO())
    return trained


def _as_docs(made: Iterable[Example], labels: Sequence[str]) -> DocBin:
    nlp = spacy.blank("de")
    docs = DocBin()
    for example in made:
        doc = nlp.make_doc(example.text)
        doc.cats = {label: float(label == example.label) for label in labels}
        docs.add(doc)
    return docs


def balanced(made: Sequence[Example]) -> list[Example]:
    """Rare labels more than once: each as often as the root of how much rarer it is than the most frequent one."""
    counts = Counter(example.label for example in made)
    most = max(counts.values())
    chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
    found = []
    for example in made:
        times = (most / counts[example.label]) ** 0.5
        found += [example] * (int(times) + (chance.random() < times % 1))
    return found


def main() -> None:
    """Train on all scenarios but those of the hands held out, and write the pipeline."""
    logging.disable(logging.INFO)
    learned = [scenario for scenario in scenarios() if scenario.hand not in HELD_OUT]
    nlp = trained_pipeline(examples(training_items(learned)))
    shutil.rmtree(PIPELINE, ignore_errors=True)
    nlp.to_disk(PIPELINE)
    size = sum(path.stat().st_size for path in PIPELINE.rglob("*") if path.is_file())
    print(f"{PIPELINE}: {size / 1e6:.1f} MB")  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()
