"""Dates as people write them, with days that are told by the letter's own date.

`dateparser` was weighed: it needs milliseconds per call and finds numbers that are no dates; the forms that
letters really use are few, and what OCR does to them (O for 0, lost dots) has to be known here anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process

_DAY = timedelta(days=1)
# A two-digit year later than this many years after the letter was meant for the last century.
_YEARS_AHEAD = 10
_PIVOT_YEAR = 2030  # where nothing tells when the text was written
# A day without a year lies between these many days before and after the letter.
_DAYS_BACK, _DAYS_AHEAD = 150, 215
_FUZZY_MONTH = 75  # least likeness (0-100) of a misread month


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day that a text names.

    Attributes:
        start: First character in the text.
        end: One past the last one.
        value: The day.
        is_relative: Told by the letter's date only ("morgen", "am Dienstag", "in drei Tagen").
    """

    start: int
    end: int
    value: date
    is_relative: bool = False


# German, English, French; then Spanish, Italian, Portuguese, Turkish, Romanian, Russian, Ukrainian, Albanian, Polish.
_MONTH_NAMES: tuple[str, ...] = (
    "januar jänner jaenner janner jan january janvier janv"
    " enero gennaio janeiro ocak januarie января січня janar stycznia",
    "februar feber feb febr february février fevrier févr fevr"
    " febrero febbraio fevereiro şubat subat februarie февраля лютого shkurt lutego",
    "märz maerz marz mär mrz maer march mars mar marzo março mart martie марта березня marca",
    "april apr avril avr abril aprile nisan aprilie апреля квітня prill kwietnia",
    "mai may mayo maggio maio mayıs mayis мая травня maj maja",
    "juni jun june juin juno junio giugno junho haziran iunie июня червня qershor czerwca",
    "juli jul july juillet juil julio luglio julho temmuz iulie июля липня korrik lipca",
    "august aug août aout agosto ağustos agustos августа серпня gusht sierpnia",
    "september sept sep septembre"
    " septiembre settembre setembro eylül eylul septembrie сентября вересня shtator września",
    "oktober okt october oct octobre octubre ottobre outubro ekim octombrie октября жовтня tetor października",
    "november nov novembre noviembre novembro kasım kasim noiembrie ноября листопада nëntor nentor listopada",
    "dezember dez december dec décembre decembre déc"
    " diciembre dicembre dezembro aralık aralik decembrie декабря грудня dhjetor grudnia",
)
# South Slavic, Kurdish, Arabic (but for كانون and تشرين, which are two months each), Persian, Armenian.
_OTHER_MONTH_NAMES: tuple[str, ...] = (
    "januara јануара јануари януари siječnja sijecnja çile çileyê rêbendan rêbendanê يناير ژانویه հունվարի",
    "februara фебруара февруари veljače veljace sibat sibatê reşemî reşemiyê فبراير شباط فوریه փետրվարի",
    "marta март ožujka ozujka adar adarê مارس آذار մարտի",
    "aprila априла април travnja nîsan nîsanê أبريل ابريل نيسان آوریل ապրիլի",
    "мај маја май svibnja gulan gulanê مايو أيار ايار մայիսի",
    "juna јуна јуни юни lipnja hezîran hezîranê pûşper يونيو حزيران ژوئن հունիսի",
    "jula јула јули юли srpnja tîrmeh tîrmehê يوليو تموز ژوئیه ژوئيه հուլիսի",
    "avgust avgusta augusta август kolovoza tebax tebaxê أغسطس اغسطس اوت օգոստոսի",
    "septembra септембра септември rujna îlon îlonê سبتمبر أيلول ايلول سپتامبر սեպտեմբերի",
    "oktobra октобра октомври cotmeh cotmehê أكتوبر اكتوبر اکتبر հոկտեմբերի",
    "novembra новембра ноември studenog studenoga mijdar mijdarê نوفمبر نوامبر նոյեմբերի",
    "decembra децембра декември prosinca berfanbar berfanbarê ديسمبر دسامبر դեկտեմբերի",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_LONG_MONTHS = tuple(name for name in _MONTHS if len(name) >= 5)
_MONTHS |= {name: number for number, names in enumerate(_OTHER_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES: tuple[str, ...] = (
    "montag monday lundi",
    "dienstag tuesday mardi",
    "mittwoch wednesday mercredi",
    "donnerstag thursday jeudi",
    "freitag friday vendredi",
    "samstag sonnabend saturday samedi",
    "sonntag sunday dimanche",
)
_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_SHORT_WEEKDAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_UNITS = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn",
)  # fmt: skip
_COUNTS = {word: number for number, word in enumerate(_UNITS)} | {
    "einem": 1, "einer": 1, "fuenf": 5, "funf": 5, "zwoelf": 12, "zwolf": 12, "paar": 2,
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10,
}  # fmt: skip
_LOW_ORDINALS = (
    "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft",
    "dreizehnt", "vierzehnt", "fünfzehnt", "sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt",
)  # fmt: skip
_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_ORDINALS = (
    {word: number for number, word in enumerate(_LOW_ORDINALS, 1)}
    | {f"{word}undzwanzigst": 20 + number for number, word in enumerate(_ONES, 1)}
    | {"zwanzigst": 20, "dreißigst": 30, "dreissigst": 30, "einunddreißigst": 31}
)

_D = r"[0-9OoIl|]"
_WEEKDAY = "|".join(_WEEKDAYS)
_WEEKDAY_BEFORE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}|(?:mo|di|mi|do|fr|sa|so)\b\.?),?\s*[(]?(?:(?:der|den|dem|the|le|am)\s+)?$",
    re.IGNORECASE,
)
_YEAR = rf"(?P<year>{_D}{{4}}|['’´`]?{_D}{{2}})(?![0-9]|[.:]\d|\s?(?:Uhr|h\b))"
_GAP = r"[ \t]?[.,·][ \t]?\n?"
_NUMERIC = re.compile(
    rf"(?<![0-9A-Za-z/.,])(?P<day>{_D}{{1,2}}){_GAP}(?P<month>{_D}{{1,2}})(?:{_GAP}|[ \t]?/[ \t]?){_YEAR}"
)
_SLASHED = re.compile(
    rf"(?<![0-9A-Za-z/.-])(?P<day>{_D}{{1,2}})(?P<sep>[/-])(?P<month>{_D}{{1,2}})(?P=sep)(?P<year>{_D}{{4}}|\d\d)(?![0-9A-Za-z/-])"
)
_ISO = re.compile(r"(?<![0-9A-Za-z-])(?P<year>(?:19|20)\d\d)[-./](?P<month>\d\d?)[-./](?P<day>\d\d?)(?![0-9A-Za-z-])")
# OCR loses dots: "03 02 1990", "0302.1990", "03.021990".
_LOST_DOTS = re.compile(
    r"(?<![0-9A-Za-z/.-])(?<![0-9] )(?P<day>\d\d)"
    r"(?:[ ](?P<m1>\d\d)[ .]|\.[ ](?P<m2>\d\d)[ ]|(?P<m3>\d\d)\.[ ]?|[.,][ ]?(?P<m4>\d\d))"
    r"(?P<year>(?:19|20)\d\d)(?![0-9]| [0-9])"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_MONTH = re.compile(
    rf"(?<![\w/.-])(?P<day>\d{{1,2}})\.\s?(?P<month>{'|'.join(reversed(_ROMAN))})\.?\s?(?P<year>(?:19|20)\d\d)\b"
)
_MONTH_WORD = re.compile(
    rf"(?<![\w/.-])(?P<day>{_D}{{1,2}})(?P<dot>\s?[.,]|\s?(?:st|nd|rd|th|er|ê)\b)?\s{{0,3}}(?:of\s+|de\s+)?"
    r"(?P<month>[^\W\d_]\w{2,11})\b\.?(?:,?\s{0,3}(?:of\s+|de\s+|del\s+)?(?P<year>[0-9OoIl]{4}|['’´`]\d\d|\d\d(?=[\s,.;)]|$))"
    r"(?![0-9]|[.:]\d|\s?(?:Uhr|h\b)))?"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>(?i:january|february|march|april|may|june|july|august|september|october|november|december))"
    r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![0-9.])(?:,?\s+(?P<year>(?:19|20)\d\d))?"
)
_ORDINAL_WORD = re.compile(
    r"\b(?P<day>(?:[a-zäöüß]{3,17}t|ERST|[EZDVFSAN][a-zäöüß]{3,16}t))e[nrs]?\s+(?P<month>[^\W\d_]{3,10})\b"
    r"(?:\s+(?P<year>(?:19|20)\d\d))?"
)
# A day and a month in figures need a word before them, or they may be numbers of sections.
_NO_YEAR = re.compile(r"(?<![0-9A-Za-z/.,-])(?P<day>\d{1,2})\.[ \t]?(?P<month>\d{1,2})\b(?P<dot>\.)?(?![0-9])")
_LED = re.compile(r"\b(?:am|vom|bis|zum|ab|seit|den|dem|der|für|auf|on|datum:?|termin:?|flug:?)\s+$", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"\s*(?:uhr|h\b|euro?\b|€|%|prozent|mio|million|milliard|km\b|cm\b|m\b|mg\b|kg\b|grad|aufenthg)", re.IGNORECASE
)
_NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
_COMING = r"(?:nächste|kommende|naechste|nachste)"
_NO_DATE_AFTER = r"(?!\s*[,(]?\s*(?:der|den|dem|the)?\s*\d)"
_TOMORROW = ("mañana", "yarın", "nesër", "завтра", "domani", "amanhã", "mâine", "غدا", "فردا")
# One of these words must be there before a pattern is tried: most texts have none, and this is quick.
_WORDS_OF_RELATIVE = {
    "count": ("tag", "woch", "day", "week", "jour", "semaine"),
    "ago": ("vor ",),
    "month": ("m",),
    "next_month": ("m",),
    "0": ("heute", "today", "aujourd"),
    "-1": ("gestern", "yesterday"),
    "-2": ("vorgestern",),
    "1": ("morgen", "tomorrow", "demain", *_TOMORROW),
    "2": ("morgen", "tomorrow", "demain"),
}
_RELATIVE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("2", r"\b(?:ü|ue|u)bermorgen\b|\bday\s+after\s+tomorrow\b|\baprès[- ]demain\b"),
        (
            "1",
            r"\bmorgen\b(?<!guten morgen)(?<!schönen morgen)(?<!am morgen)(?<!jeden morgen)(?<!eines morgen)"
            r"(?<!vom morgen)(?<!den morgen)(?<!gegen morgen)(?<!heute morgen)(?<!gestern morgen)"
            r"(?<!diesen morgen)(?!\s*(?:des|eines|war|waren)\b)|\btomorrow\b|\bdemain\b(?<!après[- ]demain)"
            rf"|\b(?<!\bla )(?<!\bde )(?:{'|'.join(_TOMORROW)})\b",
        ),
        ("-2", r"\bvorgestern\b"),
        ("-1", r"\bgestern\b|\byesterday\b"),
        ("0", r"\bheute\b|\btoday\b|\baujourd['’]hui\b"),
        (
            "week",
            rf"\b(?:{_COMING}[rn]?|next)\s+(?:woche|week)\s+(?:am\s+|on\s+)?(?P<weekday>{_WEEKDAY})\b{_NO_DATE_AFTER}"
            rf"|\b(?P<weekday2>{_WEEKDAY})\s+(?:(?:in\s+der\s+)?{_COMING}[rn]?\s+woche|of\s+next\s+week)\b",
        ),
        ("week_on", rf"\b(?P<weekday>{_WEEKDAY})\s+in\s+(?:einer\s+woche|acht\s+tagen)\b"),
        (
            "count",
            rf"\b(?:in|dans)\s+(?:nur\s+|just\s+|only\s+|schon\s+|knapp\s+|genau\s+)?(?P<count>{_NUMBER})\s+"
            r"(?P<unit>tag|woch|day|week|jour|semaine)\w*\b",
        ),
        ("month", r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?:(?:d|ds|lfd)\.\s?M(?:ts|onats)?\b\.?|dieses\s+Monats)"),
        ("next_month", r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?:n\.\s?M(?:ts)?\b\.?|(?:nächsten|kommenden)\s+Monats)"),
        ("ago", rf"\bvor\s+(?P<count>{_NUMBER})\s+(?P<unit>tag|woch)\w*\b"),
        ("last", rf"\b(?:letzte|vergangene|vorige|last)[nr]?\s+(?P<weekday>{_WEEKDAY})\b"),
        (
            "next",
            rf"\b(?:(?:{_COMING}|diese)[nrm]?|next|this|coming|on|am|ce|kommt?)\s+(?P<weekday>{_WEEKDAY})"
            rf"(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)?\b{_NO_DATE_AFTER}|\b(?P<weekday2>{_WEEKDAY})\s+prochain\b"
            rf"|\b(?P<weekday3>{_WEEKDAY})(?=,?\s+(?:um|gegen|ab|at)\s+\d|\s*früh\b)",
        ),
    )
)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_OCR_DIGITS = str.maketrans("OoIl|", "00111")


