from __future__ import annotations

import pytest
from builders import make_lawyer, make_mail, make_page, make_paper, make_person, make_reading

from classifiers.records import FiledBy, PaperType, Person, Representative, Role, Vollmacht
from classifiers.vollmacht import find_vollmacht

SAMIR = make_person("Samir Haziri", "1988-04-02")
LINDA = make_person("Linda Haziri", "1990-09-12")
FORM = (
    "Vollmacht\nHiermit bevollmächtige ich, {name}, geb. am 02.04.1988, Frau Rechtsanwältin Ina Kessler, Herne,\n"
    "{scope}\nHerne, den 3. März 2026\n\n{name}\n"
)
HARDSHIP = "mich im Verfahren vor der Härtefallkommission zu vertreten."


def judge(
    text: str,
    *,
    signed: bool = True,
    persons: tuple[Person, ...] = (SAMIR,),
    kind: PaperType = PaperType.POWER_OF_ATTORNEY,
) -> Vollmacht | None:
    page = make_page(text, ink_after="2026\n" if signed else None)
    message = make_mail("Anbei die Vollmacht.", ("Vollmacht.pdf", page))
    reading = make_reading(message, make_paper(kind))
    return find_vollmacht(reading, persons, FiledBy.REPRESENTATIVE, make_lawyer(), ()).value


@pytest.mark.parametrize(
    "scope",
    [
        HARDSHIP,
        "mich in allen ausländerrechtlichen Angelegenheiten zu vertreten.",
        "mich gegenüber allen Behörden zu vertreten.",
        "mich in meiner Aufenthaltssache zu vertreten; die Vollmacht gilt bis auf Widerruf.",
        "wegen § 23a AufenthG.",
    ],
)
def test_a_signed_vollmacht_that_covers_the_matter_is_enclosed(scope: str) -> None:
    assert judge(FORM.format(name="Samir Haziri", scope=scope)) is Vollmacht.ENCLOSED


def test_without_ink_it_is_unsigned() -> None:
    assert judge(FORM.format(name="Samir Haziri", scope=HARDSHIP), signed=False) is Vollmacht.UNSIGNED


@pytest.mark.parametrize(
    "scope",
    [
        "mich in der Strafsache wegen Diebstahls zu verteidigen.",
        "über mein Konto bei der Sparkasse zu verfügen.",
        "mich in der Mietsache gegen meinen Vermieter zu vertreten.",
        "mich im Klageverfahren gegen den Bescheid des Bundesamts (Asylklage) zu vertreten.",
    ],
)
def test_a_vollmacht_for_another_matter_is_unsuitable(scope: str) -> None:
    assert judge(FORM.format(name="Samir Haziri", scope=scope)) is Vollmacht.UNSUITABLE


def test_a_vollmacht_of_somebody_else_is_unsuitable() -> None:
    assert judge(FORM.format(name="Boris Petrov", scope=HARDSHIP)) is Vollmacht.UNSUITABLE


def test_a_revoked_vollmacht_is_unsuitable() -> None:
    text = FORM.format(name="Samir Haziri", scope=HARDSHIP) + "Diese Vollmacht wurde am 5. März widerrufen.\n"
    assert judge(text) is Vollmacht.UNSUITABLE


def test_a_vollmacht_for_another_representative_is_unsuitable() -> None:
    text = FORM.format(name="Samir Haziri", scope=HARDSHIP).replace("Ina Kessler", "Gerd Brockmann")
    assert judge(text) is Vollmacht.UNSUITABLE


def test_one_signature_does_not_bind_the_other_spouse() -> None:
    assert judge(FORM.format(name="Samir Haziri", scope=HARDSHIP), persons=(SAMIR, LINDA)) is Vollmacht.UNSUITABLE


def test_a_child_needs_no_signature() -> None:
    child = make_person("Arta Haziri", "2015-01-05", is_minor=True)
    assert judge(FORM.format(name="Samir Haziri", scope=HARDSHIP), persons=(SAMIR, child)) is Vollmacht.ENCLOSED


@pytest.mark.parametrize(
    ("scope", "value"),
    [
        ("Personensorge und Vertretung in aufenthaltsrechtlichen Angelegenheiten", "enclosed"),
        ("Vermögenssorge", "unsuitable"),
    ],
)
def test_a_bestallung_counts_by_its_scope(scope: str, value: str) -> None:
    text = (
        f"Amtsgericht Herne\nBestallung\nFrau Ina Kessler ist für Samir Haziri bestellt. Aufgabenkreis: {scope}. 2026\n"
    )
    assert judge(text, kind=PaperType.GUARDIANSHIP_CERTIFICATE) == value


