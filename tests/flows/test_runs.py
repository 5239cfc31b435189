import asyncio
import re
import time

import httpx
import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from flows.runs import discreet, leave_counts

pytestmark = pytest.mark.prefect


def test_a_run_is_named_by_time_and_counts_and_leaves_a_table(prefect_api: str) -> None:
    ids: list[str] = []

    @flow(**discreet("try"))
    async def look() -> None:
        ids.append(str(flow_run.id))
        await leave_counts("try", {"fetched": 3, "new": 2, "skipped": 0}, time.monotonic())

    async def run() -> str:
        await look()
        async with get_client() as client:
            run = await client.read_flow_run(ids[0])  # type: ignore[arg-type]
        return run.name

    name = asyncio.run(run())
    # Not by Prefect's client: the server of 3.8.8 refuses its nulls.
    wanted = {"artifacts": {"flow_run_id": {"any_": ids}}}
    (artifact,) = httpx.post(f"{prefect_api}/artifacts/filter", json=wanted, timeout=60).json()
    assert re.fullmatch(r"try \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: fetched 3, new 2", name)
    assert '"fetched": 3' in artifact["data"]
    assert '"seconds": ' in artifact["data"]
