from datetime import UTC, datetime

from classifiers.records import Contact
from letters.case_life import StepName
from parsers.records import Channel
from storage.case_steps import standing
from storage.merging import merge_cases
from storage.procedure import take_step
from storage.report import figures

HOME = Contact("Amira Muster", ("Musterweg 3", "44787 Bochum"))
AT = datetime(2026, 3, 12, 9, tzinfo=UTC)


def open_cases(session, office, count, authority="05911000", channel=Channel.EMAIL):
    keys = []
    for _ in range(count):
        message_id, decision = office.read(session, channel=channel)
        state = {"authority": authority, "applicant_contact": HOME, "received_at": decision.received_at}
        keys.append(office.open_case(session, decision, message_id, **state))
    return keys


def test_a_year_without_cases_is_all_noughts(session):
    tables = figures(session, 2025).tables
    assert all(set(counts.values()) <= {0} for counts in tables.values())
    assert tables["Dauer bis zum Ende in Tagen"] == {"beendete Fälle": 0}


def test_cases_are_counted_by_month_channel_stage_and_authority(session, office):
    open_cases(session, office, 3)
    keys = open_cases(session, office, 2, "05916000", Channel.FAX)
    take_step(session, keys[0], StepName.WITHDRAW, "Kim", "Schreiben", AT, standing(session, keys[0]).version)
    tables = figures(session, 2026).tables
    assert tables["Fälle nach Monat des Eingangs"]["Mär"] == 5
    assert tables["Fälle nach Eingangsweg"] == {"E-Mail": 3, "Fax": 2, "Post": 0}
    assert tables["Fälle nach Stand"]["Zurückgenommen"] == 1
    assert tables["Fälle nach Stand"]["Eingegangen"] == 4
    # Two cases of one town could be recognised: they are told together with others.
    assert tables["Fälle nach Ausländerbehörde"] == {"Stadt Bochum": 3, "andere (je unter 3)": 2, "nicht bekannt": 0}
    assert tables["Dauer bis zum Ende in Tagen"] == {"beendete Fälle": 1, "kürzeste": 10, "mittlere": 10, "längste": 10}


def test_a_merged_case_counts_once(session, office):
    first, second = open_cases(session, office, 2)
    versions = (standing(session, second).version, standing(session, first).version)
    merge_cases(session, second, first, "Kim", "dieselbe Familie", AT, versions)
    assert sum(figures(session, 2026).tables["Fälle nach Stand"].values()) == 1


def test_no_figure_names_a_person_or_a_case(session, office):
    keys = open_cases(session, office, 4)
    shown = str(figures(session, 2026))
    assert "Muster" not in shown
    assert not any(key in shown for key in keys)
