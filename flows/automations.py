"""What Prefect does by itself: a run whose process has died without a word is ended, and its place is free again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

ZOMBIES: Final = "end intake runs whose process died"
_SILENT: Final = timedelta(minutes=2)  # four heartbeats of `flows.serve`
_HEARTBEAT: Final = "prefect.flow-run.heartbeat"
_ENDS: Final = frozenset(f"prefect.flow-run.{end}" for end in ("Completed", "Failed", "Cancelled", "Crashed"))


async def end_zombies() -> bool:
    """Have Prefect end runs that were killed together with `intake serve`; once made, the automation stays.

    Returns:
        Whether it was made now.

    Source: docs.prefect.io, "Detect zombie flow runs".
    """
    async with get_client() as client:
        if await client.read_automations_by_name(ZOMBIES):
            return False
        trigger = EventTrigger(
            after={_HEARTBEAT},
            expect={_HEARTBEAT, *_ENDS},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=_SILENT,
        )
        crash = ChangeFlowRunState(name=None, state=StateType.CRASHED, message="its process died", force=False)
        await client.create_automation(AutomationCore(name=ZOMBIES, trigger=trigger, actions=[crash]))
    return True
