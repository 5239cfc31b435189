"""Brings what a message says of human beings together: one record per individual, whatever the part he plays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from classifiers.forms import find_form_persons
from classifiers.mentions import Mention, Source, mentions_in
from classifiers.name_contexts import Sign
from classifiers.name_spans import is_common_word
from classifiers.names import (
    NameForm,
    is_initials,
    is_part_of,
    name_words,
    parse_name,
    plain,
    same_name,
    surname,
    title_case,
    word_likeness,
)
from classifiers.passages import Part, Passage, Reading
from classifiers.records import Evidence, Paper, PaperType
from classifiers.signers import Signer, Writers, find_writers
from classifiers.statements import Statement, statements_in
from parsers.records import Page

_PARENTS = frozenset({"vater", "mutter"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a message says of people.

    Attributes:
        mentions: In order of the message.
        statements: Of the letter.
        writers: Who signs and sends.
        text: Plain words of the letter, for signs that belong to no single name.
    """

    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    writers: Writers
    text: str


@dataclass(slots=True)
class Individual:
    """One human being with all mentions.

    Attributes:
        mentions: At least one.
        is_writer: He writes the letter himself.
    """

    mentions: list[Mention] = field(default_factory=list)
    is_writer: bool = False

    @property
    def signs(self) -> set[Sign]:
        """All signs of all mentions."""
        return {sign for mention in self.mentions for sign in mention.signs}

    def signs_in(self, *sources: Source) -> set[Sign]:
        """The signs of the mentions in some kinds of text."""
        return {sign for mention in self.mentions if mention.source in sources for sign in mention.signs}

    @property
    def name(self) -> str:
        """The fullest name that the message bears out best."""
        return best_name(self.mentions)

    @property
    def birth_date(self) -> date | None:
        """The one told most often; the letter and identity papers count double."""
        votes: Counter[date] = Counter()
        for mention in self.mentions:
            if mention.birth_date:
                votes[mention.birth_date] += 2 if mention.source in (Source.LETTER, Source.IDENTITY) else 1
        if not votes:
            return None
        most = max(votes.values())
        return next(m.birth_date for m in self.mentions if m.birth_date and votes[m.birth_date] == most)

    @property
    def nationality(self) -> str | None:
        """The first one told beside the name."""
        return next((m.nationality for m in self.mentions if m.nationality), None)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names and spellings that the message gives."""
        own = plain(self.name)
        names = [alias for m in self.mentions for alias in m.form.aliases]
        names += [f"{m.name.split()[0]} {m.form.birth_name}" for m in self.mentions if m.form.birth_name and m.name]
        names += [
            m.name for m in self.mentions if len(m.name.split()) > 1 and m.quality > 0.9 and not is_initials(m.name)
        ]
        return tuple(dict.fromkeys(name for name in names if plain(name) != own))[:6]


def best_name(mentions: Iterable[Mention]) -> str:
    """Of several spellings the fullest one; among equally full ones the most frequent, text before OCR."""
    votes: Counter[str] = Counter()
    words: Counter[str] = Counter()
    shown: dict[str, str] = {}
    mentions = [m for m in mentions if m.name]
    for mention in mentions:
        words.update(plain(mention.name).split())
    mentions = [
        replace(m, form=replace(m.form, name=m.name.split()[0])) if _is_doubled(m.name) else m for m in mentions
    ]
    written = [m for m in mentions if not (Sign.SIGNED in m.signs and m.quality < 1)]
    if any(len(m.name.split()) > 1 for m in written):
        mentions = written  # what OCR makes of ink does not tell a name better than print
    for mention in mentions:
        key = plain(mention.name)
        weight = mention.quality + (0.6 if mention.source in (Source.LETTER, Source.HEADER, Source.IDENTITY) else 0)
        weight += 1.0 if mention.source is Source.IDENTITY and Sign.FIELD in mention.signs else 0
        votes[key] += round(weight * 100)
        if key not in shown or _marks(mention.name) > _marks(shown[key]):
            shown[key] = mention.name
    if not votes:
        return ""
    for key in votes:  # each word as often as the message writes it just so, however the rest of the name stands there
        votes[key] += 60 * sum(words[word] for word in key.split()) // len(key.split()) - key.count("rn")
    best = shown[max(votes, key=lambda key: (_is_latin(shown[key]), _fullness(key), votes[key]))]
    return best if _is_latin(best) else title_case(plain(best))


def _is_doubled(name: str) -> bool:
    """ "Suwarni Suwarni": offices write a single name twice."""
    words = plain(name).split()
    return len(words) == 2 and words[0] == words[1]


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2000 or not c.isalpha() for c in name)


def _marks(name: str) -> int:
    """Letters with diacritics tell that a name was written with care; signs that are none that it was misread."""
    return sum(ord(c) > 127 for c in name) - 5 * sum(c in "&?6" for c in name)


def _fullness(key: str) -> int:
    return sum(len(word) > 1 for word in key.split())


def gather(reading: Reading, reference: date, *, papers_speak: bool = False) -> Gathered:
    """Collect everybody whom a message names.

    Args:
        reading: The message with passages and papers.
        reference: Day of receipt.
        papers_speak: Whether letters to the commission among the papers count like the letter itself.
    """
    writers = find_writers(reading)
    mentions: list[Mention] = []
    statements: list[Statement] = []
    letter_text: list[str] = []
    letter = set(map(id, _letter_passages(reading, papers_speak)))
    everything_is_letter = not letter
    for page_mentions, passage, source in _passages_with_source(reading, letter, everything_is_letter):
        mentions.extend(page_mentions)
        if passage is None:
            continue
        page = reading.page(passage.document, passage.page)
        quality = page.quality if page.quality is not None else 1.0
        if passage.part is Part.FOOTER:
            continue
        found = mentions_in(passage, source, reference, quality)
        if passage.part is Part.CLOSING:
            found = tuple(m for m in found if Sign.BORN in m.signs or source is Source.MANDATE)
        mentions.extend(found)
        if source in (Source.LETTER, Source.FORWARDED):
            statements.extend(statements_in(passage, found, reference))
            letter_text.append(passage.text)
    mentions.extend(_of_subject(reading, reference))
    signed_at = {(s.evidence.document, s.evidence.page, s.evidence.start) for s in writers.letter}
    mentions = [
        m
        for m in mentions
        if Sign.BORN in m.signs
        or m.evidence is None
        or (m.evidence.document, m.evidence.page, m.evidence.start) not in signed_at
    ]
    mentions.extend(_of_signers(reading, writers))
    return Gathered(tuple(mentions), tuple(statements), writers, "\n".join(letter_text))


def _letter_passages(reading: Reading, papers_speak: bool) -> list[Passage]:
    """The letter; where only a fax cover was found for it, what was faxed with it as well."""
    passages = list(reading.letter_passages)
    is_cover = reading.letter is not None and reading.letter.type is PaperType.FAX_COVER
    if is_cover or papers_speak:
        for paper in reading.papers_of_type(PaperType.OTHER, PaperType.SUPPORT_LETTER, PaperType.APPLICATION_LETTER):
            own = reading.passages_of(paper)
            passages += [p for p in own if p not in passages]
    return passages


def letters_among_papers(reading: Reading) -> bool:
    """Whether letters stand among the papers besides the one that speaks to the office."""
    return len(_letter_passages(reading, True)) > len(_letter_passages(reading, False))


def _passages_with_source(
    reading: Reading, letter: set[int], all_letter: bool
) -> Iterator[tuple[tuple[Mention, ...], Passage | None, Source]]:
    """Every passage with the kind of text it belongs to; before the first one of a page the page's forms."""
    seen: set[tuple[int, int]] = set()
    for passage in reading.passages:
        source = _source_of(reading, passage, id(passage) in letter or all_letter)
        key = (passage.document, passage.page)
        if key not in seen:
            seen.add(key)
            yield _of_forms(reading, passage, source), None, source
        yield (), passage, source


