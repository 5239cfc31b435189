"""Each flag from the letter's words on: raised where it must be, and not by what looks nearest to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from builders import filed, make_mail, make_page, make_scan
from spacy.language import Language

from classifiers.classify import classify
from classifiers.linking import link
from classifiers.nlp import load
from classifiers.records import FlagKind
from parsers.records import Channel, Document, ParsedMessage, Problem

HEAD = "Ilka Brandhorst\nRechtsanwältin\nWallgasse 9, 58095 Hagen\n\n"
TO = "An die Härtefallkommission des Landes Nordrhein-Westfalen\n40219 Düsseldorf\n\nHagen, den 4. Mai 2026\n\n"
SUBJECT = "Arben Krasniqi, geb. 14.02.1987, kosovarischer Staatsangehöriger, Ringweg 3, 58089 Hagen\n\n"
ASKS = (
    "Sehr geehrte Damen und Herren,\n\nnamens und in Vollmacht meines Mandanten bitte ich die Kommission, sich mit "
    "seinem Fall zu befassen und ein Ersuchen nach § 23a AufenthG zu stellen.\n"
)
STATUS = "Herr Krasniqi ist vollziehbar ausreisepflichtig und wird geduldet.\n"
REASONS = "Er lebt seit 2014 hier und arbeitet seit sechs Jahren als Gerüstbauer bei einem Betrieb in Iserlohn.\n"
END = "\nMit freundlichen Grüßen\nBrandhorst\nRechtsanwältin\n"
VOLLMACHT = (
    "Vollmacht\n\nIch, Arben Krasniqi, geb. 14.02.1987, bevollmächtige Frau Rechtsanwältin Ilka Brandhorst, mich im "
    "Verfahren vor der Härtefallkommission zu vertreten.\n\nHagen, den 28. April 2026\n\nArben Krasniqi\n"
)
OWN = (
    "Arben Krasniqi\nRingweg 3\n58089 Hagen\n\n"
    + TO
    + "Bitte um Hilfe\n\nIch bin Arben Krasniqi, geboren am 14.02.1987 in Peja, aus dem Kosovo. Ich bitte die "
    "Härtefallkommission, meinen Fall zu prüfen.\n"
)
OWN_END = "\nMit freundlichen Grüßen\nArben Krasniqi\n"


@dataclass(frozen=True)
class Letter:
    """A lawyer's application whose parts can be changed one by one."""

    head: str = HEAD
    subject: str = SUBJECT
    asks: str = ASKS
    status: str = STATUS
    reasons: str = REASONS
    more: str = ""
    end: str = END
    vollmacht: str | None = VOLLMACHT
    ink_after: str | None = "2026\n"

    def message(self) -> ParsedMessage:
        letter = self.head + TO + self.subject + self.asks + self.status + self.reasons + self.more + self.end
        pages = [make_page(letter)]
        if self.vollmacht is not None:
            pages.append(make_page(self.vollmacht, ink_after=self.ink_after))
        return make_scan(*pages)


PLAIN = Letter()


def of_oneself(words: str, end: str = OWN_END) -> ParsedMessage:
    return make_scan(make_page(OWN + words + end, ink_after="Grüßen\n" if "Grüßen\n" in end else None))


def with_problem(problem: Problem) -> ParsedMessage:
    message = make_mail(OWN + STATUS.replace("Herr Krasniqi ist", "Ich bin") + REASONS.replace("Er lebt", "Ich lebe"))
    broken = Document(len(message.documents), "Attest.pdf", "application/pdf", problem=problem)
    return replace(message, documents=(*message.documents, broken))


def changed(**parts: object) -> ParsedMessage:
    return replace(PLAIN, **parts).message()  # type: ignore[arg-type]


