"""Statements and clauses of a text, and what limits them: negation, supposition, the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from classifiers.sentences import ends_only, sentences

_LIST_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*•–·]|\d{1,2}[.)]|[a-z]\))[ \t])")
_SMALL_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?]+[ \t\n]+(?=[^\W\d_])")
_CLAUSE_EDGE = re.compile(
    r"[,;:()–!?]|\.\s|\s-\s|\n\s*\n|\b(?:aber|sondern|doch|jedoch|während|but|mais)\b", re.IGNORECASE
)
NEGATION = re.compile(
    r"\b(?:kein(?:e[rsnm]?|erlei)?|nicht|nie(?:mals)?|ohne|weder|noch\s+nie|not|no|never|without|aucune?|pas|sans"
    # tr, sq, hr/bs/sr, ro, it, ru/uk, ar, fa
    r"|değil|yok(?:tur)?|nuk|nema|nije|nisam|nismo|fără|nu|non|senza|не|нет|немає|без|ليس|لم|لا|بدون|نیست|ندارم)\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(r"\bnicht\s+(?:nur|zuletzt|mehr\s+als)\b", re.IGNORECASE)
SUPPOSITION = re.compile(
    r"\b(?:würden?|wären?|könnten?|müssten?|hätten?|kämen?|falls|wenn|sollten?|ob|möglicherweise|vielleicht|angst"
    r"|befürcht\w*|if|would|could|might|fear\w*|afraid|si|peur|crain\w*|serai(?:s|t|ent)?"
    r"|miedo|temo|paura|kork\w*|eğer|frik[ëe]|nëse|bojim|strah|ako|dacă|если|якщо|боюсь|боюся|إذا|أخاف|اگر|می\s?ترسم)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or an item of a list.

    Attributes:
        start: First character in the text.
        text: Its words.
        flat: The same, as long, with only those dots left that end a sentence: for patterns that stop at a dot.
    """

    start: int
    text: str
    flat: str

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


@lru_cache(maxsize=512)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, items of a list apart.

    Where the writer uses no capitals, as many do on a telephone, a full stop alone ends a sentence.
    """
    small = is_in_small_letters(text)
    result: list[Sentence] = []
    for begin, end in sentences(text):
        cuts = [begin, *(m.start() for m in _LIST_ITEM.finditer(text, begin, end))]
        if small:
            cuts += [m.end() for m in _SMALL_STOP.finditer(text, begin, end)]
        cuts = sorted(set(cuts))
        for first, last in zip(cuts, [*cuts[1:], end], strict=True):
            piece = text[first:last]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                words = piece.strip()
                result.append(Sentence(first + lead, words, ends_only(words)))
    return tuple(result)


def is_in_small_letters(text: str) -> bool:
    """Whether the writer uses hardly any capitals."""
    return sum(1 for c in text if c.isupper()) * 40 < len(text)


def clause_around(sentence: str, start: int, end: int) -> str:
    """The clause of a sentence that holds `sentence[start:end]`: from the last to the next comma or conjunction."""
    before = [m.end() for m in _CLAUSE_EDGE.finditer(sentence, 0, start)]
    after = _CLAUSE_EDGE.search(sentence, end)
    return sentence[before[-1] if before else 0 : after.start() if after else len(sentence)]


def is_negated(sentence: str, start: int, end: int) -> bool:
    """Whether the clause around `sentence[start:end]` denies it."""
    return bool(NEGATION.search(_NO_NEGATION.sub("", clause_around(sentence, start, end))))


def is_supposed(sentence: str, start: int, end: int) -> bool:
    """Whether the clause around `sentence[start:end]` only supposes, wishes or fears it."""
    return bool(SUPPOSITION.search(clause_around(sentence, start, end)))
