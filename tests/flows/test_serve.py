import asyncio
from pathlib import Path

import pytest

from flows.serve import deployments, end_what_was_left
from flows.settings import IntakeSettings

pytestmark = pytest.mark.prefect


def test_each_flow_has_a_clock_and_runs_once_at_a_time(tmp_path: Path, prefect_api: str) -> None:
    served = {each.flow_name: each for each in deployments(IntakeSettings(home=tmp_path, every_seconds=30))}
    assert set(served) == {"collect", "process", "deliver", "reconcile"}
    assert all(each.concurrency_limit == 1 for each in served.values())
    assert all(each.entrypoint.startswith("flows.scheduled.") for each in served.values())
    intervals = {name: each.schedules[0].schedule.interval.total_seconds() for name, each in served.items()}
    assert intervals == {"collect": 30, "process": 30, "deliver": 30, "reconcile": 3600}


def test_where_nothing_was_left_nothing_is_ended(prefect_api: str) -> None:
    assert asyncio.run(end_what_was_left()) == 0
