from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from review.__main__ import ACT, main

ROOT = Path(__file__).resolve().parents[2]


def test_it_serves_and_says_where_and_how_to_sign_in(tmp_path):
    """With --demo; the printed log-in works, and an interrupt ends it."""
    command = [sys.executable, "-m", "review", "--home", str(tmp_path), "--port", "0", "--demo"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        lines = [served.stdout.readline() for _ in range(4)]
        address = re.search(r"http://\S+", lines[-1]).group()
        password = re.search(r"karin\.klar +Kennwort (\S+)", "".join(lines)).group(1)
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = httpx.post(
                    f"{address}/anmelden",
                    data={"name": "karin.klar", "kennwort": password},
                    headers={"Origin": address},
                )
                break
            except httpx.ConnectError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert answer.status_code == 303
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=60) is not None


def test_a_wrong_setting_is_told_in_a_line(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("INTAKE_DATABASE_URL", "mysql://nowhere")
    assert main(["--home", str(tmp_path)]) == ACT
    assert capsys.readouterr().err.startswith("intake: ")