def _source_of(reading: Reading, passage: Passage, is_letter: bool) -> Source:
    if is_letter:
        if passage.part is Part.QUOTED:
            in_attached_mail = reading.letter is not None and passage.document == reading.letter.document != 0
            return Source.FORWARDED if in_attached_mail else Source.PAPER
        return Source.FORWARDED if passage.part is Part.FORWARDED else Source.LETTER
    paper = paper_at(reading, passage.document, passage.page)
    if paper is None:
        return Source.PAPER
    return {
        PaperType.POWER_OF_ATTORNEY: Source.MANDATE,
        PaperType.IDENTITY: Source.IDENTITY,
    }.get(paper.type, Source.PAPER)


def paper_at(reading: Reading, document: int, page: int) -> Paper | None:
    """The paper that a page belongs to."""
    for paper in reading.papers:
        if paper.document == document and (paper.first_page <= page <= paper.last_page or not paper.first_page):
            return paper
    return None


def _of_forms(reading: Reading, passage: Passage, source: Source) -> tuple[Mention, ...]:
    """The persons of the forms on a passage's page."""
    page: Page = reading.page(passage.document, passage.page)
    quality = page.quality if page.quality is not None else 1.0
    result = []
    seen_principal = False
    for person in find_form_persons(page.text):
        signs = {Sign.FIELD}
        if person.label in _PARENTS and source in (Source.LETTER, Source.FORWARDED):
            continue  # "Vater: …" in a family's own list is no office
        if person.is_representative:
            signs = {Sign.AGENT if source is Source.MANDATE else Sign.OFFICE}
        elif source is Source.MANDATE:
            before = page.text[max(0, person.start - 90) : person.start]
            is_agent = seen_principal and bool(
                re.search(r"\bmein(?:e[nr]?)?\s+\w+\s*\n|bevollm[äa]chtig\w*\s*:?\s*\n", before)
            )
            is_agent = is_agent or bool(
                re.search(r"\bich\s+bevollm[äa]chtige\s*:?\s*\n[^\n]{0,20}$", before, re.IGNORECASE)
            )
            is_child = person.label in ("kind", "sohn", "tochter") or "kind" in person.label
            signs = {Sign.AGENT} if is_agent else {Sign.COVERED, Sign.CHILD} if is_child else {Sign.PRINCIPAL}
            seen_principal = True
        if person.label in ("kind", "sohn", "tochter"):
            signs.add(Sign.CHILD)
        if person.birth_date:
            signs.add(Sign.BORN)
        evidence = Evidence(passage.document, passage.page, person.start, person.end)
        result.append(
            Mention(person.form, evidence, source, frozenset(signs), "", person.birth_date, person.nationality, quality)
        )
    return tuple(result)


