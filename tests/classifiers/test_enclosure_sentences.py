import pytest

from classifiers.enclosure_sentences import LIKELY, SURE, enclosed_in_sentence, is_not_here
from classifiers.folding import folded


def named(sentence: str) -> list[str]:
    plain = folded(sentence)
    return [plain[noun.start : noun.end] for noun, _, _ in enclosed_in_sentence(plain, 0, len(plain))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Die Vollmacht liegt bei, das Attest reiche ich nach.", ["vollmacht"]),
        ("Die Vollmacht liegt bei und das Attest wird nachgereicht.", ["vollmacht"]),
        ("Anbei reiche ich das Attest nach.", ["attest"]),
        ("Beigefügt sind Vollmacht, Lebenslauf und Zeugnis.", ["vollmacht", "lebenslauf", "zeugnis"]),
        ("Vollmacht, Lebenslauf und Zeugnis füge ich bei.", ["vollmacht", "lebenslauf", "zeugnis"]),
        ("Er hat ein gutes Zeugnis, das Attest liegt bei.", ["attest"]),
        ("Das Attest, das ich beifüge, ist neu.", ["attest"]),
        ("Sie baten um Vollmacht und Attest, beides liegt bei.", ["vollmacht", "attest"]),
        ("Nach dem Bescheid vom 3.3. füge ich das Attest bei.", ["attest"]),
        ("Mit Bescheid vom 3.3. wurde abgelehnt, das Attest liegt bei.", ["attest"]),
        ("Ich füge eine Kopie des Passes bei.", ["passes"]),
        ("Das Zertifikat B1 liegt bei.", ["zertifikat"]),
        ("Der Bescheid (Anlage 1) und das Urteil sind bekannt.", ["bescheid"]),
        ("Zu X reiche ich nach: den Registerauszug und das Zwischenzeugnis (beides im Anhang).", ["zwischenzeugnis"]),
        ("Das beigefügte Attest und den Arztbrief bitte ich zu lesen.", ["attest", "arztbrief"]),
        ("Dem Antrag liegt ein Lebenslauf bei.", ["lebenslauf"]),
        ('Alles steht in der Datei "Vollmachten" im Anhang.', []),
        ("Liegt die Vollmacht bei?", []),
        ("Ich schicke mit: Arbeit Bescheinigung, Pass Kopie", ["bescheinigung", "pass"]),
        ("Hier ist meine Geschichte: Ich habe ein Zeugnis bekommen.", []),
        ("Belege und Attest schicke ich, wenn Sie es wünschen.", []),
        ("Ich habe ein Attest.", []),
    ],
)
def test_a_sentence_is_read_clause_by_clause(sentence: str, expected: list[str]) -> None:
    assert named(sentence) == expected


def test_enclosed_is_surer_than_sent() -> None:
    sent, enclosed = folded("Ich sende Ihnen das Attest."), folded("Das Attest ist beigefügt.")
    assert enclosed_in_sentence(sent, 0, len(sent))[0][1] == LIKELY
    assert enclosed_in_sentence(enclosed, 0, len(enclosed))[0][1] == SURE


@pytest.mark.parametrize(
    "words",
    ["folgt per post", "wird nachgereicht", "liegt noch nicht vor", "habe ich schon geschickt", "sobald ich es habe"],
)
def test_what_is_not_here_is_told_in_many_words(words: str) -> None:
    assert is_not_here(words)


@pytest.mark.parametrize("words", ["vollmacht anbei", "attest liegt bei", "anbei reiche ich das attest nach"])
def test_what_is_here_is_not_denied(words: str) -> None:
    assert not is_not_here(words)
