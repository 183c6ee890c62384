"""The files of the guide for clusters can be read, and ask for nothing that the command does not know."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from woordbeeld.archive.clusters import described_cluster
from woordbeeld.cli import main
from woordbeeld.errors import BadInputError, EnvironmentProblemError

FILES = Path(__file__).parents[2] / "tools/docs/archive"
SLURM = (FILES / "slurm.sbatch").read_text(encoding="utf-8")
KUBERNETES = list(yaml.safe_load_all((FILES / "kubernetes.yaml").read_text(encoding="utf-8")))


def understood(command: str) -> None:
    """A command line that `archive` understands."""
    words = shlex.split(command)
    main.commands["archive"].make_context("archive", words[words.index("archive") + 1 :])


def containers() -> list[dict[str, Any]]:
    pods = [each["spec"]["template"]["spec"] for each in KUBERNETES if "template" in each["spec"]]
    return [container for pod in pods for container in pod["containers"]]


def test_bash_understands_the_job_for_slurm() -> None:
    subprocess.run(["bash", "-n", str(FILES / "slurm.sbatch")], check=True)


def test_the_job_for_slurm_asks_for_its_share_and_runs_the_command() -> None:
    options = dict(re.findall(r"^#SBATCH --([\w-]+)=(\S+)$", SLURM, re.MULTILINE))
    assert options.keys() == {"job-name", "ntasks", "cpus-per-task", "mem-per-cpu", "time", "signal"}
    (command,) = re.findall(r'^"\$PROGRAM/bin/woordbeeld" (archive .+) &$', SLURM, re.MULTILINE)
    understood(command)


def test_kubernetes_has_a_scheduler_workers_and_a_job_that_share_a_volume() -> None:
    kinds = [(each["kind"], each["metadata"]["name"]) for each in KUBERNETES]
    assert kinds == [
        ("PersistentVolumeClaim", "woordbeeld-data"),
        ("Service", "woordbeeld-scheduler"),
        ("Deployment", "woordbeeld-scheduler"),
        ("Deployment", "woordbeeld-worker"),
        ("Job", "woordbeeld-archive"),
    ]
    assert KUBERNETES[0]["spec"]["accessModes"] == ["ReadWriteMany"]
    mounted = [each["name"] for each in containers() if "volumeMounts" in each]
    assert mounted == ["worker", "archive"]
    service = KUBERNETES[1]["spec"]
    assert service["selector"] == KUBERNETES[2]["spec"]["template"]["metadata"]["labels"]


def test_kubernetes_runs_the_command() -> None:
    (job,) = [each for each in containers() if each["name"] == "archive"]
    understood(job["args"][0].partition("||")[0])


@pytest.mark.parametrize("program", ["scheduler", "worker"])
def test_dask_knows_the_options_that_it_is_given(program: str) -> None:
    (container,) = [each for each in containers() if each["name"] == program]
    shown = subprocess.run(
        [sys.executable, "-m", f"distributed.cli.dask_{program}", "--help"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    line = next(line for line in SLURM.splitlines() if f'bin/dask" {program}' in line)
    options = {word for word in (*container["command"], *line.split()) if word.startswith("--")}
    assert options
    assert [each for each in options if each not in shown and each.replace("--no-", "--") not in shown] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty|tells of no cluster"),
        ("[cluster]\noptions = {}\n", "tells of no cluster"),
        ('[cluster]\nclass = "no_such_package.Cluster"\n', "install the package no-such-package"),
        ('[cluster]\nclass = "distributed.NoSuchCluster"\n', "NoSuchCluster cannot be used"),
        ('[cluster]\nclass = "distributed.LocalCluster"\noptions = { n_workers = "x" }\n', "does not start"),
    ],
)
def test_what_is_no_cluster_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "cluster.toml").write_text(text)
    with pytest.raises((BadInputError, EnvironmentProblemError), match=told):
        described_cluster(tmp_path / "cluster.toml")


def test_a_package_that_lacks_is_told_of_the_cluster_of_slurm() -> None:
    with pytest.raises(EnvironmentProblemError, match="install the package dask-jobqueue"):
        described_cluster(FILES / "slurm.toml")
