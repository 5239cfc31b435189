from __future__ import annotations

from classifiers.trained import COMPONENTS, PAPER, answers
from classifiers.training.examples import Example
from classifiers.training.train import balanced, trained_pipeline

MADE = [Example("eine", f"diagnose asthma arzt {n}", "medical") for n in range(30)]
MADE += [Example("eine", f"zeugnis klasse schule {n}", "school") for n in range(10)]


def test_training_is_repeatable_and_learns() -> None:
    first, again = (trained_pipeline(dict.fromkeys(COMPONENTS, MADE)) for _ in range(2))
    asked = ["arzt diagnose", "schule klasse"]
    assert answers(first, PAPER, asked) == answers(again, PAPER, asked)
    assert [answer.label for answer in answers(first, PAPER, asked)] == ["medical", "school"]


def test_rare_labels_come_more_often_but_not_as_often_as_the_others() -> None:
    labels = [example.label for example in balanced(MADE)]
    assert labels.count("medical") == 30
    assert 10 < labels.count("school") < 30