def without_paper(text: str, role: Role = Role.LAWYER) -> Vollmacht | None:
    reading = make_reading(make_mail(text))
    return find_vollmacht(reading, (SAMIR,), FiledBy.REPRESENTATIVE, Representative("Ina Kessler", role), ()).value


@pytest.mark.parametrize(
    "text",
    [
        "Ordnungsgemäße Bevollmächtigung wird anwaltlich versichert.",
        "Meine Vollmacht versichere ich anwaltlich.",
        "Ich versichere anwaltlich, bevollmächtigt zu sein.",
    ],
)
def test_a_lawyers_affirmation_is_asserted(text: str) -> None:
    assert without_paper(text) is Vollmacht.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "Die Vollmacht wird nachgereicht.",
        "Vollmacht folgt per Post.",
        "Eine Vollmacht unterschreibt er nächste Woche, Sie erhalten sie dann sofort.",
    ],
)
def test_a_vollmacht_that_is_to_follow_is_announced(text: str) -> None:
    assert without_paper(text) is Vollmacht.ANNOUNCED


@pytest.mark.parametrize("text", ["Ich vertrete Herrn Haziri.", "Ob wir eine Vollmacht brauchen, wissen wir nicht."])
def test_without_paper_and_word_it_is_missing(text: str) -> None:
    assert without_paper(text, Role.PRIVATE) is Vollmacht.MISSING


def test_applicants_need_none_for_themselves() -> None:
    reading = make_reading(make_mail("Ich bitte um Hilfe.\nSamir Haziri"))
    assert find_vollmacht(reading, (SAMIR,), FiledBy.APPLICANT, None, ("Samir Haziri",)).value is Vollmacht.NOT_REQUIRED


def test_an_adult_who_files_for_another_adult_needs_the_others_signature() -> None:
    reading = make_reading(make_mail("Ich stelle den Antrag für meine Frau und mich.\nSamir Haziri"))
    found = find_vollmacht(reading, (SAMIR, LINDA), FiledBy.APPLICANT, None, ("Samir Haziri",))
    assert found.value is Vollmacht.MISSING
    assert "Linda Haziri" in found.finding.searched


def supplement(text: str, *persons: Person, filed_by: FiledBy = FiledBy.APPLICANT) -> Vollmacht | None:
    message = make_mail("Anbei, wie verlangt.", ("Blatt.pdf", make_page(text, ink_after="2026\n")))
    reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY))
    return find_vollmacht(reading, persons, filed_by, None, (), is_supplement=True).value


def test_a_supplement_that_brings_a_vollmacht_is_judged_by_it_whoever_sends_it() -> None:
    text = (
        "Ich, Linda Haziri, bevollmächtige meinen Mann, vor der Härtefallkommission für mich zu sprechen.\n3.3.2026\n"
    )
    assert supplement(text, LINDA) is Vollmacht.ENCLOSED
    assert supplement(text, SAMIR, LINDA) is Vollmacht.ENCLOSED  # he gave his before
    assert supplement(text.replace("vor der Härtefallkommission", "bei der Sparkasse"), LINDA) is not Vollmacht.MISSING


def test_who_gets_a_vollmacht_from_another_applicant_need_not_sign_it() -> None:
    text = (
        "Vollmacht\nIch, Linda Haziri, geb. 12.09.1990, bevollmächtige meinen Mann Samir Haziri, geb. 02.04.1988, mich "
        "bei der Härtefallkommission zu vertreten.\n3.3.2026\n\nLinda Haziri"
    )
    assert supplement(text, LINDA, SAMIR) is Vollmacht.ENCLOSED


def test_a_letter_that_only_takes_a_vollmacht_back_is_none() -> None:
    text = "Ich, Linda Haziri, nehme meine Vollmacht vom 18. April zurück. Ich schreibe selbst.\n3.3.2026\n"
    assert supplement(text, LINDA) is Vollmacht.NOT_REQUIRED


def test_in_an_application_of_both_each_signs_a_vollmacht_or_the_letter() -> None:
    text = "Ich, Linda Haziri, bevollmächtige meinen Mann für das Härtefallverfahren.\n3.3.2026\n"
    message = make_mail("Für meine Frau und mich.\nSamir Haziri", ("V.pdf", make_page(text, ink_after="2026\n")))
    reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY))
    found = find_vollmacht(reading, (SAMIR, LINDA), FiledBy.APPLICANT, None, ("Samir Haziri",))
    assert found.value is Vollmacht.ENCLOSED
