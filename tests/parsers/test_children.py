from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from parsers.children import address_space_bytes, end_group_of

# A child that has a child of its own and tells both their ids.
CHILD = """
import os, subprocess, sys, time
from parsers.children import end_with_parent
end_with_parent(int(sys.argv[1]))
own = subprocess.Popen(["sleep", "60"])
print(os.getpid(), own.pid, flush=True)
time.sleep(60)
"""
# A parent that starts such a child and waits.
PARENT = f"""
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", {CHILD!r}, str(os.getpid())])
time.sleep(60)
"""


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(*pids: int) -> bool:
    for _ in range(100):
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def ids_told_by(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    return [int(word) for word in process.stdout.readline().split()]


def test_a_killed_parent_takes_child_and_grandchild_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child, grandchild = ids_told_by(parent)
        assert is_running(child)
        assert is_running(grandchild)
        parent.kill()
        assert wait_until_gone(child, grandchild)


def test_a_child_that_is_told_to_end_takes_its_own_children_with_it() -> None:
    command = [sys.executable, "-c", CHILD, str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        child, grandchild = ids_told_by(process)
        process.terminate()
        process.wait(10)
        assert wait_until_gone(child, grandchild)


def test_what_a_dead_child_left_running_is_ended() -> None:
    command = [sys.executable, "-c", CHILD, str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        child, grandchild = ids_told_by(process)
        os.kill(child, signal.SIGKILL)
        process.wait(10)
        assert is_running(grandchild)
        end_group_of(child)
        assert wait_until_gone(grandchild)


def test_a_child_whose_parent_is_gone_already_ends_at_once() -> None:
    command = [sys.executable, "-c", CHILD, "1"]
    done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout == b""


def test_to_end_what_is_gone_is_no_error() -> None:
    with subprocess.Popen(["true"], start_new_session=True) as process:
        process.wait(10)
    end_group_of(process.pid)


def test_a_process_can_leave_the_network_and_still_write(tmp_path: Path) -> None:
    """Where the kernel refuses, it says so and changes nothing."""
    code = (
        "import os, pathlib; from parsers.children import leave_network; uid = os.getuid(); left = leave_network();"
        f"pathlib.Path({str(tmp_path / 'a')!r}).write_text('x'); assert os.getuid() == uid;"
        "lines = pathlib.Path('/proc/net/dev').read_text().splitlines()[2:];"
        "print(left, {line.split(':')[0].strip() for line in lines} == {'lo'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    left, has_loopback_only = done.stdout.split()
    assert left == "False" or has_loopback_only == "True"


def test_the_address_space_grows_with_what_is_taken() -> None:
    before = address_space_bytes()
    taken = bytearray(200_000_000)
    assert address_space_bytes() - before > 150_000_000
    del taken
