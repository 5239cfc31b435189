"""Normal form of personal names, their variants, and how alike two names are."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from classifiers.name_scripts import are_in_two_scripts, script_key


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


TITLES = word_set(
    "herr herrn hr frau fr fräulein familie fam eheleute ehepaar dr prof professor med jur phil rer nat ing dipl pd ra"
    " rain rae rechtsanwalt rechtsanwältin rechtsanwaeltin pfarrer pfarrerin pastor pastorin pater schwester bruder"
    " vikar diakon mj minderj minderjähriger minderjährige mr mrs ms miss mister monsieur madame mme mlle m z hd zhd"
    " kind kinder sohn tochter"
)
# Written before or between the parts of a name; "abd" and its kind belong to the word that follows.
_ARTICLES = word_set("al el ul as ash asch ad ar an at az ed er es il")
PARTICLES = _ARTICLES | word_set(
    "abu abou abd abdul abdel abdal bin bint ben ibn ould ait aït bou da das de del della der den des di do dos du la"
    " le van ten ter von vom zu zum zur und y e st"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower-case ASCII letters, words parted by one space: "Đurđević-Kaya" gives "durdevic kaya"."""
    ascii_text = re.sub("['’`]", "", anyascii(re.sub("['’`]", "", text.replace("ß", "ss"))))
    return " ".join(re.findall(r"[a-z]+", ascii_text.casefold()))


def name_words(name: str) -> tuple[str, ...]:
    """The telling words of a name in plain form; titles and particles are left out, "Abd al-X" is one word."""
    words = [w for w in plain(name).split() if w not in PLAIN_TITLES or len(plain(name).split()) == 1]
    result: list[str] = []
    joined = ""
    for position, word in enumerate(words):
        last = position == len(words) - 1
        if word in _ABD and not last:
            joined = "abd"
        elif word in PARTICLES and not last:
            continue
        else:
            result.append(joined + word)
            joined = ""
    return tuple(result)


PLAIN_TITLES = frozenset(plain(title) for title in TITLES)
_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdou", "abdur", "abdoul"})
_FOLDS = (
    (r"^abd(?:[aeou]{1,2}[lr]?)?(?=[a-z]{3})", "abd"),
    (r"sch|tch|tsch|sh|ch|kh|gh", lambda m: {"kh": "h", "gh": "g", "ch": "h"}.get(m.group(), "s")),
    (r"dj|dsch|dzh|dz", "i"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"ck|q|c", "k"),
    (r"w", "v"),
    (r"z|x", "s"),
    (r"ue", "u"),
    (r"oe", "o"),
    (r"ae", "a"),
    (r"ou|oo", "u"),
    (r"ee|ie", "i"),
    (r"[jy]", "i"),
)


@lru_cache(maxsize=8192)
def _variant_key(word: str) -> str:
    """What the spellings of one name have in common: first vowel (class), consonants, whether it ends in "a".

    The first vowel keeps Hasan and Hussein apart, the last one Mammadov and Mammadova.
    """
    for pattern, to in _FOLDS:
        word = re.sub(pattern, to, word)
    word = re.sub(r"(.)\1+", r"\1", word)
    vowel = re.search(r"[aeiou]", word)
    first = {"a": "A", "e": "I", "i": "I", "o": "U", "u": "U"}[vowel.group()] if vowel else "-"
    skeleton = re.sub(r"h$", "", re.sub(r"[aeiou]", "", word[:1]) + re.sub(r"[aeiou]", "", word[1:]))
    onset = word[:1] if word[:1] in "aeiou" else ""
    return f"{'v' if onset else ''}{first}{skeleton}{'a' if word.endswith(('a', 'ah')) else ''}"


def _ocr_form(word: str) -> str:
    """Letters that OCR mistakes for one another, made one."""
    for seen, meant in (("rn", "m"), ("vv", "w"), ("ii", "u"), ("cl", "d"), ("li", "h")):
        word = word.replace(seen, meant)
    return word


_INITIAL = 0.6  # what a letter that could stand for the other word counts


