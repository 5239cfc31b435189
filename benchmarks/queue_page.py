"""Server time of the staff's lists with many open intakes: python -m benchmarks.queue_page --items 5000."""

from __future__ import annotations

import argparse
import hashlib
import re
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from classifiers.casework import case_state
from classifiers.flags import flags_of
from classifiers.records import (
    Decision,
    FiledBy,
    FiledItem,
    Kind,
    Person,
    Reasons,
    Representative,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from letters.due import letters_owed
from parsers.records import Channel, Document, Page, ParsedMessage, RawMessage
from review.app import create_app
from review.settings import ReviewSettings
from storage.accounts import keep_account
from storage.cases import begin_filing, file_item, next_case_number
from storage.database import transaction
from storage.messages import register_message, save_parsed
from storage.status import StaffRole

NAME, PASSWORD, BASE = "karin", "ein langes Kennwort", "http://testserver"
LISTS = (
    ("/eingang", "queue"),
    ("/eingang?seite=100", "queue, last page"),
    ("/eingang?merkmal=poa_missing", "queue, one flag"),
    ("/heute", "today"),
    ("/akten", "cases"),
    ("/posteingangsbuch", "journal"),
    ("/ausgang", "outbox"),
)
_SYLLABLES = ("am", "ri", "sel", "da", "no", "jas", "mi", "ko", "va", "tur")
_AT_ONCE = 250


def main() -> int:
    """Fill, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=5000, help="open intakes, each with a case and its letters")
    parser.add_argument("--times", type=int, default=11, help="how often each list is asked for")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="queue-") as home:
        app = create_app(ReviewSettings(home=Path(home)))
        fill(app.state.office.sessions, given.items)
        with TestClient(app, base_url=BASE, headers={"Origin": BASE}) as client:
            client.post("/anmelden", data={"name": NAME, "kennwort": PASSWORD})
            _tell(f"{given.items} open intakes; milliseconds of {given.times} requests, all of the page included")
            _tell(f"{'list':20} {'median':>7} {'worst':>7} {'CPU':>7}")
            for path, what in LISTS:
                _measure(client, path, what, given.times)
            token = re.findall(r'name="token" value="([^"]+)"', client.get("/eingang").text)[0]
            for search in ("Vollmacht", "Amrisel"):
                client.post("/eingang", data={"token": token, "suche": search})
                _measure(client, "/eingang", f"search {search}", given.times)
    return 0


def fill(sessions: sessionmaker[Session], count: int) -> None:
    """File invented applications, by the functions that the flows use.

    Args:
        sessions: Of an empty database with all tables.
        count: How many.
    """
    with transaction(sessions) as session:
        keep_account(session, NAME, StaffRole.CLERK, PASSWORD, "benchmark")
    for start in range(0, count, _AT_ONCE):
        with transaction(sessions) as session:
            for number in range(start, min(start + _AT_ONCE, count)):
                _file(session, number)


def _file(session: Session, number: int) -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(minutes=number)
    name = "".join(_SYLLABLES[int(digit)] for digit in f"{number:04d}").capitalize()
    text = f"Antrag an die Härtefallkommission für {name} Muster. Die Vollmacht reiche ich nach. " * 12
    source = f"fax-{number}.tif"
    raw = RawMessage(Channel.FAX, source, at, text.encode())
    message_id = register_message(session, raw, source, hashlib.sha256(raw.content).hexdigest(), at).message_id
    document = Document(0, source, "image/tiff", (Page(1, text),), is_body=False)
    save_parsed(session, message_id, ParsedMessage(Channel.FAX, source, at, (document,)))
    decision = Decision(
        source,
        Channel.FAX,
        at,
        Kind.APPLICATION,
        persons=(Person(f"{name} Muster"),),
        filed_by=FiledBy.REPRESENTATIVE,
        representative=Representative("Ina Kessler", Role.LAWYER),
        power_of_attorney=(Vollmacht.ANNOUNCED, Vollmacht.MISSING)[number % 2],
        reasons=(Reasons.STATED, Reasons.MISSING)[number % 3 == 0],
        residence=Residence.NRW,
        whereabouts=Whereabouts.GERMANY,
        main_text=text,
    )
    decision = replace(decision, flags=flags_of(decision))
    begin_filing(session, message_id)
    key = next_case_number(session, at, "HFK-{year}-{number:04d}")
    filed = FiledItem(decision, key.key)
    state = case_state(key.key, (filed,))
    file_item(session, message_id, filed, state, letters_owed(state), key)


def _measure(client: TestClient, path: str, what: str, times: int) -> None:
    client.get(path)  # templates are compiled, words of the search are kept
    walls, spent = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(path)
        walls.append(1000 * (time.perf_counter() - wall))
        spent.append(1000 * (time.process_time() - cpu))
        assert answer.status_code == 200, path
    _tell(f"{what:20} {statistics.median(walls):7.0f} {max(walls):7.0f} {statistics.median(spent):7.0f}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
