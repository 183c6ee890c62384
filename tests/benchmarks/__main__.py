"""Runs every tool on every episode and prints the tables: `make bench`, or `python -m tests.benchmarks`.

This process stays small, for what it holds would count as memory of the tools: the heavy runs beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import click
from tests.benchmarks.measure import Run, run
from tests.benchmarks.picture import picture
from tests.benchmarks.score import JudgedLine, judge
from tests.benchmarks.table import BASELINE, OURS, Result, render

from woordbeeld.cli.making import DEMO
from woordbeeld.errors import WoordbeeldError
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.transcript.reader import read_file

ROOT = Path(__file__).parents[2]
OUR_PYTHON = ROOT / ".venv/bin/python"
RIVALS_PYTHON = ROOT / ".venv-bench/bin/python"
COMPOSED = ("clear", "tight", "music", "applause", "differs", "hall", "phone", "overlap", "long")
FILM = "film"
EPISODES = (*COMPOSED, FILM)
TOOLS = ("whisper", BASELINE, OURS)
SEED = 2018
LONGEST_FAILURE = 160  # characters in the table; the log has the rest

_WEIGHTS = """
import sys
import torch
from woordbeeld.speech.weights import convert, packaged_weights
if data := packaged_weights():
    torch.save(convert(data), sys.argv[1])
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder of the benchmark, with in it one for the episodes and what the tools made of them."""

    folder: Path
    episodes: Path
    weights: Path

    def file(self, episode: str, ending: str) -> Path:
        return self.episodes / f"{episode}.{ending}"


def prepare(folder: Path, seed: int, lines: int | None, names: tuple[str, ...]) -> Bench:
    """Episodes, weights and the lines for the rivals; all that no tool is to be timed for."""
    episodes = folder / (f"seed-{seed}-lines-{lines}" if lines else f"seed-{seed}")
    say("composing the episodes")
    shorter = ["--lines", str(lines)] if lines else []
    where = ["--out", str(episodes), "--cache", str(folder / "packages")]
    if composed := [name for name in names if name in COMPOSED]:
        _do([*_module("episodes"), *where, "--seed", str(seed), *shorter, *composed])
    say("preparing the weights")
    weights = folder / "base.pt"
    _do([str(OUR_PYTHON), "-c", _WEIGHTS, str(weights)])
    if not weights.exists():
        raise click.ClickException("the weights are not packaged here; make clean, then make bench")
    bench = Bench(folder, episodes, weights)
    if FILM in names:
        _copy_film(bench)
    for name in names:
        spoken = read_file(bench.file(name, "txt")).spoken_lines
        rows = [{"line": line.line, "text": line.text} for line in spoken]
        bench.file(name, "lines.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return bench


def _copy_film(bench: Bench) -> None:
    """The stand-in with its transcript and true times, as one more episode."""
    bench.episodes.mkdir(parents=True, exist_ok=True)
    film, sound = ROOT / f"media/{DEMO}.mp4", bench.file(FILM, "wav")
    _do(
        [
            find_ffmpeg().path,
            "-v",
            "error",
            "-nostdin",
            "-y",
            "-i",
            str(film),
            "-ac",
            "1",
            "-ar",
            "16000",
            str(sound),
        ]
    )
    copyfile(film.with_suffix(".truth.json"), bench.file(FILM, "truth.json"))
    copyfile(ROOT / f"transcripts/{DEMO}.txt", bench.file(FILM, "txt"))


def _module(name: str) -> list[str]:
    return [str(OUR_PYTHON), "-m", f"tests.benchmarks.{name}"]


def _do(command: list[str]) -> str:
    """What a command of our own prints; its messages are shown.

    Raises:
        click.ClickException: it failed.
    """
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise click.ClickException("the benchmark cannot be prepared; see the message above")
    return done.stdout


def warm_up() -> None:
    """Load every tool once, so that the first to be timed does not wait for the disk alone."""
    for python, modules in ((RIVALS_PYTHON, "whisper"), (OUR_PYTHON, "whisper, silero_vad, woordbeeld.cli")):
        subprocess.run([python, "-c", f"import {modules}"], check=False, capture_output=True)


@contextmanager
def environment(bench: Bench, tool: str) -> Iterator[Mapping[str, str]]:
    """For Woordbeeld an empty cache; for the others a program `ffmpeg`."""
    with TemporaryDirectory(dir=bench.folder) as name:
        folder = Path(name)
        if tool == OURS:
            yield {"WOORDBEELD_CACHE": str(folder)}
        else:
            (folder / "ffmpeg").symlink_to(find_ffmpeg().path)
            yield {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def command(bench: Bench, episode: str, tool: str, out: Path) -> list[str]:
    sound = str(bench.file(episode, "wav"))
    if tool == OURS:
        program = [str(OUR_PYTHON), "-m", "woordbeeld", "align"]
        return [*program, sound, str(bench.file(episode, "txt")), "--out", str(out), "--quiet"]
    program = [str(RIVALS_PYTHON), "-m", "tests.benchmarks.rivals", tool]
    lines, weights = bench.file(episode, "lines.json"), bench.weights
    return [*program, sound, str(lines), "--weights", str(weights), "--out", str(out)]


def run_tool(bench: Bench, episode: str, tool: str) -> Result:
    """One tool on one episode, measured and judged; a tool that fails is a result, too."""
    out = bench.file(episode, f"{tool}.json")
    out.unlink(missing_ok=True)
    with environment(bench, tool) as variables:
        took = run(command(bench, episode, tool, out), bench.file(episode, f"{tool}.log"), variables, ROOT)
    truth = json.loads(bench.file(episode, "truth.json").read_text(encoding="utf-8"))
    lines: tuple[JudgedLine, ...] = ()
    if took.failure is None:
        try:
            lines = judge(truth, json.loads(out.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            took = replace(took, failure=f"no usable result: {error!r}")
    return Result(episode, tool, truth["duration_ms"], lines, _shown(took))


def _shown(took: Run) -> Run:
    return replace(took, failure=took.failure[:LONGEST_FAILURE]) if took.failure else took


def run_all(bench: Bench, names: tuple[str, ...], tools: tuple[str, ...]) -> Iterator[Result]:
    for number, (episode, tool) in enumerate([(name, tool) for name in names for tool in tools], 1):
        say(f"{number} of {len(names) * len(tools)}: {tool} on {episode}")
        result = run_tool(bench, episode, tool)
        say(f"  {result.run.failure or f'{result.run.seconds:.0f} s'}")
        bench.file(episode, f"{tool}.run.json").write_text(json.dumps(asdict(result.run)), encoding="utf-8")
        yield result


def say(text: str) -> None:
    click.echo(text, err=True)


def _chosen(
    known: tuple[str, ...],
) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...]]:
    """An option that lists some of the known names, separated by commas; without it, all of them."""

    def choose(_context: click.Context, parameter: click.Parameter, given: str | None) -> tuple[str, ...]:
        wanted = given.split(",") if given else known
        if unknown := [name for name in wanted if name not in known]:
            raise click.BadParameter(f"{', '.join(unknown)}; choose from {', '.join(known)}", param=parameter)
        return tuple(name for name in known if name in wanted)

    return choose


@click.command()
@click.option("--episodes", callback=_chosen(EPISODES), metavar="NAMES", help=f"Of {','.join(EPISODES)}.")
@click.option("--tools", callback=_chosen(TOOLS), metavar="NAMES", help=f"Of {','.join(TOOLS)}.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed gives other episodes.")
@click.option("--lines", type=click.IntRange(min=1), help="No more lines than this, to try something out.")
@click.option(
    "--out", default=ROOT / "bench", type=click.Path(path_type=Path), help="The folder for all of it."
)
def main(episodes: tuple[str, ...], tools: tuple[str, ...], seed: int, lines: int | None, out: Path) -> None:
    """Compare Woordbeeld with other tools on the same weights.

    Example: make bench BENCH="--episodes clear,tight --tools whisper,woordbeeld"
    """
    bench = prepare(out.absolute(), seed, lines, episodes)
    warm_up()
    results = list(run_all(bench, episodes, tools))
    tables = render(results)
    (bench.episodes / "table.md").write_text(tables, encoding="utf-8")
    (bench.episodes / "accuracy.svg").write_text(picture(results), encoding="utf-8")
    click.echo(tables, nl=False)


if __name__ == "__main__":
    try:
        main()
    except WoordbeeldError as error:
        sys.exit(str(error))