def find_dates(text: str, reference: date | None = None) -> tuple[DateMention, ...]:
    """The days that a text names, in order of place; spans do not overlap.

    Args:
        text: Any text, also from OCR.
        reference: When it was written; without it days without a year and relative days are left out.
    """
    return _find(text.translate(_ARABIC_DIGITS), reference)


@lru_cache(maxsize=512)
def _find(text: str, reference: date | None) -> tuple[DateMention, ...]:
    """As `find_dates`; several finders ask for the dates of one passage."""
    taken: list[DateMention] = []
    for mention in _candidates(text, reference):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _candidates(text: str, reference: date | None) -> Iterator[DateMention]:
    """Mentions of all forms, the surest form first."""
    for match in _ISO.finditer(text):
        yield from _mention(match, match["day"], match["month"], match["year"], reference)
    for match in _NUMERIC.finditer(text):
        yield from _mention(match, match["day"], match["month"], match["year"], reference)
    for match in _SLASHED.finditer(text):
        day, month = _number(match["day"]), _number(match["month"])
        if month > 12 >= day:  # the American order cannot be meant otherwise
            day, month = month, day
        yield from _mention(match, str(day), str(month), match["year"], reference)
    for match in _LOST_DOTS.finditer(text):
        month_figures = match["m1"] or match["m2"] or match["m3"] or match["m4"]
        yield from _mention(match, match["day"], month_figures, match["year"], reference)
    yield from _with_roman_month(text, reference)
    for match in _MONTH_WORD.finditer(text):
        number = _month(match["month"], fuzzy=bool(match["year"]))
        is_bare_may = match["month"].casefold() == "mai" and not match["dot"] and not match["year"]
        if number and (not is_bare_may or _LED.search(text, max(0, match.start() - 10), match.start())):
            yield from _mention(match, match["day"], str(number), match["year"], reference)
    for match in _MONTH_FIRST.finditer(text):
        yield from _mention(match, match["day"], str(_month(match["month"])), match["year"], reference)
    for match in _ORDINAL_WORD.finditer(text):
        ordinal, number = _ORDINALS.get(match["day"].casefold()), _month(match["month"])
        if ordinal and number:
            yield from _mention(match, str(ordinal), str(number), match["year"], reference)
    if reference is not None:
        yield from _without_year(text, reference)
        yield from _relative(text, reference)


