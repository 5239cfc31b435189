"""What the trained components say of a text, and what they get to see of it.

The components are text classifiers over single words (`classifiers/training/configs/textcat.cfg`), one for the kind of
an item, one for the type of a paper, one for sentences that tell a reason. How their answers and the rules' come
together stands in `classifiers.combining`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.pipeline import TextCategorizer

from classifiers.folding import folded
from classifiers.mending import mended
from classifiers.passages import Part, Reading
from classifiers.records import Kind, PaperType

KIND: Final = "kind"
PAPER: Final = "paper_type"
REASON: Final = "reason"
TELLS: Final = "tells"
TELLS_NOT: Final = "tells_not"
"""Labels of a sentence: whether it tells a concrete circumstance of somebody's life."""
COMPONENTS: Final = (KIND, PAPER, REASON)
"""Names of the trained components in the pipeline."""

LEARNED_KINDS: Final = frozenset(Kind) - {Kind.BOUNCE, Kind.AUTO_REPLY, Kind.UNKNOWN}
"""Machines are told by their headers, and what cannot be read has no words."""
LEARNED_TYPES: Final = frozenset(PaperType) - {PaperType.PHOTO}

_HEAD = 2000  # characters of a letter, and of a paper, in which it shows what it is
_TAIL = 500  # characters of the end of a letter: closing and enclosures


@dataclass(frozen=True, slots=True)
class Answer:
    """What a component says.

    Attributes:
        label: The likeliest label.
        probability: Of it, 0–1.
    """

    label: str
    probability: float


def answers(nlp: Language, component: str, texts: Sequence[str]) -> tuple[Answer, ...]:
    """Ask a trained component about texts.

    Args:
        nlp: From `classifiers.nlp.load`.
        component: One of `COMPONENTS`.
        texts: From `kind_text`, `paper_text` or `sentence_text`.

    Returns:
        One answer to each text.
    """
    pipe = nlp.get_pipe(component)
    assert isinstance(pipe, TextCategorizer)  # noqa: S101 - tells the type checker
    if not texts:
        return ()
    scores = pipe.predict([nlp.make_doc(text) for text in texts])
    best = scores.argmax(axis=1)
    return tuple(Answer(pipe.labels[index], float(row[index])) for index, row in zip(best, scores, strict=True))


def strongest(nlp: Language, component: str, label: str, texts: Sequence[str], count: int) -> tuple[int, ...]:
    """The places of the texts that speak most for a label, in their order: what is shown as evidence."""
    pipe = nlp.get_pipe(component)
    assert isinstance(pipe, TextCategorizer)  # noqa: S101 - tells the type checker
    if not texts:
        return ()
    scores = pipe.predict([nlp.make_doc(text) for text in texts])[:, pipe.labels.index(label)]
    return tuple(sorted(int(place) for place in scores.argsort()[::-1][:count]))


def kind_text(reading: Reading) -> str:
    """What the component for kinds sees: how the item came, what papers it brings, and what its writer says."""
    mail = reading.message.mail
    words = ["xmail" if mail else "xpaper"]
    if mail is not None:
        host = mail.from_address.rpartition("@")[2]
        words += ["xanswers" if mail.in_reply_to else "xfirst", *host.replace("-", ".").split(".")]
        words += [mail.from_name, mail.subject]
    words += sorted({f"xbrings{paper.type.replace('_', '')}" for paper in reading.papers}) or ["xbringsnothing"]
    passages = reading.letter_passages or reading.passages
    said = "\n".join(passage.text for passage in passages if passage.part is not Part.QUOTED)
    if len(said) > _HEAD + _TAIL:
        said = said[:_HEAD] + "\n" + said[-_TAIL:]
    return _plain(" ".join(words) + "\n" + said)


def paper_text(text: str) -> str:
    """What the component for papers sees of a paper's text: its beginning."""
    return _plain(text[:_HEAD])


def sentence_text(sentence: str) -> str:
    """What the component for reasons sees of a sentence."""
    return _plain(sentence)


def _plain(text: str) -> str:
    """Folded, with the telling words as they should have been read, and of numbers only how long they are."""
    return " ".join("0" * len(word) if word.isdigit() else word for word in mended(folded(text)).split())
