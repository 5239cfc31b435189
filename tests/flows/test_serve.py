import asyncio
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Running

from flows import scheduled
from flows.serve import FLOWS, deployments, end_what_was_left
from flows.settings import IntakeSettings

pytestmark = pytest.mark.prefect


def test_each_flow_has_a_clock_and_runs_once_at_a_time(tmp_path: Path, prefect_api: str) -> None:
    served = {each.flow_name: each for each in deployments(IntakeSettings(home=tmp_path, every_seconds=30))}
    assert set(served) == set(FLOWS)
    assert all(each.concurrency_limit == 1 for each in served.values())
    assert all(each.entrypoint.startswith("flows.scheduled.") for each in served.values())
    clocks = {name: each.schedules[0].schedule for name, each in served.items()}
    assert clocks.pop("remind").cron == "0 6 * * 1-5"
    intervals = {name: clock.interval.total_seconds() for name, clock in clocks.items()}
    assert intervals == {"collect": 30, "process": 30, "deliver": 30, "reconcile": 3600}


def test_where_nothing_was_left_nothing_is_ended(prefect_api: str) -> None:
    assert asyncio.run(end_what_was_left()) == 0


def test_a_run_that_a_killed_service_left_is_ended(prefect_api: str) -> None:
    async def leave_and_end() -> tuple[int, str]:
        async with get_client() as client:
            run = await client.create_flow_run(scheduled.collect, state=Running())
            ended = await end_what_was_left()
            left = await client.read_flow_run(run.id)
        return ended, left.state_name or ""

    assert asyncio.run(leave_and_end()) == (1, "Crashed")