def _with_roman_month(text: str, reference: date | None) -> Iterator[DateMention]:
    """ "04. X. 1979": offices of other countries and old people write so."""
    for match in _ROMAN_MONTH.finditer(text):
        month = _ROMAN.index(match["month"]) + 1
        yield from _mention(match, match["day"], str(month), match["year"], reference)


def _number(figures: str) -> int:
    return int(figures.translate(_OCR_DIGITS))


@lru_cache(maxsize=4096)
def _month(word: str, fuzzy: bool = False) -> int | None:
    """Number of a month by its name, abbreviated or, where wanted, misread by OCR."""
    word = word.casefold().rstrip(".").replace("rn", "m") if fuzzy else word.casefold().rstrip(".")
    number = _MONTHS.get(word)
    if number is None and fuzzy and len(word) >= 4:
        best = process.extractOne(word, _LONG_MONTHS, scorer=fuzz.ratio, score_cutoff=_FUZZY_MONTH)
        number = _MONTHS[best[0]] if best else None
    return number


def _full_year(figures: str, reference: date | None) -> int:
    digits = figures.lstrip("'’´`").translate(_OCR_DIGITS)
    if len(digits) == 4:
        return int(digits)
    latest = reference.year + _YEARS_AHEAD if reference else _PIVOT_YEAR
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100


