"""`intake serve`: the flows with their clocks, and Prefect's server with its UI where none is configured."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any, Final

from flows.prefect_api import connected_to, prefect_server, set_environment
from flows.settings import IntakeSettings

log = logging.getLogger(__name__)

FLOWS: Final = ("collect", "process", "deliver", "remind", "reconcile")
_POLL_SECONDS: Final = 2
_HEARTBEAT_SECONDS: Final = 30  # Prefect takes no less
_AT_ONCE: Final = 5
_HOURLY_SECONDS: Final = 3600
_REMINDERS_AT: Final = "0 6 * * 1-5"  # before the office opens, on working days
_RUNS_AT_MOST: Final = 200  # far more than the places of all flows


def serve_intake(settings: IntakeSettings, tell: Callable[[str], None]) -> None:
    """Run the flows by their clocks until the process is told to end.

    Args:
        settings: Of the intake; the processes of the flows read the same environment.
        tell: Is told a line for the operator once everything is at work.

    Raises:
        PrefectUnavailable: Prefect's API does not answer.
    """
    set_environment(settings.home)
    os.environ["INTAKE_HOME"] = str(settings.home)
    # By it Prefect learns of runs that died without a word (`flows.automations`).
    os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(_HEARTBEAT_SECONDS))
    with prefect_server(has_ui=True) as url:
        os.environ["PREFECT_API_URL"] = url
        _make_tables(settings)
        with connected_to(url):
            from prefect.exceptions import TerminationSignal

            try:
                asyncio.run(_serve(settings, deployments(settings), tell, url))
            except (KeyboardInterrupt, TerminationSignal):
                tell("ended. What was taken in is kept.")


def _make_tables(settings: IntakeSettings) -> None:
    """Bring the database to the newest form while Prefect's server starts: the flows find it so."""
    from storage.database import open_engine, upgrade

    engine = open_engine(settings.storage)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


async def _serve(settings: IntakeSettings, served: list[Any], tell: Callable[[str], None], url: str) -> None:
    from prefect.runner import Runner

    from flows.automations import end_zombies
    from flows.watch import watching

    # What a killed `intake serve` left as running would hold the only place of its flow for ever.
    await end_what_was_left()
    await end_zombies()
    runner = Runner(pause_on_shutdown=False, limit=_AT_ONCE, query_seconds=_POLL_SECONDS)
    for deployment in served:
        await runner.aadd_deployment(deployment)
    loop, has_come = asyncio.get_running_loop(), asyncio.Event()
    with watching(settings.mailboxes, settings.drop_folders, lambda: loop.call_soon_threadsafe(has_come.set)):
        collecting = asyncio.create_task(_collect_at_once(has_come))
        tell(f"ready. Prefect's pages: {url.removesuffix('/api')}")
        try:
            await runner.start()
        finally:
            collecting.cancel()


async def _collect_at_once(has_come: asyncio.Event) -> None:
    """Collect as often as the watchers say that there is something; in this process, which need not be started first.

    What comes while it collects is collected in the next round; what goes wrong the clock does again.
    """
    import httpx
    from prefect.exceptions import PrefectException

    from flows.scheduled import collect

    while True:
        await has_come.wait()
        has_come.clear()
        try:
            await collect(return_state=True)
        except (PrefectException, httpx.HTTPError) as error:
            log.warning("not collected at once", extra={"error": type(error).__name__})


def deployments(settings: IntakeSettings) -> list[Any]:
    """Give the flows with their clocks; each runs once at a time, and what comes due meanwhile is left out."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows import scheduled
    from flows.triggers import NAME

    often = Interval(settings.every_seconds)
    clocks = (
        (scheduled.collect, often),
        (scheduled.process, often),
        (scheduled.deliver_letters, often),
        (scheduled.remind, Cron(_REMINDERS_AT, timezone="Europe/Berlin")),
        (scheduled.reconcile, Interval(_HOURLY_SECONDS)),
    )
    once = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    return [
        flow.to_deployment(NAME, schedule=clock, concurrency_limit=once, entrypoint_type=EntrypointType.MODULE_PATH)
        for flow, clock in clocks
    ]


async def end_what_was_left() -> int:
    """Tell Prefect that runs of an earlier `intake serve` have died; give how many there were.

    The caller holds the lock of the home folder, so nobody is at work with them.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        FlowFilter,
        FlowFilterName,
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
            flow_filter=FlowFilter(name=FlowFilterName(any_=list(FLOWS))),
            # The server of 3.8.8 takes no null for these.
            sort=FlowRunSort.ID_DESC,
            limit=_RUNS_AT_MOST,
        )
        for run in runs:
            await client.set_flow_run_state(run.id, Crashed(message="its process died"), force=True)
    return len(runs)
