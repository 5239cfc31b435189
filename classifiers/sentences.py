"""Where sentences end: a dot in a date, an ordinal or an abbreviation ends none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

INNER_DOT = "․"  # "one dot leader": stands for a dot that ends no sentence, so that offsets stay true

_ABBREVIATION = (
    r"geb|gest|verh|gesch|led|ca|bzw|vgl|evtl|ggf|inkl|zzgl|usw|etc|sog|zul|zzt|Nr|Dr|Prof|Str|str|Tel|Abs|Art|Az|Anl|Bl|Hr|Fr|Fam|St|Dipl"
    r"|Mr|Mrs|Ms|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez|Jh|Mio|Tsd|max|min|mind|od|u|z|d|i|e|o|a|h|b|V|M|A|B|D|E|F|G|H|I|J|K|L|N|O|P|R|S|T|W|Mts|ds|med|jur|phil|rer|nat|pol|theol|psych|mj|betr|Betr|lt|gem|gez|Hs|Hausnr|[Kk]ath|[Ee]v|[Ll]uth"
)
_INNER = re.compile(
    rf"\b(?:{_ABBREVIATION})\.|(?<!\d)\d{{1,2}}\.|\.(?=\d)|\.(?=[ \t]?[a-zäöüß])"
    r"|(?<=\d)\.(?=[ \t\n]*(?:\d|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))"
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@lru_cache(maxsize=512)
def ends_only(text: str) -> str:
    """The text with only those dots left that end a sentence; as long as it was, so that offsets stay true."""
    return _INNER.sub(lambda match: match.group().replace(".", INNER_DOT), text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence, white space at the edges left out; empty lines end one, too."""
    position = 0
    for block in re.split(r"(\n[ \t]*\n)", ends_only(text)):
        for match in _SENTENCE.finditer(block):
            sentence = match.group()
            if sentence.strip():
                begin = position + match.start() + len(sentence) - len(sentence.lstrip())
                yield begin, position + match.start() + len(sentence.rstrip())
        position += len(block)
