"""Who writes: the names below a letter with their functions, the lines of its letterhead, the sender of the mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from classifiers.common_words import is_common_word
from classifiers.letter_lines import organisation_in
from classifiers.letterheads import letterhead_of
from classifiers.name_forms import given_name_first, title_case, without_titles
from classifiers.name_spans import find_names
from classifiers.names import plain
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Evidence, Paper
from parsers.records import MailHeader

_FUNCTION = re.compile(
    r"\b(?:rechtsanw\w*|fachanw\w*|ra(?:in)?|pfarrer\w*|pastor\w*|diakon\w*|pater|imam|diplom[- ]?\w+|dipl\.?[- ]?\w+"
    r"|sozial(?:arbeiter|pädagog|berater)\w*|geschäfts(?:führ|leit)\w*|inhaber\w*|vorsitzende\w*|vorstand\w*"
    r"|leiter\w*|\w*leitung|\w*lehrer\w*|schulleiter\w*|o?str['’]?(?:in)?|berufsbetreuer\w*|betreuer\w*|vormund\w*"
    r"|amtsvormund\w*"
    r"|berater\w*|flüchtlingsberater\w*|jugendwart\w*|trainer\w*|ehrenamtlich\w*|referent\w*|sachbearbeiter\w*"
    r"|beauftragte\w*|sekretär\w*|sekretariat|assisten(?:z|t|tin)|rechtsanwaltsfachangestellte\w*|azubi|auszubildende\w*|ärzt\w*"
    r"|oberärzt\w*|chefarzt|dr|med|jur|prof|pd|m\.?\s?a|b\.?\s?a|ll\.?\s?m|türkischer|staatsangehörige\w*"
    r"|bürgermeister\w*|meister\w*|chef\w*|mitglied\w*|mdl|mdb|gez|i\.?\s?a|i\.?\s?v|im auftrag|ihr|ihre|eure?"
    r"|unterschrift|für|und|familie|fam|herr|frau|nachbar\w*|mandant\w*|vollmachtgeber\w*|antragsteller\w*"
    r"|ii?\.? \w*)\b\.?",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|\bhttps?:|\bwww\.|\b(?:tel|fon|fax|telefon|telefax|mobil|handy|sprechzeiten|bürozeiten|t"
    r"|f)\b\.?\s*:?\s*[\d+(0]|\d{5}\s+[A-ZÄÖÜ]|\bIBAN\b|\bHRB\b|\d{3,}[ /-]\d{2,}|\b\w+(?:straße|strasse|str\.|weg"
    r"|platz|gasse|allee|ring)\s+\d",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"^\s*(?:mit\s+\S+(?:\s+\S+){0,4}|.{0,40}gr(?:ü|u|ue)(?:ß|ss)e?n?.{0,30}|hochachtungsvoll|m\.?\s?[fkb]\.?\s?g|lg|vg|ihre?"
    r"|danke.{0,40}|vielen\s+dank.{0,40}|.{0,30}regards|yours\s+\w+|sincerely|cordialement|respectueusement|ergebenst"
    r"|es\s+grüßt.{0,30}|with\s+respect|im\s+auftrag|i\.\s?a\.|i\.\s?v\.|gez\.?|herzlich(?:st)?|beste\s+\w+"
    r"|schönes?\s+wochenende|merci.{0,60}|saygılar\w*.{0,20}|teşekkür\w*.{0,20}|s\s+poštovanjem|hvala.{0,20}|me\s+(?:respekt|nderime)"
    r"|faleminderit.{0,20}|с\s+уважением|з\s+повагою|спасибо.{0,20}|(?:distinti|cordiali)\s+saluti|un\s+saludo|atentamente|(?:muchas\s+)?gracias.{0,20}"
    r"|.{0,30}cumprimentos|obrigad[oa]|.{0,20}blessings?|god\s+bless.{0,20}|(?:kind|best|warm)\s+\w+|thank\s+you.{0,40}|thanks.{0,20}|cu\s+respect)\s*[,!.]?\s*$",
    re.IGNORECASE,
)
_ASSISTANT = re.compile(
    r"\bi\.?\s?a\.?(?=\s|$)|\bim\s+auftrag\b|\bsekretariat\b|fachangestellte|\bazubi\b|\bassisten(?:z|t|tin)\b|\bbüro\b",
    re.IGNORECASE,
)
_ASSISTS = re.compile(r"\W*(?:assisten(?:z|tin|t)|sekretariat|sekretärin)\s+(?:\w+\.?\s+){0,2}[A-ZÄÖÜ]", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S)[ \t]{3,}")
_PLACE_AND_DATE = re.compile(
    r"^\W*(?:(?:\d+[.)]\s*)?Ort\s*(?:,|/|und)\s*Datum\b[\W_]*)?[A-ZÄÖÜ][\w./ -]{2,30},?\s*(?:den|am|im|le)?"
    r"\s*(?:\d{1,2}[./-]|(?:\w+\s+)?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A name below a letter.

    Attributes:
        name: As it stands there, in the usual order.
        evidence: Where.
        function: What is said of him there: "Rechtsanwältin", "Pfarrer"; or empty.
        signs_for_other: "i. A.", a secretary, a trainee: not the one who speaks.
    """

    name: str
    evidence: Evidence
    function: str = ""
    signs_for_other: bool = False


