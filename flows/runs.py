"""Tells Prefect what a run of a flow did, by its name and a table: times and counts alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
from prefect.artifacts import acreate_table_artifact
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run

log = logging.getLogger(__name__)

_GERMANY: Final = ZoneInfo("Europe/Berlin")


def discreet(kind: str) -> dict[str, Any]:
    """Give what makes a flow of which Prefect keeps nothing but names, times and counts.

    Args:
        kind: Name of the flow.
    """
    return {"name": kind, "flow_run_name": _named(kind), "log_prints": False, "persist_result": False}


def _named(kind: str) -> Callable[[], str]:
    return lambda: f"{kind} {datetime.now(_GERMANY):%Y-%m-%d %H:%M:%S}"


async def leave_counts(kind: str, counts: Mapping[str, int], began: float) -> None:
    """Leave a table with the run, and add what it did to its name; where Prefect is away, the run's work counts anyway.

    Args:
        kind: Name of the flow.
        counts: What was done how often, by constant words.
        began: When, by the clock that never goes back, in seconds.
    """
    told = {**counts, "seconds": round(time.monotonic() - began, 1)}
    done = ", ".join(f"{word} {number}" for word, number in counts.items() if number) or "nothing"
    try:
        await acreate_table_artifact(table=[told], key=f"intake-{kind}", description=kind)
        if flow_run.id is not None:
            async with get_client() as client:
                await client.update_flow_run(flow_run.id, name=f"{flow_run.name}: {done}")
    except (PrefectException, httpx.HTTPError) as error:
        log.warning("counts not left with the run", extra={"error": type(error).__name__})
