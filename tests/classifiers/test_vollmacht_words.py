from __future__ import annotations

import pytest
from builders import make_mail, make_reading

from classifiers.vollmacht_words import announced_at, asserted_at, ends_representation


@pytest.mark.parametrize(
    "text",
    [
        "VM und Begründung folgen, sobald mir die Akte vorliegt.",
        "Die Vollmacht liegt beim Mandanten, er bringt sie mir am Donnerstag.",
        "Eine Vollmacht schickt er Ihnen aus Büren noch nach.",
        "Die Vollmacht mit den vollständigen Namen faxen wir Ihnen in den kommenden Tagen.",
        "Herr A. unterschreibt unsere Vollmacht am Montag, er ist auf Montage.",
        "Auch die Vol1macht, die sie uns erteilt hat, reichen wir dann nach.",
        "The power of attorney will follow next week.",
        "She signs the power of attorney today and puts it in the post this week.",
        "Die Vollmachten liegen dem Original bei, das Sie mit der Post erhalten.",
        "Die auf mich lautende Vollmacht ist dem Original, das per Post folgt, beigefügt.",
        "My cousin will sign a power of attorney and send it to you by post.",
        "Mon frère signera une procuration et vous l'enverra par la poste.",
        "Il va vous envoyer la procuration la semaine prochaine.",
        "Mi hermana firmará un poder notarial y se lo mandará.",
        "Mia sorella vi invierà la procura firmata.",
        "Sora mea va trimite procura semnată.",
        "Kardeşim vekâletnameyi imzalayıp size gönderecek.",
        "Prokurën do ta nënshkruajë vëllai im dhe do t'jua dërgojë me postë.",
        "Moja sestra će potpisati punomoć i poslati je poštom.",
        "Пуномоћје ћу доставити следеће недеље.",
        "Брат подпишет доверенность и отправит её почтой.",
        "Сестра підпише довіреність і надішле її поштою.",
        "سيوقع أخي الوكالة وسيرسلها إليكم بالبريد",
        "برادرم وکالت نامه را امضا می کند و برای شما خواهد فرستاد",
        "Birayê min wê wekaletê îmze bike û ji we re bişîne.",
    ],
)
def test_a_vollmacht_that_somebody_hands_over_later_is_announced(text: str) -> None:
    assert announced_at(make_reading(make_mail(text))) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Vollmacht anbei, die Begründung folgt.",
        "Die Vollmacht ist diesem Schreiben im Original beigefügt.",
        "Die Vollmacht füge ich bei; das Attest reiche ich nach.",
        "Ob eine Vollmacht nötig ist, teilen Sie mir bitte noch mit.",
        "Ich habe keine Vollmacht und schicke Ihnen morgen die Zeugnisse.",
        "Das Attest schicke ich am Montag.",
        "The power of attorney is enclosed; the medical report will follow.",
        "Is it possible to apply without a power of attorney?",
        "Je vous enverrai le certificat médical.",
        "Vekâletname ektedir.",
        "Ще надішлю вам довідку від лікаря.",
    ],
)
def test_what_is_here_denied_or_another_thing_is_not_announced(text: str) -> None:
    assert announced_at(make_reading(make_mail(text))) is None


@pytest.mark.parametrize(
    ("text", "asserted"),
    [("Ordnungsgemäße Bevollmächtigung wird anwaltlich versichert.", True), ("Er ist krankenversichert.", False)],
)
def test_a_lawyer_affirms_in_so_many_words(text: str, asserted: bool) -> None:
    assert (asserted_at(make_reading(make_mail(text))) is not None) is asserted


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Wir haben das Mandat niedergelegt.", True),
        ("Hierdurch zeige ich an, dass ich Herrn Osei nicht mehr vertrete.", True),
        ("Deshalb nehme ich meine Vollmacht vom 3. März zurück.", True),
        ("Herr Brandt soll nicht mehr für mich sprechen.", True),
        ("Das Mandat wurde mir im März erteilt.", False),
        ("Ich nehme meine Vollmacht mit zum Termin.", False),
        ("Er kann für mich sprechen.", False),
    ],
)
def test_who_represents_no_more_says_so(text: str, ends: bool) -> None:
    assert ends_representation(make_reading(make_mail(text))) is ends
