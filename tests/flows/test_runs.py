import asyncio
import re
import time

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.runtime import flow_run

from flows.runs import discreet, leave_counts

pytestmark = pytest.mark.prefect


def test_a_run_is_named_by_time_and_counts_and_leaves_a_table(prefect_api: str) -> None:
    ids: list[str] = []

    @flow(**discreet("try"))
    async def look() -> None:
        ids.append(str(flow_run.id))
        await leave_counts("try", {"fetched": 3, "new": 2, "skipped": 0}, time.monotonic())

    async def run() -> tuple[str, str]:
        await look()
        async with get_client() as client:
            run = await client.read_flow_run(ids[0])  # type: ignore[arg-type]
            of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
            (artifact,) = await client.read_artifacts(artifact_filter=of_run)
        return run.name, str(artifact.data)

    name, table = asyncio.run(run())
    assert re.fullmatch(r"try \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: fetched 3, new 2", name)
    assert '"fetched": 3' in table
    assert '"seconds": 0.' in table


def test_where_prefect_is_away_the_work_of_the_run_counts_anyway() -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        asyncio.run(leave_counts("try", {}, time.monotonic()))
