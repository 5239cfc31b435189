"""What leads to people in letters that are not German: "my name is", "mon mari", "adım", "меня зовут", "اسمي".

The words of one meaning stand together for all languages in patterns/foreign.toml; a lead ends where the name begins.
"""

from __future__ import annotations

import re

from classifiers.names import word_set
from classifiers.patterns import one_of, phrases

_WORDS = phrases("foreign")


def _alternatives(key: str) -> str:
    """The words of one meaning as one pattern."""
    return one_of(_WORDS, key).pattern


def _lead(key: str) -> re.Pattern[str]:
    """Words of one meaning with what may stand between them and the name."""
    called, title = _alternatives("called"), _alternatives("title")
    return re.compile(
        rf"(?<![\w'’-])(?:{_alternatives(key)})(?![\w'’-])(?:\s*[,:–-]?\s*(?:{called})(?!\w))?[\s,:(]*(?:(?:{title})\s+)*",
        re.IGNORECASE,
    )


def _whole_words(*keys: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_alternatives, keys))})(?!\w)", re.IGNORECASE)


NAMED, SPOUSE, CHILD, RELATIVE = _lead("named"), _lead("spouse"), _lead("child"), _lead("relative")
BEHALF = _whole_words("behalf", "kin_of")
WEAK = re.compile(rf"(?:{_alternatives('weak')})[\s,]*$", re.IGNORECASE)
BORN = one_of(_WORDS, "born")
AND = rf"(?:{_alternatives('and')})"
WITH_ME = re.compile(
    rf"(?<!\w)(?:{_alternatives('with_me')})(?:\s+{AND}(?:\s+(?:{_alternatives('for')}))?)?\s+$", re.IGNORECASE
)
_CITIZEN, _PERMIT, _NO_PERMIT, _DIED = (one_of(_WORDS, key) for key in ("citizen", "permit", "no_permit", "died"))


def does_not_apply(words: str) -> bool:
    """Whether the words behind somebody's name say that he needs nothing: German, has a title of his own, dead."""
    permit = _PERMIT.search(words)
    has_permit = permit is not None and not _NO_PERMIT.search(words[: permit.start()])
    return has_permit or bool(_CITIZEN.search(words) or _DIED.search(words))


# Words of scripts without capitals that end a name.
STOPS = word_set(
    "من في و است هستم هست مولود مولودة مواليد متولد ولدت الجنسية جنسيتي تبعه اهل از که را به با و لي التي الذي"
    " سوري سورية در ساکن عمري عمره تاريخ المولود المولودة اسكن أسكن أعيش مقيم مقيمة"
)
