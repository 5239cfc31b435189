from __future__ import annotations

import pytest
from builders import make_decision, make_person

from classifiers.no_case import concerns_no_case, is_for_many
from classifiers.records import Kind

HELLO = "\nSehr geehrte Damen und Herren,\n"
COURT = "Verwaltungsgericht Aachen\nAdalbertsteinweg 1\n52070 Aachen\n"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f"Rundschreiben 7/2026: Vordrucke{HELLO}Um Beachtung wird gebeten.", True),
        (f"Stadt Herten\nAn alle, die mit uns zu tun haben{HELLO}Unser Amt zieht um.", True),
        (f"An die unteren Ausländerbehörden des Landes{HELLO}Die Frist endet.", True),
        (f"An die Geschäftsstelle der Härtefallkommission\nund ihre Stellen{HELLO}Unser Mandant kommt.", False),
        (f"An die Mitglieder der Kommission{HELLO}Bitte helfen Sie uns.", False),
        (f"Ihre Anfrage{HELLO}Nach dem Rundschreiben vom 3. Mai wird die Duldung verlängert.", False),
    ],
)
def test_what_goes_to_many(text: str, holds: bool) -> None:
    assert is_for_many(make_decision(Kind.AUTHORITY_REPLY, main_text=text)) is holds


def test_what_names_a_person_with_the_birth_date_is_no_circular() -> None:
    text = f"An alle Ausländerbehörden{HELLO}Gesucht wird Ada Osei, geb. 4.5.1991."
    ada = make_person("Ada Osei", "1991-05-04")
    assert not is_for_many(make_decision(Kind.AUTHORITY_REPLY, main_text=text, persons=(ada,)))


@pytest.mark.parametrize(
    ("kind", "text", "holds"),
    [
        (Kind.AUTHORITY_REPLY, "Moin,\nich habe keinen konkreten Fall, nur eine Bitte um Ihr Formular.", True),
        (Kind.AUTHORITY_REPLY, "Moin,\nwir haben hier einen Fall und wissen nicht, ob Sie ihn kennen.", False),
        (Kind.SUPPLEMENT, "Unser Fax von vorhin war ein Irrläufer. Wir bitten um Vernichtung.", True),
        (Kind.SUPPLEMENT, "Die Seite 2 hatte ich versehentlich vergessen.", False),
        (Kind.AUTHORITY_REPLY, "Hessisches Ministerium\nHärtefallkommission des Landes Hessen\n65185 Wiesbaden", True),
        (Kind.SUPPLEMENT, f"{COURT}{HELLO}erhebe ich Klage.", True),
        (Kind.SUPPLEMENT, f"{COURT}{HELLO}erhebe ich Klage; bei der Härtefallkommission läuft ein Antrag.", False),
        # A court's own head is no address, and what it writes to another office is not for us.
        (Kind.AUTHORITY_REPLY, f"{COURT}{HELLO}bitte übersenden Sie die Akten.", False),
        (Kind.AUTHORITY_REPLY, f"{COURT}\nBezirksregierung Köln\nDezernat 5\n50667 Köln{HELLO}die Akten fehlen.", True),
    ],
)
def test_what_concerns_no_case(kind: Kind, text: str, holds: bool) -> None:
    assert concerns_no_case(make_decision(kind, main_text=text)) is holds
