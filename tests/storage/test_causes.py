import importlib
import pkgutil
import re
from pathlib import Path

import flows.channels
from parsers import errors
from storage import errors as storage_errors
from storage.causes import _CAUSES, cause_in_german


def test_a_cause_is_told_in_german() -> None:
    assert cause_in_german("mail_refused").startswith("Der Mailserver")
    assert "value_error" in cause_in_german("value_error")


def test_each_cause_is_the_word_of_an_error_or_of_a_bounce() -> None:
    modules = [errors, storage_errors]
    for module in pkgutil.iter_modules([str(Path(str(flows.channels.__file__)).parent)], "flows.channels."):
        modules.append(importlib.import_module(module.name))
    classes = {name for module in modules for name in vars(module) if name[0].isupper()}
    words = {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in classes}
    assert set(_CAUSES) - words == {"undeliverable", "memory_error"}