def _mention(
    match: re.Match[str], day: str, month: str, year: str | None, reference: date | None
) -> Iterator[DateMention]:
    """The mention that a match makes: none where it is no day of the calendar, or nothing tells the year."""
    figures = f"{day}{month}{year or ''}"
    if sum(c.isdigit() for c in figures) * 2 < len(figures):
        return
    start, weekday = _weekday_before(match)
    if year is None:
        value = _nearest(_number(day), _number(month), weekday, reference) if reference else None
        if value is not None:
            yield DateMention(start, match.end(), value)
        return
    value = _day(_full_year(year, reference), _number(month), _number(day))
    if value is not None and 1900 <= value.year <= 2100:
        yield DateMention(start, match.end(), value)


def _weekday_before(match: re.Match[str]) -> tuple[int, int | None]:
    """Where the mention begins, with a weekday that stands before the date, and which weekday that is."""
    before = max(0, match.start() - 25)
    led = _WEEKDAY_BEFORE.search(match.string, before, match.start())
    return (led.start(), _weekday(led)) if led else (match.start(), None)


def _weekday(match: re.Match[str]) -> int | None:
    word = next((v for k, v in match.groupdict().items() if k.startswith("weekday") and v), "")
    word = word.casefold().rstrip(".")
    return _WEEKDAYS.get(word, _SHORT_WEEKDAYS.get(word))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, weekday: int | None, reference: date) -> date | None:
    """The day of the year that suits the letter; a weekday that is named decides."""
    days = [value for year in range(reference.year - 1, reference.year + 2) if (value := _day(year, month, day))]
    fitting = [value for value in days if weekday is not None and value.weekday() == weekday]
    if fitting:
        return min(fitting, key=lambda value: abs((value - reference).days))
    within = [value for value in days if -_DAYS_BACK <= (value - reference).days <= _DAYS_AHEAD]
    return within[0] if within else None


