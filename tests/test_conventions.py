"""What the whole project keeps to, and no linter looks after."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import readme_parts

from flows.settings import PREFIX, IntakeSettings
from parsers.errors import Conflict, IntakeError, Misconfigured, Rejected, Unavailable

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("parsers", "classifiers", "letters", "storage", "flows", "review")
FAMILIES = (Rejected, Unavailable, Misconfigured, Conflict)
# Shapes without behaviour, and what Alembic runs itself.
WITHOUT_A_TEST = re.compile(r"(^|/)(__init__|records|errors)\.py$|^storage/migrations/")


def modules() -> list[Path]:
    found = [path.relative_to(ROOT) for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if not path.as_posix().startswith("classifiers/training/")]


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def errors() -> list[type[IntakeError]]:
    for folder in FOLDERS:
        for module in pkgutil.walk_packages([str(ROOT / folder)], f"{folder}."):
            if not module.name.startswith(("storage.migrations", "classifiers.training")):
                importlib.import_module(module.name)

    def below(kind: type[IntakeError]) -> Iterator[type[IntakeError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    return sorted(set(below(IntakeError)), key=lambda kind: kind.__name__)


def test_every_error_is_of_one_family_and_says_what_it_means() -> None:
    for error in errors():
        assert sum(issubclass(error, family) for family in FAMILIES) == 1, error
        assert error.__doc__, error


def test_no_error_carries_the_text_of_another_one() -> None:
    """Texts of library errors quote letters and addresses; ours are constant words and names of settings."""
    suspicious = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            caught = {name.id for name in ast.walk(node.exc) if isinstance(name, ast.Name)}
            if caught & {"error", "exc", "exception", "err"} and not is_in_our_words(node.exc):
                suspicious.append(f"{path}:{node.lineno}")
    assert suspicious == []


def is_in_our_words(call: ast.Call) -> bool:
    """Whether the error goes through a function that rewrites it."""
    return all(isinstance(argument, ast.Call) for argument in call.args)


def test_a_transaction_is_committed_in_one_place() -> None:
    places = [
        str(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert places == ["storage/database.py"]


def test_there_is_one_broad_except() -> None:
    places = [
        str(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not ends_in_raise(node)
    ]
    assert places == ["flows/intake.py"]


def is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"} for kind in kinds)


def ends_in_raise(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.body[-1], ast.Raise)


def test_every_module_has_a_test_file() -> None:
    untested = []
    for path in modules():
        if WITHOUT_A_TEST.search(path.as_posix()):
            continue
        if not (ROOT / "tests" / path.parent / f"test_{path.name}").is_file():
            untested.append(path.as_posix())
    assert untested == []


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_imports_go_one_way() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.prefect
def test_prefect_keeps_nothing_of_any_task_or_flow() -> None:
    from prefect import Flow, Task
    from prefect.cache_policies import NO_CACHE

    found = []
    for module in pkgutil.walk_packages([str(ROOT / "flows")], "flows."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if isinstance(thing, Flow | Task):
                found.append(name)
                assert thing.persist_result is False, name
                assert thing.log_prints is False, name
                parameters = inspect.signature(thing.fn).parameters.values()
                assert all(p.name.endswith("_id") and p.annotation in {"str", str} for p in parameters), name
            if isinstance(thing, Task):
                assert thing.cache_policy is NO_CACHE, name
            if isinstance(thing, Flow):
                run_name = thing.flow_run_name
                told = run_name() if callable(run_name) else str(run_name)
                assert re.fullmatch(r"[a-z-]+(\{run_id\}| [0-9 :-]+)", told), name
    assert {"collect", "process", "deliver_letters", "reconcile"} <= set(found)
    assert {"take_in", "register_inbox", "read_message", "file_message", "tell_counts"} <= set(found)


# --- what is written for people holds ---------------------------------------------------------------------------------


def test_the_readme_lists_every_setting() -> None:
    """`make readme` writes the table anew."""
    assert readme_parts.settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described() -> None:
    assert [name for name, field in IntakeSettings.model_fields.items() if not field.description] == []


def test_the_example_of_an_environment_lists_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(rf"^# {PREFIX}(\w+?)(?:__\w+)?=", text, re.MULTILINE))
    assert listed == {name.upper() for name in IntakeSettings.model_fields}


def test_the_page_on_the_export_explains_every_field_and_every_word() -> None:
    from classifiers.records import ExitObligation, FlagKind, Kind, Reasons, Residence, Vollmacht, Whereabouts
    from letters.records import LetterKind, LetterState
    from storage.export import export_schema

    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_]+)`", page))
    lines = [line for line in export_schema()["$defs"].values() if "record" in line.get("properties", {})]
    fields = {name for line in lines for name in line["required"]}
    assert len(lines) == 2
    assert fields - explained == set()
    words = (ExitObligation, FlagKind, Kind, Reasons, Residence, Vollmacht, Whereabouts, LetterKind, LetterState)
    assert {word.value for kind in words for word in kind} - explained == set()


def test_the_set_up_takes_two_commands_and_ci_runs_one_of_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    ci = ROOT / ".ci" / "run"
    for target in ("run", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert os.access(ci, os.X_OK)
    assert "make test" in ci.read_text(encoding="utf-8")


def test_no_address_of_a_package_registry_is_in_the_project() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index-url" not in lock
    assert "--find-links" not in lock
    assert "https://" not in lock