@dataclass(frozen=True, slots=True)
class Writers:
    """Who writes and sends.

    Attributes:
        letter: Names below the letter that speaks to the office: of the paper, else of the mail's body.
        note: Names below the covering mail, where a paper is the letter.
        letterhead: First lines of the letter.
        sender_name: From the mail's header; empty for fax and post.
        sender_address: E-mail address, or empty.
    """

    letter: tuple[Signer, ...]
    note: tuple[Signer, ...] = ()
    letterhead: tuple[tuple[str, Evidence], ...] = ()
    sender_name: str = ""
    sender_address: str = ""


def find_writers(reading: Reading) -> Writers:
    """Who signs and sends the letter of a message.

    Args:
        reading: The message with its passages and, where cut, its papers.
    """
    body = [p for p in reading.body_passages if p.part is not Part.QUOTED]
    forwarded = [p for p in body if p.part is Part.FORWARDED]
    own = [p for p in body if p.part is not Part.FORWARDED]
    letter = _paper_passages(reading, reading.letter)
    head = reading.message.mail
    if letter and reading.letter is not None and reading.letter.document and reading.letter.first_page == 0:
        letter = [replace(p, part=Part.TEXT) if p.part is Part.QUOTED else p for p in letter]
    if letter:
        signers, note, head_passages = signers_of(letter), signers_of(own), letter
    elif forwarded and len(_flat(own)) < len(_flat(forwarded)) and _asks(forwarded):
        signers, note, head_passages = signers_of(forwarded), signers_of(own), forwarded
    else:
        passages = own or list(reading.passages)
        signers, note, head_passages = signers_of(passages), (), passages
    return Writers(
        signers,
        note,
        tuple(letterhead_of(head_passages)),
        without_titles(re.split(r"\s[|(]", head.from_name)[0]) if head else "",
        _sender_address(head) if head else "",
    )


def _sender_address(head: MailHeader) -> str:
    """Where answers shall go, if that is an address at all."""
    return next((address for address in (head.reply_to, head.from_address) if "@" in address), "")


def _asks(passages: Iterable[Passage]) -> bool:
    return bool(re.search(r"h(?:ä|ae|a)rtefall|23\s?a\b|\bantrag\b", _flat(passages), re.IGNORECASE))


def _flat(passages: Iterable[Passage]) -> str:
    return "\n".join(passage.text for passage in passages)


def _paper_passages(reading: Reading, paper: Paper | None) -> list[Passage]:
    if paper is None or (paper.document == 0 and reading.body_passages):
        return []
    return list(reading.passages_of(paper))


def signers_of(passages: Sequence[Passage]) -> tuple[Signer, ...]:
    """The names below a letter.

    Args:
        passages: Of one paper or mail, in order.
    """
    closing = [p for p in passages if p.part is Part.CLOSING and p.text.strip()]
    found: list[Signer] = []
    for passage in closing[-2:]:
        found.extend(_signers_in(passage, 0))
    if found:
        return tuple(_unique(found))
    spoken = [p for p in passages if p.part in (Part.TEXT, Part.FORWARDED, Part.CLOSING) and p.text.strip()]
    below = [p for p in passages if p.part is Part.ENCLOSURES]  # a greeting may stand below the list of enclosures
    for passage in (*spoken[-1:], *below[-1:]):
        found = list(_unique(_signers_in(passage, _tail_start(passage.text))))
        if found:
            return tuple(found)
    return ()


def _tail_start(text: str) -> int:
    """Where the last short lines of a text begin: what stands below its last sentence."""
    lines = list(re.finditer(r"[^\n]*\n?", text))
    start = len(text)
    for match in reversed([m for m in lines if m.group().strip()][-9:]):
        line = match.group().strip()
        if len(line) > 58 or (
            line.endswith((".", "!", "?", ":")) and len(line.split()) > 2 and not re.search(r"\b\w\.$", line)
        ):
            break
        start = match.start()
    return start


def _unique(signers: Iterable[Signer]) -> Iterator[Signer]:
    seen = set()
    for signer in signers:
        if plain(signer.name) not in seen:
            seen.add(plain(signer.name))
            yield signer


