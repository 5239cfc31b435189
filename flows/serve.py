"""`intake serve`: the flows with their clocks, and Prefect's server with its UI where none is configured."""

from __future__ import annotations

import asyncio
import os
from typing import Any, Final

from flows.prefect_api import connected_to, prefect_server, set_environment
from flows.settings import IntakeSettings

NAME: Final = "intake"
_POLL_SECONDS: Final = 5
_AT_ONCE: Final = 4
_RUNS_AT_MOST: Final = 200  # far more than the places of all flows


def serve_intake(settings: IntakeSettings) -> None:
    """Run the flows by their clocks until the process is told to end.

    Args:
        settings: Of the intake; the processes of the flows read the same environment.

    Raises:
        PrefectUnavailable: Prefect's API does not answer.
    """
    set_environment(settings.home)
    os.environ["INTAKE_HOME"] = str(settings.home)
    os.environ.setdefault("PREFECT_RUNNER_POLL_FREQUENCY", str(_POLL_SECONDS))
    with prefect_server(has_ui=True) as url:
        os.environ["PREFECT_API_URL"] = url
        with connected_to(url):
            from prefect import serve

            # What a killed `intake serve` left as running would hold the only place of its flow for ever.
            asyncio.run(end_what_was_left())
            serve(*deployments(settings), pause_on_shutdown=False, limit=_AT_ONCE)


def deployments(settings: IntakeSettings) -> list[Any]:
    """Give the flows with their clocks; each runs once at a time, and what comes due meanwhile is left out."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows import scheduled

    clocks = (
        (scheduled.collect, settings.every_seconds),
        (scheduled.process, settings.every_seconds),
        (scheduled.deliver_letters, settings.every_seconds),
        (scheduled.reconcile, 3600),
    )
    once = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    return [
        flow.to_deployment(NAME, interval=seconds, concurrency_limit=once, entrypoint_type=EntrypointType.MODULE_PATH)
        for flow, seconds in clocks
    ]


async def end_what_was_left() -> int:
    """Tell Prefect that runs of an earlier `intake serve` have died; give how many there were.

    The caller holds the lock of the home folder, so nobody is at work with them.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterName,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Crashed

    unended = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
    async with get_client() as client:
        runs = await client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=unended))),
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[NAME])),
            # The server of 3.8.8 takes no null for these.
            sort=FlowRunSort.ID_DESC,
            limit=_RUNS_AT_MOST,
        )
        for run in runs:
            await client.set_flow_run_state(run.id, Crashed(message="its process died"), force=True)
    return len(runs)