def _without_year(text: str, reference: date) -> Iterator[DateMention]:
    for match in _NO_YEAR.finditer(text):
        start, weekday = _weekday_before(match)
        is_led = bool(_LED.search(text, max(0, match.start() - 10), match.start()))
        two_and_two = len(match["day"]) == len(match["month"]) == 2
        if not (is_led or (match["dot"] and two_and_two)) and weekday is None:
            continue
        if _UNIT_AFTER.match(text, match.end()):
            continue
        value = _nearest(int(match["day"]), int(match["month"]), weekday, reference)
        if value is not None:
            yield DateMention(start, match.end(), value)


def _relative(text: str, reference: date) -> Iterator[DateMention]:
    folded = text.casefold()
    for name, pattern in _RELATIVE:
        if not any(word in folded for word in _WORDS_OF_RELATIVE.get(name, _WEEKDAYS)):
            continue
        for match in pattern.finditer(text):
            value = _relative_day(name, match, reference)
            if value is not None:
                yield DateMention(match.start(), match.end(), value, is_relative=True)


def _relative_day(name: str, match: re.Match[str], reference: date) -> date | None:
    if name in ("month", "next_month"):
        months = reference.month - 1 + (name == "next_month")
        return _day(reference.year + months // 12, months % 12 + 1, int(match["day"]))
    if name in ("count", "ago"):
        word = match["count"].casefold()
        count = int(word) if word.isdigit() else _COUNTS[word]
        days = count * (7 if match["unit"].casefold() in ("woch", "week", "semaine") else 1)
        return reference + (days if name == "count" else -days) * _DAY
    weekday = _weekday(match)
    if weekday is None:
        return reference + int(name) * _DAY
    if name == "last":
        return reference - ((reference.weekday() - weekday - 1) % 7 + 1) * _DAY
    if name == "week_on":
        return reference + ((weekday - reference.weekday() - 1) % 7 + 8) * _DAY
    if name == "week":
        return reference + (7 - reference.weekday() + weekday) * _DAY
    return reference + ((weekday - reference.weekday() - 1) % 7 + 1) * _DAY
