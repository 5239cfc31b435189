"""Whatever happens to letters and their senders, in any order: each leaves once, by mail again only as the same."""

from __future__ import annotations

import tempfile
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from classifiers.records import Contact
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.delivery import Dispatch, begin_sending, earlier_dispatch, letters_to_send, mark_sent, recover_letters
from storage.errors import StepNotAllowed
from storage.outbox import hold_letter, letters_owed, release_letter
from storage.settings import StorageSettings
from storage.status import OutboxState, Way
from storage.tables import LetterRow

TO = "amira@example.org"
LASTS = timedelta(minutes=10)


class OutboxMachine(RuleBasedStateMachine):
    """Cases with letters, people who release them, and senders that die before or after a letter has left."""

    def __init__(self, office: Any) -> None:
        super().__init__()
        self.office = office
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_engine(StorageSettings(Path(self.folder.name)))
        upgrade(self.engine)
        self.sessions = session_factory(self.engine)
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.released: set[uuid.UUID] = set()
        self.left_by_mail: defaultdict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
        self.left_on_paper: defaultdict[uuid.UUID, int] = defaultdict(int)

    def teardown(self) -> None:
        """When all is quiet, each released letter has left, or waits for a person."""
        self.time_passes()
        for _ in range(len(self.released) + 1):
            self.send(Way.EMAIL, dies="never")
        with reading(self.sessions) as session:
            rows = {row.id: row for row in session.scalars(select(LetterRow))}
        for letter_id in self.released:
            row = rows[letter_id]
            has_left = bool(self.left_by_mail[letter_id]) or bool(self.left_on_paper[letter_id])
            assert has_left or row.stopped_by is not None or row.state is OutboxState.HELD
        self.engine.dispose()
        self.folder.cleanup()

    @rule(is_released=st.booleans())
    def a_letter_is_owed(self, is_released: bool) -> None:
        with transaction(self.sessions) as session:
            known = {owed.letter_id for owed in letters_owed(session)}
            message_id, decision = self.office.read(session)
            letter = self.office.letter(recipient=Contact("Amira Muster", ("Weg 3", "44787 Bochum"), TO))
            self.office.open_case(session, decision, message_id, letter)
            for letter_id in {owed.letter_id for owed in letters_owed(session)} - known if is_released else ():
                assert release_letter(session, letter_id, "frau.beispiel")
                self.released.add(letter_id)

    @rule(which=st.integers(0, 9))
    def release(self, which: int) -> None:
        with transaction(self.sessions) as session:
            owed = sorted(letters_owed(session), key=lambda one: one.case)
            if owed:
                letter_id = owed[which % len(owed)].letter_id
                if release_letter(session, letter_id, "frau.beispiel"):
                    self.released.add(letter_id)

    @rule(which=st.integers(0, 9))
    def hold(self, which: int) -> None:
        with transaction(self.sessions) as session:
            owed = [one for one in letters_owed(session) if one.state is OutboxState.READY]
            if owed:
                letter_id = sorted(owed, key=lambda one: one.case)[which % len(owed)].letter_id
                if hold_letter(session, letter_id, "frau.beispiel", "Bitte warten"):
                    self.released.discard(letter_id)

    @rule(way=st.sampled_from(Way), dies=st.sampled_from(["before", "after", "never"]))
    def send(self, way: Way, dies: str) -> None:
        """Take the next letter; die before it has left, after it, or not at all."""
        with reading(self.sessions) as session:
            waiting = letters_to_send(session, self.now)
        if not waiting:
            return
        owed = waiting[0]
        with transaction(self.sessions) as session:
            dispatch = earlier_dispatch(session, owed.letter_id) or self.dispatch(way, owed.letter_id)
            begin_sending(session, owed, dispatch, "w1", self.now, LASTS)
        if dies == "before":
            return
        if dispatch.way is Way.EMAIL:
            self.left_by_mail[owed.letter_id].append((str(dispatch.mail_id), dispatch.pdf_sha256))
        else:
            self.left_on_paper[owed.letter_id] += 1
        if dies == "never":
            with transaction(self.sessions) as session:
                mark_sent(session, owed.letter_id, self.now)

    @rule(way=st.sampled_from(Way))
    def two_take_the_same(self, way: Way) -> None:
        """Two senders saw the same letter waiting: one of them gets it."""
        with reading(self.sessions) as session:
            waiting = letters_to_send(session, self.now)
        if not waiting:
            return
        taken = 0
        for worker in ("w1", "w2"):
            with transaction(self.sessions) as session:
                dispatch = earlier_dispatch(session, waiting[0].letter_id) or self.dispatch(way, waiting[0].letter_id)
                try:
                    begin_sending(session, waiting[0], dispatch, worker, self.now, LASTS)
                    taken += 1
                except StepNotAllowed:
                    pass
        assert taken == 1

    @rule()
    def time_passes(self) -> None:
        """The leases of those who died end; the next run takes up what they left."""
        self.now += timedelta(hours=1)
        with transaction(self.sessions) as session:
            recover_letters(session, self.now)

    def dispatch(self, way: Way, letter_id: uuid.UUID) -> Dispatch:
        if way is Way.EMAIL:
            return Dispatch(way, TO, f"{letter_id.hex}@office.example.org", letter_id.hex * 2)
        return Dispatch(way, None, None, letter_id.hex * 2)

    @invariant()
    def none_leaves_unreleased_and_none_twice(self) -> None:
        for sent in self.left_by_mail.values():
            assert len(set(sent)) <= 1  # again only with the same Message-ID and the same PDF
        assert all(times == 1 for times in self.left_on_paper.values() if times)
        assert not {one for one, sent in self.left_by_mail.items() if sent} & {
            one for one, times in self.left_on_paper.items() if times
        }


def test_letters_leave_once_whatever_happens(office: Any) -> None:
    run_state_machine_as_test(
        lambda: OutboxMachine(office),
        settings=settings(
            max_examples=80, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
