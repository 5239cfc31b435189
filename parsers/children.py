"""Child processes that end with their parent, take their own children with them, and reach no network."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000  # linux/sched.h


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


def leave_network() -> bool:
    """Move this process and those it starts to a network of their own that leads nowhere.

    What reads the files of strangers has nothing to fetch and nowhere to send to. To be called before the process
    has threads: they would stay behind.

    Returns:
        Whether it worked: without root the kernel must allow user namespaces, and containers often forbid both.

    Source: unshare(2), network_namespaces(7), user_namespaces(7).
    """
    uid = os.getuid()
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_CLONE_NEWNET) == 0:
        return True
    if unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with suppress(OSError):  # under the number that it had; else it would be nobody
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
    return True


def address_space_bytes() -> int:
    """Tell how much address space this process takes (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
