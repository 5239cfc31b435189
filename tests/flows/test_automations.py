import asyncio

import pytest
from prefect.client.orchestration import get_client

from flows.automations import ZOMBIES, end_zombies

pytestmark = pytest.mark.prefect


def test_the_automation_is_made_once(prefect_api: str) -> None:
    async def make_twice() -> tuple[bool, bool, list[tuple[str, float]]]:
        made = (await end_zombies(), await end_zombies())
        async with get_client() as client:
            found = await client.read_automations_by_name(ZOMBIES)
            for automation in found:
                await client.delete_automation(automation.id)
        return *made, [(one.actions[0].type, one.trigger.within.total_seconds()) for one in found]

    assert asyncio.run(make_twice()) == (True, False, [("change-flow-run-state", 120.0)])
