from __future__ import annotations

import json
import shutil
from pathlib import Path

from builders import make_mail

from benchmarks.understanding import main, take_in
from classifiers.nlp import load
from classifiers.training.scenarios import ASSETS

SCORER = """
import json, sys
labels, export = (open(path, encoding="utf-8").readlines() for path in sys.argv[1:3])
print(json.dumps({"labels": len(labels), "export": len(export)}))
print("a difference")
"""


def test_messages_are_filed_and_exported_as_the_intake_does(tmp_path: Path) -> None:
    letter = "Guten Tag,\nhiermit beantrage ich für Herrn Samir Haziri die Befassung der Kommission."
    lines = take_in([make_mail(letter)], load(), tmp_path)
    assert [(line["record"], line["case"]) for line in lines] == [("item", "HFK-2026-0001"), ("case", "HFK-2026-0001")]
    assert lines[0]["kind"] == "application"


def test_a_hand_is_measured_by_the_scorer(tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text(SCORER, encoding="utf-8")
    texts, folder = tmp_path / "texts", tmp_path / "measured"
    (texts / "laien").mkdir(parents=True)
    shutil.copy(min((ASSETS / "laien").glob("*.yaml")), texts / "laien")
    main(["--texts", str(texts), "--hands", "laien", "--folder", str(folder), "--scorer", str(scorer)])
    labels = (folder / "laien" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    items = {json.loads(line)["item"] for line in labels if "item" in json.loads(line)}
    exported = (folder / "laien" / "export.jsonl").read_text(encoding="utf-8").splitlines()
    assert items == {json.loads(line)["item"] for line in exported if "item" in json.loads(line)}
    assert (folder / "laien" / "misses.txt").read_text(encoding="utf-8") == "a difference\n"
