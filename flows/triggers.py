"""Has a flow run now rather than at its next time; where that fails, its clock is soon enough."""

from __future__ import annotations

import logging
from typing import Final

import httpx
from prefect.deployments.flow_runs import arun_deployment
from prefect.exceptions import PrefectException

NAME: Final = "intake"
"""Of the deployments that `intake serve` makes, one of each flow."""

log = logging.getLogger(__name__)


async def start_soon(flow_name: str) -> bool:
    """Ask Prefect for a run of a flow at once.

    Args:
        flow_name: Of one of the flows that `intake serve` runs.

    Returns:
        Whether Prefect has taken it; without `intake serve` it has no such deployment.
    """
    try:
        await arun_deployment(f"{flow_name}/{NAME}", timeout=0, as_subflow=False)
    except (PrefectException, httpx.HTTPError) as error:
        log.info("flow not started at once", extra={"error": type(error).__name__})
        return False
    return True