def _of_subject(reading: Reading, reference: date) -> tuple[Mention, ...]:
    """Who is named in a mail's subject."""
    mail = reading.message.mail
    if mail is None or not mail.subject:
        return ()
    passage = Passage(0, 1, 0, mail.subject, Part.SUBJECT)
    return tuple(replace(m, evidence=None) for m in mentions_in(passage, Source.HEADER, reference))


def _of_signers(reading: Reading, writers: Writers) -> Iterator[Mention]:
    """The names below the letter as mentions."""
    for signer in writers.letter:
        page = reading.page(signer.evidence.document, signer.evidence.page)
        quality = page.quality if page.quality is not None else 1.0
        signs = {Sign.SIGNED, Sign.OFFICE} if signer.signs_for_other else {Sign.SIGNED}
        yield Mention(NameForm(signer.name), signer.evidence, Source.LETTER, frozenset(signs), quality=quality)


def individuals(mentions: Sequence[Mention]) -> list[Individual]:
    """One record per human being, in order of first mention.

    Full names first: spellings, orders, missing middle names and OCR errors of one name come together unless the
    birth dates differ. Then parts of a name go to the only individual who bears them.
    """
    people: list[Individual] = []
    partial: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: -min(len(name_words(m.name)), 4)):
        if not _is_full(mention):
            partial.append(mention)
            continue
        home = _home_of(mention, people)
        if home is None:
            people.append(Individual([mention]))
        else:
            home.mentions.append(mention)
    for mention in partial:
        _place_partial(mention, people)
    return _merged_by_alias(people)


def _merged_by_alias(people: list[Individual]) -> list[Individual]:
    """Somebody whose name is told as another name of somebody else is that one; his birth date then is as doubtful."""
    for person in list(people):
        aliases = [alias for m in person.mentions for alias in m.form.aliases if len(alias.split()) > 1]
        for other in list(people):
            if other is person or not aliases or not any(same_name(alias, other.name) for alias in aliases):
                continue
            for mention in other.mentions:
                form = replace(
                    mention.form, name=person.mentions[0].name, aliases=(*mention.form.aliases, mention.name)
                )
                kept = mention.birth_date if mention.birth_date == person.birth_date else None
                person.mentions.append(replace(mention, form=form, birth_date=kept))
            people.remove(other)
    return people


def _is_full(mention: Mention) -> bool:
    is_family = "familie" in mention.title and mention.birth_date is None
    return len(name_words(mention.name)) > 1 and not is_family and not is_initials(mention.name)


def _home_of(mention: Mention, people: Sequence[Individual]) -> Individual | None:
    fitting = [
        p
        for p in people
        if any(
            _is_full(m) and same_name(m.name, mention.name) and not _is_next_in_chain(m, mention) for m in p.mentions
        )
    ]
    fitting = [p for p in fitting if not _births_differ(p, mention)]
    if not fitting:
        return None
    return max(fitting, key=lambda p: plain(p.mentions[0].name) == plain(mention.name))


def _is_next_in_chain(a: Mention, b: Mention) -> bool:
    """ "Rebwar Kareem" and "Shayan Rebwar Kareem": father and child where names are chains, unless one date tells otherwise."""
    shorter, longer = sorted((a, b), key=lambda m: len(name_words(m.name)))
    short, long = name_words(shorter.name), name_words(longer.name)
    if len(short) == len(long) or long[-len(short) :] != short or long[0] in _HONORIFICS:
        return False
    if a.birth_date and b.birth_date:
        return a.birth_date != b.birth_date
    if shorter.title:
        return False  # "Frau Quintero Mosquera"
    return bool((a.signs ^ b.signs) & {Sign.CHILD, Sign.PARENT, Sign.SIGNED, Sign.SELF})


