"""Child processes that end with their parent, and take their own children with them."""

from __future__ import annotations

import ctypes
import os
import signal
from types import FrameType

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(parent_pid: int) -> None:
    """Make this process the head of a session of its own that ends as soon as its parent does.

    To be called first in the child. The parent may be killed without a word (`kill -9`, out of memory); the
    kernel then sends SIGTERM here, and SIGTERM ends the whole process group, so that no Tesseract and no
    server is left behind.

    Args:
        parent_pid: The parent's process id, as the parent itself knows it.

    Source: prctl(2), PR_SET_PDEATHSIG; setsid(2).
    """
    if os.getsid(0) != os.getpid():
        os.setsid()
    signal.signal(signal.SIGTERM, _end_group)
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # The parent may have died before the kernel was asked to tell of it.
    if os.getppid() != parent_pid:
        _end_group(signal.SIGTERM, None)


def _end_group(_signal_number: int, _frame: FrameType | None) -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def end_group_of(pid: int) -> None:
    """End what a dead child left running.

    Args:
        pid: The child's process id, which is the id of its group as well.
    """
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
