from datetime import UTC, datetime

from sqlalchemy import select

from storage.audit import entries_of_case, write_down
from storage.status import CaseStatus
from storage.tables import CaseRow


def case_of(session, office):
    message_id, decision = office.read(session)
    aktenzeichen = office.open_case(session, decision, message_id)
    return session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == aktenzeichen))


def test_an_entry_says_who_when_from_to_and_why(session, office):
    case = case_of(session, office)
    before = datetime.now(UTC)
    write_down(
        session,
        "case_status",
        CaseStatus.OPEN,
        CaseStatus.WITHDRAWN,
        why="Rücknahme vom 2. März",
        who="Sachbearbeitung 3",
        case_id=case.id,
    )
    session.flush()
    session.expire_all()
    entry = entries_of_case(session, case.id)[-1]
    assert (entry.who, entry.what, entry.before, entry.after, entry.why) == (
        "Sachbearbeitung 3",
        "case_status",
        "open",
        "withdrawn",
        "Rücknahme vom 2. März",
    )
    assert before <= entry.at <= datetime.now(UTC)


def test_entries_of_other_cases_are_not_shown_and_the_oldest_comes_first(session, office):
    first, second = case_of(session, office), case_of(session, office)
    for number in range(3):
        write_down(session, "noted", None, str(number), case_id=first.id)
    write_down(session, "noted", None, "other", case_id=second.id)
    noted = [entry.after for entry in entries_of_case(session, first.id) if entry.what == "noted"]
    assert noted == ["0", "1", "2"]
