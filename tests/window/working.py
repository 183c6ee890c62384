"""What stands in for the process that is at a video: it is as far as a file says, and ends as that says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from woordbeeld.window.queue import Job
from woordbeeld.window.workspace import Workspace

WORKER = """
import json, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "begun").write_text((folder / "begun").read_text() + "x" if (folder / "begun").exists() else "x")
print(json.dumps({"stage": {"nl": "Luisteren", "en": "Listening"}, "share": 0.25}), flush=True)
while not (folder / "end").exists():
    time.sleep(0.01)
print((folder / "end").read_text(), flush=True)
"""


def process(folder: Path, _: Job) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")


def end(workspace: Workspace, name: str, told: str) -> None:
    """Have the process of a video tell this last."""
    whole = workspace.path / name / "whole"  # it must not be read before it is
    whole.write_text(told, encoding="utf-8")
    whole.replace(workspace.path / name / "end")
