import asyncio
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.sorting import FlowRunSort

from flows.serve import deployments
from flows.settings import IntakeSettings
from flows.triggers import start_soon

pytestmark = pytest.mark.prefect


def test_without_a_service_nothing_is_started(prefect_api: str) -> None:
    assert asyncio.run(start_soon("no-such-flow")) is False


def test_a_flow_is_asked_for_at_once(tmp_path: Path, prefect_api: str) -> None:
    (process,) = (each for each in deployments(IntakeSettings(home=tmp_path)) if each.flow_name == "process")

    async def ask() -> list[str]:
        deployment_id = await process.aapply()
        async with get_client() as client:
            try:
                assert await start_soon("process")
                runs = await client.read_flow_runs(sort=FlowRunSort.ID_DESC, limit=50)
                return [run.state_name or "" for run in runs if run.deployment_id == deployment_id]
            finally:
                await client.delete_deployment(deployment_id)

    assert "Scheduled" in asyncio.run(ask())
