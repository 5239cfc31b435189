"""Brings what a message says of human beings together: one record per individual, whatever the part he plays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from classifiers.mentions import Mention, Source
from classifiers.name_choice import best_name
from classifiers.name_contexts import Sign
from classifiers.name_forms import surname
from classifiers.names import is_initials, is_part_of, name_words, plain, same_name, word_likeness


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
    """ "Rebwar Kareem" and "Shayan Rebwar Kareem": father and child where names are chains, unless dates differ."""
    shorter, longer = sorted((a, b), key=lambda m: len(name_words(m.name)))
    short, long = name_words(shorter.name), name_words(longer.name)
    if (
        len(short) == len(long)
        or len(shorter.name.split()) == 1
        or long[-len(short) :] != short
        or long[0] in _HONORIFICS
    ):
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
        letters = plain(mention.name)
        if any(plain(m.name) == letters or _hides_more(m.name, letters) for m in person.mentions):
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


def _hides_more(initials: str, letter: str) -> bool:
    """Whether initials end in the letter that stands for the surname alone: "A. K.", later "Frau K."."""
    words = plain(initials).split()
    return len(letter) == 1 and len(words) > 1 and words[-1] == letter


def _alike(a: str, b: str) -> bool:
    return word_likeness(plain(a), plain(b)) >= 0.9


def _initials_in_order(initials: str, name: str) -> bool:
    """ "N. T." can be Nasrin Tavakoli, not Tarek Nasser."""
    letters = plain(initials).split()
    words = plain(name).split()
    return (bool(words) and words[0].startswith(letters[0]) and words[-1].startswith(letters[-1])) or (
        len(letters) == 2 and words[0].startswith(letters[0]) and any(w.startswith(letters[1]) for w in words[1:])
    )


def _first_name_is(person: Individual, name: str) -> bool:
    words = plain(person.name).split()
    return bool(words) and word_likeness(words[0], plain(name).split()[0]) >= 0.85


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


LETTER_SOURCES = (Source.LETTER, Source.FORWARDED)


def is_family(mention: Mention) -> bool:
    """ "Familie Kiala aus Angola", "Eheleute Haddad"; "Eheleute Goran Petrovski, geb. …" begins a list of persons."""
    is_titled = bool({"familie", "eheleute", "ehepaar", "fam"} & set(mention.title.split()))
    return is_titled and not (mention.birth_date and len(name_words(mention.name)) > 1)