def _signers_in(passage: Passage, start: int) -> Iterator[Signer]:
    """The signature lines of a closing; contact details end the search once a name was found."""
    signers: list[Signer] = []
    function = ""
    without_capitals = sum(c.isupper() for c in passage.text) <= 2
    assistant = False
    for match in re.finditer(r"[^\n]+", passage.text[start:]):
        line, position = match.group(), start + match.start()
        if _FORMULA.match(line) or re.match(r"\s*\([^)\d]*\)?\s*$", line):
            assistant = assistant or bool(_ASSISTANT.search(line))
            continue
        if _CONTACT.search(line) and not _name_before_contact(line):
            if signers:
                break
            continue
        if _PLACE_AND_DATE.match(line):
            line = _beside_date(line)
        if signers and _ASSISTS.match(line):
            last = signers.pop()
            signers.append(replace(last, function=line.strip(" .,()"), signs_for_other=True))
            continue
        names = list(_names_in_line(line)) or (list(_lower_case_name(line)) if without_capitals else [])
        if not names:
            if _is_function(line):
                function = line.strip(" .,()")
                if signers and not signers[-1].function:
                    last = signers.pop()
                    signers.append(
                        Signer(
                            last.name, last.evidence, function, last.signs_for_other or bool(_ASSISTANT.search(line))
                        )
                    )
            continue
        for name, a, b in names:
            said = line if _is_function(line) else ""
            signers.append(
                Signer(
                    name,
                    passage.evidence(position + a, position + b),
                    said.strip(),
                    assistant or bool(_ASSISTANT.search(line)),
                )
            )
        if len(signers) >= 8:
            break
    yield from signers


def _beside_date(line: str) -> str:
    """A line with place and date blanked: what stands far right of them may be the signature."""
    gap = _GAP.search(line.rstrip(), len(line) - len(line.lstrip()))
    return " " * gap.end() + line[gap.end() :] if gap else ""


def _name_before_contact(line: str) -> bool:
    """ "H.-G. Tillmann, Pestelhof 7, Ahlen": the name stands before the address."""
    first = re.split(r"[,;|·•–]|\s-\s", line)[0]
    return bool(list(_names_in_line(first))) and not _CONTACT.search(first)


def _names_in_line(line: str) -> Iterator[tuple[str, int, int]]:
    """The names of a line that holds little else."""
    if organisation_in(line) or len(line) > 90:
        return
    stripped = re.sub(r"\([^)]*\)|\bgeb\.?[^,]*\d|[*\d./:]+", " ", line)
    spans = [
        span for span in find_names(line) if "familie" not in span.title and not (span.title and "kolleg" in span.title)
    ]
    if (bracket := line.find("(")) >= 0 and _is_function(line):  # "Beraterin (Dipl.-Sozialpäd.)"
        spans = [span for span in spans if span.start < bracket]
    if not spans:
        return
    rest = line
    for span in reversed(spans):
        rest = rest[: span.start] + " " + rest[span.end :]
    rest = _FUNCTION.sub(" ", re.sub(r"\([^)]*\)|\bgeb\.?[^,]*\d|[*\d./:]+", " ", rest))
    first_segment = re.split(r"[,;|·•–]|\s-\s", rest)[0]
    if len(re.sub(r"\W", "", first_segment)) > max(6, 0.3 * len(re.sub(r"\W", "", stripped))):
        return
    for index, span in enumerate(spans):
        if re.search(r"\b(?:geb\.?|geborene|née)\s*$", line[: span.start], re.IGNORECASE):
            continue  # the birth name of the one before
        if index and "," in line[spans[index - 1].end : span.start] and not re.search(r"\bund\b|\s{3,}", line):
            if (
                re.search(r"^\s*,\s*$", line[spans[0].end : span.start])
                and index == 1
                and len(spans[0].text.split()) == 1
            ):
                continue
            break
        yield given_name_first(span.text), span.start, span.end


def _lower_case_name(line: str) -> Iterator[tuple[str, int, int]]:
    """A name that its bearer writes without capitals: a short line of words that are none of the language's."""
    words = line.strip(" .,!").split()
    if 1 <= len(words) <= 4 and all(
        re.fullmatch(r"[^\W\d_]{3,}", w) and w.islower() and not is_common_word(w) for w in words
    ):
        start = line.index(words[0])
        yield title_case(" ".join(words)), start, start + len(line.strip(" .,!"))


def _is_function(line: str) -> bool:
    return len(line) < 70 and bool(
        re.search(
            r"rechtsanw|fachanw|\bRA(?:in)?\b|pfarrer|pastor|diakon|geschäfts|inhaber|vorsitz|leit(?:er|ung)|lehrer"
            r"|betreuer|vormund|berater|pädagog|arbeiter|jugendwart|ehrenamt|meister|angestellte|azubi|OStR|Dipl"
            r"|Referent|Vorstand|Seelsorger|Koordinat|sekretär",
            line,
            re.IGNORECASE,
        )
    )