Made = Callable[[], ParsedMessage]
RAISED: list[tuple[FlagKind, str, Made]] = [
    (FlagKind.POA_MISSING, "no paper", lambda: changed(vollmacht=None)),
    (FlagKind.POA_MISSING, "it is to follow", lambda: changed(vollmacht=None, more="Die Vollmacht reiche ich nach.\n")),
    (
        FlagKind.POA_ASSERTED,
        "the lawyer affirms it",
        lambda: changed(vollmacht=None, more="Ordnungsgemäße Bevollmächtigung wird anwaltlich versichert.\n"),
    ),
    (FlagKind.POA_UNSIGNED, "an empty line", lambda: changed(ink_after=None)),
    (
        FlagKind.POA_UNSUITABLE,
        "for a criminal case",
        lambda: changed(
            vollmacht="Strafprozessvollmacht\n\nIch, Arben Krasniqi, bevollmächtige Frau Ilka Brandhorst "
            "zu meiner Verteidigung in der Strafsache 41 Js 17/25.\n\nHagen, den 28. April 2026\n\nArben Krasniqi\n"
        ),
    ),
    (
        FlagKind.POA_UNSUITABLE,
        "for somebody else",
        lambda: changed(
            vollmacht=VOLLMACHT.replace("Frau Rechtsanwältin Ilka Brandhorst", "Herrn Rechtsanwalt Uwe Tiggelkamp")
        ),
    ),
    (FlagKind.REASONS_MISSING, "a bare request", lambda: changed(reasons="")),
    (
        FlagKind.REASONS_MISSING,
        "they are to follow",
        lambda: changed(reasons="Eine ausführliche Begründung folgt mit gesondertem Schriftsatz.\n"),
    ),
    (
        FlagKind.NAME_INCOMPLETE,
        "initials",
        lambda: changed(
            subject=SUBJECT.replace("Arben Krasniqi", "A. K."),
            status=STATUS.replace("Herr Krasniqi", "Mein Mandant"),
            vollmacht=None,
        ),
    ),
    (
        FlagKind.EXIT_OBLIGATION_DOUBTFUL,
        "a title is valid",
        lambda: changed(status="Herr Krasniqi besitzt eine bis zum 30. November 2026 gültige Aufenthaltserlaubnis.\n"),
    ),
    (
        FlagKind.EXIT_OBLIGATION_DOUBTFUL,
        "the procedure is open",
        lambda: changed(status="Das Asylverfahren läuft noch; er hat eine Aufenthaltsgestattung.\n"),
    ),
    (
        FlagKind.RESIDENCE_ELSEWHERE,
        "lives in another Land",
        lambda: changed(subject=SUBJECT.replace("Ringweg 3, 58089 Hagen", "Ringweg 3, 34117 Kassel")),
    ),
    (
        FlagKind.ABROAD,
        "was deported",
        lambda: changed(
            subject=SUBJECT.replace(", Ringweg 3, 58089 Hagen", ""),
            status="Herr Krasniqi wurde am 12. März 2026 nach Pristina abgeschoben und hält sich seither dort auf.\n",
        ),
    ),
    (
        FlagKind.AUTHORITY_UNKNOWN,
        "nothing tells where",
        lambda: changed(
            head="Ilka Brandhorst\nRechtsanwältin\n\n",
            subject=SUBJECT.replace(", Ringweg 3, 58089 Hagen", ""),
            reasons="Er lebt seit 2014 hier und arbeitet seit sechs Jahren als Gerüstbauer.\n",
        ),
    ),
    (
        FlagKind.REMOVAL_IMMINENT,
        "a flight",
        lambda: changed(more="Die Abschiebung ist für den 19. Mai 2026 angekündigt.\n"),
    ),
    (
        FlagKind.REMOVAL_IMMINENT,
        "custody",
        lambda: changed(more="Er befindet sich seit dem 2. Mai 2026 in Abschiebungshaft in Büren.\n"),
    ),
    (
        FlagKind.ENCLOSURE_MISSING,
        "a paper is named",
        lambda: changed(more="Ein ärztliches Attest der Klinik Ambrock liegt bei.\n"),
    ),
    (FlagKind.UNREADABLE, "a password", lambda: with_problem(Problem.ENCRYPTED)),
    (
        FlagKind.FOREIGN_LANGUAGE,
        "an English letter",
        lambda: make_mail(
            "Dear members of the commission,\n\nmy name is Arben Krasniqi, born 14.02.1987 in Kosovo. I live at "
            "Ringweg 3, 58089 Hagen. My asylum claim was refused and I have only a Duldung. I have worked as a "
            "scaffolder for six years and my children go to school here. Please help me.\n\nArben Krasniqi",
            subject="Hardship application",
        ),
    ),
]
NOT_RAISED: list[tuple[FlagKind, str, Made]] = [
    (FlagKind.POA_MISSING, "signed and there", PLAIN.message),
    (
        FlagKind.POA_MISSING,
        "for oneself",
        lambda: of_oneself("Ich werde geduldet. Ich arbeite seit 2018 als Koch.\n"),
    ),
    (
        FlagKind.POA_MISSING,
        "a parent for a child",
        lambda: of_oneself(
            "Ich bitte auch für meinen Sohn Dren Krasniqi, geb. 03.06.2015. Wir werden geduldet. Er geht in Hagen zur "
            "Grundschule, und ich arbeite als Koch.\n"
        ),
    ),
    (
        FlagKind.POA_ASSERTED,
        "affirmed, and the paper is there",
        lambda: changed(more="Ordnungsgemäße Bevollmächtigung wird anwaltlich versichert.\n"),
    ),
    (FlagKind.POA_UNSIGNED, "signed by hand", PLAIN.message),
    (
        FlagKind.POA_UNSUITABLE,
        "covers the bank too",
        lambda: changed(
            vollmacht=VOLLMACHT.replace(
                "zu vertreten.",
                "und in allen aufenthaltsrechtlichen Angelegenheiten zu vertreten, auch gegenüber Banken.",
            )
        ),
    ),
    (
        FlagKind.POA_UNSUITABLE,
        "a Schweigepflichtentbindung beside it",
        lambda: changed(
            vollmacht=VOLLMACHT + "\nZugleich entbinde ich meine behandelnden Ärzte von der Schweigepflicht.\n"
        ),
    ),
    (
        FlagKind.REASONS_MISSING,
        "told, and more is to follow",
        lambda: changed(more="Eine ergänzende Begründung folgt nach Akteneinsicht.\n"),
    ),
    (
        FlagKind.REASONS_MISSING,
        "one sentence of a life",
        lambda: changed(reasons="Seine beiden Kinder besuchen in Hagen die Realschule.\n"),
    ),
    (
        FlagKind.NAME_INCOMPLETE,
        "a single name is whole",
        lambda: changed(
            subject="Herr Gulbuddin (ein Name, wie in Afghanistan üblich), geb. 14.02.1987, Ringweg 3, 58089 Hagen\n\n",
            status="Mein Mandant führt nur diesen einen Namen. Er ist vollziehbar ausreisepflichtig.\n",
            vollmacht=VOLLMACHT.replace("Arben Krasniqi", "Gulbuddin"),
        ),
    ),
    (
        FlagKind.EXIT_OBLIGATION_DOUBTFUL,
        "the title has run out",
        lambda: changed(
            status="Seine Aufenthaltserlaubnis ist am 3. Juni 2024 abgelaufen und wurde nicht verlängert; seither "
            "wird er geduldet.\n"
        ),
    ),
    (
        FlagKind.EXIT_OBLIGATION_DOUBTFUL,
        "the wife has a title",
        lambda: changed(more="Seine Schwester besitzt eine Niederlassungserlaubnis.\n"),
    ),
    (
        FlagKind.RESIDENCE_ELSEWHERE,
        "lived elsewhere once",
        lambda: changed(more="Bis 2016 wohnte er in Kassel, seither in Hagen.\n"),
    ),
    (
        FlagKind.ABROAD,
        "the family is abroad",
        lambda: changed(more="Seine Eltern leben in Pristina. Ein Bruder wurde 2019 dorthin abgeschoben.\n"),
    ),
    (FlagKind.AUTHORITY_UNKNOWN, "the address tells", PLAIN.message),
    (
        FlagKind.REMOVAL_IMMINENT,
        "the Duldung runs out",
        lambda: changed(more="Die Duldung ist bis zum 19. Mai 2026 gültig.\n"),
    ),
    (
        FlagKind.REMOVAL_IMMINENT,
        "a try that failed",
        lambda: changed(more="Ein Abschiebungsversuch am 9. Februar 2024 wurde abgebrochen.\n"),
    ),
    (
        FlagKind.REMOVAL_IMMINENT,
        "somebody else's custody",
        lambda: changed(more="Sein Cousin saß 2019 in Abschiebungshaft.\n"),
    ),
    (
        FlagKind.ENCLOSURE_MISSING,
        "it is to follow",
        lambda: changed(more="Ein ärztliches Attest der Klinik Ambrock reiche ich nach.\n"),
    ),
    (FlagKind.ENCLOSURE_MISSING, "it is there", lambda: changed(more="Die Vollmacht liegt bei.\n")),
    (
        FlagKind.UNREADABLE,
        "all can be read",
        lambda: of_oneself("Ich werde geduldet. Ich arbeite seit 2018 als Koch.\n"),
    ),
    (
        FlagKind.FOREIGN_LANGUAGE,
        "German with foreign words",
        lambda: of_oneself(
            "Ich werde geduldet. My job: Koch im Restaurant Bella Italia, seit 2018, thank you very much. Meine Kinder "
            "gehen hier in die Schule.\n"
        ),
    ),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def flags(message: ParsedMessage, nlp: Language) -> set[FlagKind]:
    return set(classify(message, nlp).flag_kinds)


@pytest.mark.parametrize(("flag", "made"), [pytest.param(f, m, id=f"{f.value}: {why}") for f, why, m in RAISED])
def test_raised(flag: FlagKind, made: Made, nlp: Language) -> None:
    assert flag in flags(made(), nlp)


@pytest.mark.parametrize(("flag", "made"), [pytest.param(f, m, id=f"{f.value}: {why}") for f, why, m in NOT_RAISED])
def test_not_raised_on_the_nearest_trap(flag: FlagKind, made: Made, nlp: Language) -> None:
    assert flag not in flags(made(), nlp)


def test_the_plain_application_has_no_flag(nlp: Language) -> None:
    assert flags(PLAIN.message(), nlp) == set()


WITHDRAWS = "Hiermit nehme ich den Härtefallantrag von Arben Krasniqi, geb. 14.02.1987, zurück.\n\n{}"


@pytest.mark.parametrize(
    ("writer", "is_proven"), [("Arben Krasniqi", True), ("Ilka Brandhorst\nRechtsanwältin", True), ("Kai Uhde", False)]
)
def test_a_withdrawal_is_proven_by_who_signs_it(writer: str, is_proven: bool, nlp: Language) -> None:
    known = [filed(classify(PLAIN.message(), nlp))]
    name = writer.partition("\n")[0]
    mail = make_mail(
        WITHDRAWS.format(writer), subject="Rücknahme Krasniqi", from_name=name, from_address="post@rueck.example"
    )
    found = link(classify(mail, nlp), known).decision.flag_kinds
    assert (FlagKind.WITHDRAWAL_UNPROVEN not in found) is is_proven
    assert FlagKind.CASE_UNCLEAR not in found


@pytest.mark.parametrize(
    ("about", "is_clear"), [("Arben Krasniqi, geb. 14.02.1987", True), ("Besnik Gashi, geb. 01.09.1990", False)]
)
def test_a_supplement_is_unclear_where_nobody_of_its_name_applied(about: str, is_clear: bool, nlp: Language) -> None:
    known = [filed(classify(PLAIN.message(), nlp))]
    fax = make_scan(
        make_page(f"Härtefallkommission\n\n{about}\n\nanbei reiche ich eine Schulbescheinigung nach.\n\nMfG\nK. Uhde"),
        channel=Channel.FAX,
    )
    found = link(classify(fax, nlp), known)
    assert (FlagKind.CASE_UNCLEAR not in found.decision.flag_kinds) is is_clear
    assert (found.case is not None) is is_clear


def test_each_flag_is_tried_in_both_directions() -> None:
    by_hand = {FlagKind.WITHDRAWAL_UNPROVEN, FlagKind.CASE_UNCLEAR}
    assert {flag for flag, _, _ in RAISED} | by_hand == set(FlagKind)
    assert {flag for flag, _, _ in NOT_RAISED} | by_hand == set(FlagKind)