_HONORIFICS = frozenset(
    {
        "md",
        "mohd",
        "muhd",
        "mohammed",
        "mohamed",
        "muhammad",
        "mohammad",
        "sayed",
        "sayyid",
        "seyed",
        "syed",
        "haji",
        "hadschi",
        "sheikh",
        "abu",
        "sri",
    }
)


def _births_differ(person: Individual, mention: Mention) -> bool:
    if mention.birth_date is None:
        return False
    known = {m.birth_date for m in person.mentions if m.birth_date}
    if not known or mention.birth_date in known:
        return False
    # One figure misread is no other person; two children of one name would be.
    if any(plain(m.name) == plain(mention.name) for m in person.mentions):
        return all(sum(a != b for a, b in zip(str(d), str(mention.birth_date), strict=True)) > 2 for d in known)
    return True


def _place_partial(mention: Mention, people: list[Individual]) -> None:
    """Give a part of a name to the one who bears it; a part that several bear tells nothing."""
    if not name_words(mention.name):
        return
    bearers = [p for p in people if _bears(p, mention) and not _births_differ(p, mention)]
    if mention.birth_date and len(bearers) > 1:
        bearers = [p for p in bearers if mention.birth_date in {m.birth_date for m in p.mentions}] or bearers
    if len(bearers) > 1 and not is_initials(mention.name):
        by_first = [p for p in bearers if _first_name_is(p, mention.name)]
        bearers = by_first if len(by_first) == 1 else bearers
    if len(bearers) == 1:
        # A surname alone adds nothing of its own to the person it means, a first name with a birth date does.
        bearers[0].mentions.append(mention)
    elif not bearers:
        people.append(Individual([mention]))


def _bears(person: Individual, mention: Mention) -> bool:
    if "familie" in mention.title:
        return False
    if is_initials(mention.name):
        if any(plain(m.name) == plain(mention.name) for m in person.mentions):
            return True
        if any(_is_full(m) and same_name(mention.name, m.name) for m in person.mentions):
            return True
        return any(
            is_part_of(mention.name, m.name) and _initials_in_order(mention.name, m.name)
            for m in person.mentions
            if _is_full(m)
        )
    return any(
        is_part_of(mention.name, m.name)
        or (len(m.name.split()) == 1 == len(mention.name.split()) and _alike(m.name, mention.name))
        for m in person.mentions
    )


def _alike(a: str, b: str) -> bool:
    return word_likeness(plain(a), plain(b)) >= 0.9


def _initials_in_order(initials: str, name: str) -> bool:
    """ "N. T." can be Nasrin Tavakoli, not Tarek Nasser."""
    letters = plain(initials).split()
    words = plain(name).split()
    return (
        (bool(words)
        and words[0].startswith(letters[0])
        and words[-1].startswith(letters[-1]))
        or (len(letters) == 2 and words[0].startswith(letters[0]) and any(w.startswith(letters[1]) for w in words[1:]))
    )


def _first_name_is(person: Individual, name: str) -> bool:
    words = plain(person.name).split()
    return bool(words) and word_likeness(words[0], plain(name).split()[0]) >= 0.85


_OWN_NAME = re.compile(
    r"\b(?:ich\s+(?:bin|heiße|heisse|heise)|mein\s+name\s+(?:ist|:)|name\s*:|my\s+name\s+is|je\s+m['’]appelle)\s+(?:(?:die|der|frau|herr)\s+)?"
    r"(?P<name>[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){1,3}?)(?=\s*(?:[,.;\n(]|geb|und\s|aus\s|ich\s|komme|bin\s|wohn|\*|$))",
    re.IGNORECASE,
)


def own_name(text: str) -> tuple[str, int, int] | None:
    """The name by which a writer who uses no capitals names himself: "ich bin amina diallo, geboren …"."""
    for match in _OWN_NAME.finditer(text):
        words = match.group("name").split()
        if not any(is_common_word(word) for word in words) and all(word.islower() for word in words):
            return title_case(match.group("name")), match.start("name"), match.end("name")
    return None


def family_name(people: Sequence[Individual]) -> str | None:
    """The surname that most of some people bear, for children who are named by their first name only."""
    votes: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for person in people:
        name = person.name
        if len(name.split()) > 1:
            key = plain(surname(name))
            votes[key] += 1
            shown.setdefault(key, surname(name))
    return shown[votes.most_common(1)[0][0]] if votes else None


__all__ = [
    "Gathered",
    "Individual",
    "Signer",
    "best_name",
    "family_name",
    "gather",
    "individuals",
    "own_name",
    "paper_at",
    "parse_name",
]
