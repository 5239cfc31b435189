"""The phrases that finders look for: data, one file per field, read once at import.

A file holds lists of regular expressions, one alternative a line; a space matches any white space, letters match in
either case, `{name}` stands for the list of that name in the same file.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any


def phrases(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def one_of(content: dict[str, Any], key: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern that matches any alternative of a list."""
    return compiled(content[key], content, flags)


def compiled(alternatives: list[str], content: dict[str, Any], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern of alternatives; `{name}` is replaced by the list of that name in `content`."""
    source = "|".join(f"(?:{_filled(one, content)})" for one in alternatives)
    return re.compile(source, flags | re.MULTILINE)


def _filled(alternative: str, content: dict[str, Any]) -> str:
    def put_in(match: re.Match[str]) -> str:
        return "(?:" + "|".join(content[match[1]]) + ")"

    filled = re.sub(r"\{([a-z_]+)\}", put_in, alternative)
    # Not inside a character class, where a space is a space.
    return re.sub(r"(\[[^\]]*\])| ", lambda m: m[1] or r"\s+", filled)