@lru_cache(maxsize=16384)
def word_likeness(a: str, b: str) -> float:
    """How alike two words of a name in plain form are: 1 equal, 0.95 a spelling variant, 0.6 an initial, else 0–0.9."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) == 1:
        return _INITIAL if longer.startswith(shorter) else 0.0
    if a.endswith("a") != b.endswith("a") and {a, b} == {a.rstrip("a"), a.rstrip("a") + "a"}:
        return 0.5  # Mammadov and Mammadova are two people
    if min(len(a), len(b)) >= 4 and _variant_key(a) == _variant_key(b) and _consonants(a) >= 2:
        return 0.95
    ratio = max(fuzz.ratio(a, b), fuzz.ratio(_ocr_form(a), _ocr_form(b))) / 100
    return min(ratio, 0.9) if ratio >= 0.75 else ratio * 0.7


def _consonants(word: str) -> int:
    return len(re.sub(r"[aeiou]", "", word))


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> list[float]:
    """For each word of the shorter name the likeness of its best partner in the longer one, each used once."""
    left = list(long)
    result = []
    for word in short:
        best = max(left, key=lambda other: word_likeness(word, other))
        result.append(word_likeness(word, best))
        left.remove(best)
    return result


def _by_length(a: str, b: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, second = name_words(a), name_words(b)
    if are_in_two_scripts(a, b):
        first, second = tuple(map(script_key, first)), tuple(map(script_key, second))
    return (first, second) if len(first) <= len(second) else (second, first)


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two full names within one message mean one person.

    Order, case, titles, particles, missing middle names, initials, transliteration and single OCR errors do not
    part them. A name of one word equals only a name of that one word: see `is_part_of`.
    """
    if not a or not b:
        return False
    short, long = _by_length(a, b)
    if not short or fuzz.ratio("".join(sorted(short)), "".join(sorted(long))) == 100:
        return bool(short)
    if len(short) == 1:
        if len(long) == 1:
            return word_likeness(short[0], long[0]) >= 0.85
        return fuzz.ratio(short[0], "".join(long)) >= 92 and len(short[0]) > 7
    likeness = _aligned(short, long)
    if max(likeness) >= 0.85 and all(value >= 0.78 or value == _INITIAL for value in likeness):
        return True
    if _surnames_differ_by_gender(short[-1], long[-1]) and min(_aligned(short[:-1], long[:-1])) >= 0.95:
        return True
    return fuzz.ratio(" ".join(sorted(short)), " ".join(sorted(long))) >= 90 and min(likeness) > 0.5


def _surnames_differ_by_gender(a: str, b: str) -> bool:
    """Whether only the gender's ending parts two surnames: "Manizha Safarov" in a family's list is Manizha Safarova."""
    return a != b and a.removesuffix("a") == b.removesuffix("a") and len(a) > 4


def is_part_of(part: str, whole: str) -> bool:
    """Whether every word of `part` (a surname, first names, initials) is found in `whole`.

    A letter of the part can stand for a word of the whole, a letter of the whole for none of the part.
    """
    short, long = name_words(part), name_words(whole)
    if are_in_two_scripts(part, whole):
        short, long = tuple(map(script_key, short)), tuple(map(script_key, long))
    if any(len(word) > 1 for word in short):
        long = tuple(word for word in long if len(word) > 1)
    if not short or len(short) > len(long):
        return False
    return all(value >= 0.85 or value == _INITIAL for value in _aligned(short, long))


def sounds_alike(other_script: str, latin: str) -> bool:
    """Whether a name in letters without vowels can be a Latin one: "فرهاد مرادی" and "Farhad Moradi"."""
    if not re.search(r"[\u0590-\u06ff]", other_script) or re.search(r"[\u0400-\u06ff]", latin):
        return False
    bare, full = (re.sub(r"[aeiouyw ]", "", plain(name)) for name in (other_script, latin))
    return len(bare) > 3 and fuzz.ratio(bare, full) >= _LEAST_CONSONANTS


_LEAST_CONSONANTS = 70  # of 100: letters are doubled, swallowed or written otherwise ("Noori", "نوری")


def is_initials(name: str) -> bool:
    """Whether a name hides a part behind a letter: "N. T.", "L. M.", "Mirvete H.", "F.R."."""
    words = re.findall(r"[^\W\d_]+\.?", anyascii(name))
    words = [w for w in words if plain(w) not in PLAIN_TITLES or len(words) <= 2]
    if not words:
        return False
    single = [w for w in words if len(w.rstrip(".")) == 1]
    if len(words) == 1:
        return bool(single)
    return len(single) == len(words) or len(words[-1].rstrip(".")) == 1 or (len(single) == len(words) - 1)


def is_single_name(name: str) -> bool:
    """Whether a name has one part only."""
    return len(name_words(name)) == 1


def is_cut_form(name: str, whole: str) -> bool:
    """Whether a name is another one cut short: "Anis Gh" below a letter for Anis Gharsallaoui, "Su" for Suwarni."""
    words, full = plain(name).split(), plain(whole).split()
    if len(words) > len(full) or words == full or min(map(len, words), default=9) > 3:
        return False
    return all(long.startswith(short) for short, long in zip(words, full, strict=False))


def fuller_name(a: str, b: str) -> str:
    """Of two names of one person the one that tells more; at a draw the first."""
    return b if _fullness(b) > _fullness(a) else a


def _fullness(name: str) -> tuple[int, int]:
    words = name_words(name)
    return sum(len(word) > 1 for word in words), len(words)
