"""`make bench-mail`: how fast mail is collected, in how much memory, and whether pollers at once enter it once."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from dovecot import Dovecot, running_dovecot
from inboxes import make_mail

from flows.channels.accounts import MailAccount
from flows.collect import Collected, Collector, collect_mailbox
from storage.database import open_engine, reading, session_factory, upgrade
from storage.journal import journal_entries
from storage.settings import StorageSettings

_MAIL_BYTES = 20_000
_LIMIT_BYTES = 60_000_000
_POLLERS, _POLLED = 4, 1_000
_LOOK_SECONDS = 0.5
_MEGABYTE = 1_000_000


def make_mails(count: int) -> Iterator[bytes]:
    """Give mails of 20 KB, no two alike."""
    source = random.Random(5)  # noqa: S311 - only to make them differ
    for number in range(count):
        text = "\n".join(f"{source.getrandbits(280):070x}" for _ in range(_MAIL_BYTES // 71))
        yield make_mail(number % 60, f"Brief {number}\n{text}").as_bytes()


def collect(storage: StorageSettings, account: MailAccount) -> None:
    """Collect a mailbox in a process of its own."""
    engine = open_engine(storage)
    upgrade(engine)
    collector = Collector(storage, session_factory(engine), _LIMIT_BYTES, lambda: datetime.now(UTC), Collected())
    collect_mailbox(collector, account)
    engine.dispose()


def entered(storage: StorageSettings) -> int:
    """How many messages the journal holds; each has bytes of its own."""
    engine = open_engine(storage)
    with reading(session_factory(engine)) as session:
        entries = journal_entries(session)
    engine.dispose()
    assert len({entry.sha256 for entry in entries}) == len(entries)
    return len(entries)


def run(dovecot: Dovecot, count: int, pollers: int) -> None:
    """Collect so many mails by so many processes at once, and print what that took."""
    dovecot.empty()
    dovecot.lay(make_mails(count))
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as home:
        storage = StorageSettings(Path(home))
        engine = open_engine(storage)
        upgrade(engine)
        engine.dispose()
        account = dovecot.account(timeout_seconds=300.0)
        children = [context.Process(target=collect, args=(storage, account)) for _ in range(pollers)]
        began, used = time.monotonic(), _processor_seconds()
        for child in children:
            child.start()
        memory = _watch(children[0])
        for child in children:
            child.join()
        seconds, used = time.monotonic() - began, _processor_seconds() - used
        assert all(child.exitcode == 0 for child in children)
        assert entered(storage) == count
        assert (dovecot.count(), dovecot.count("Verarbeitet")) == (0, count)
    third = max(1, len(memory) // 3)
    print(  # noqa: T201 - the figures
        f"{count} mails of 20 KB by {pollers}: {seconds:.1f} s, {count / seconds:.0f} per second (start included), "
        f"{used:.1f} s of processor time; "
        f"memory of the first process: {max(memory[:third]):.0f} MB at most in the first third, "
        f"{max(memory[-third:]):.0f} MB in the last"
    )


def _processor_seconds() -> float:
    """What the children that have ended used, Dovecot not among them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(child: BaseProcess) -> list[float]:
    """The memory of a process in MB, over and over until it ends."""
    seen = [0.0]
    status = Path(f"/proc/{child.pid}/status")
    while child.is_alive():
        lines = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
        seen += [int(line.split()[1]) * 1024 / _MEGABYTE for line in lines]
        time.sleep(_LOOK_SECONDS)
    return seen


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    messages = parser.parse_args().messages
    with running_dovecot() as dovecot:
        run(dovecot, messages, 1)
        run(dovecot, _POLLED, _POLLERS)


if __name__ == "__main__":
    main()
