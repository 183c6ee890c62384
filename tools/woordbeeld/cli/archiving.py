"""`archive`: the bundles of many videos, and a site of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click
from click.core import ParameterSource

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND, INTERRUPTED
from woordbeeld.cli.options import (
    FILE,
    overwrite_option,
    profile_option,
    refuse_no_language,
    stage_for,
    tell,
    ui_language,
)
from woordbeeld.errors import EnvironmentProblemError, WrongUseError
from woordbeeld.inputs import NoSuchFileError
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.archive.archiving import Summary
    from woordbeeld.archive.clusters import Where

_SITE: Final = "site"
_STAGES: Final = ("listen", "align", "screen", "describe", "publish", _SITE)
_MINUTE_S: Final = 60
_GB: Final = 1e9


@click.command()
@click.argument("source", type=FILE, required=False)
@click.option("--out", required=True, type=FILE, help="The folder of the site.")
@click.option("--workers", type=click.IntRange(1), help="How many videos are made at once on this machine.")
@click.option("--scheduler", metavar="ADDRESS", help="A scheduler of Dask that runs, or its file.")
@click.option("--cluster", type=FILE, help="A TOML file that tells how to start a cluster.")
@click.option("--only", type=click.Choice(_STAGES), help="Do this stage alone.")
@click.option("--retry-failed", is_flag=True, help="Also try again what failed before.")
@click.option("--memory", type=click.FloatRange(0.1), metavar="GB", help="The most memory for a video.")
@click.option(
    "--minutes", type=click.IntRange(1), default=720, show_default=True, help="The longest a video may take."
)
@click.option("--cache", type=FILE, help="A folder that all workers share, to keep what was heard in.")
@click.option("--title", help="The title of the site, else the one it has, or the name of SOURCE.")
@click.option("--address", metavar="URL", help="Where the site will stand, for sitemap, RSS and JSON-LD.")
@click.option("--lang", default="nl", show_default=True, metavar="CODE", help="Language; 'auto' detects it.")
@click.option("--model", default="base", show_default=True, help="Whisper model, or a file of weights.")
@profile_option
@click.option("--labels", default="", metavar="MODE", help="Show who speaks by name, dash, colour, or none.")
@click.option("--voice", default="", metavar="NAME", help="Who says the scene descriptions, as for make.")
@click.option("--extended", is_flag=True, help="Also make videos that stand still for descriptions.")
@click.option("--screen/--no-screen", default=True, show_default=True, help="Read the text in the picture.")
@overwrite_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def archive(
    source: Path | None,
    out: Path,
    *,
    only: str | None,
    title: str | None,
    address: str | None,
    lang: str,
    quiet: bool,
    **how: Any,
) -> NoReturn:
    """Make the bundles of all videos of SOURCE, each in a process of its own, and a site of them.

    SOURCE is a folder (talk.mp4 with talk.docx, .txt or .vtt), a table (.csv) or lines of JSON (.jsonl) with
    video, transcript, title, language, date, description and options, or a feed that was saved. What is
    made already and did not change is not made again. Ctrl-C lets what runs come to its end; a second one
    stops at once, and the next run goes on. Exit code 1 means: some videos failed, see failed.csv.

    Example: woordbeeld archive videos --out site --workers 2
    """
    from woordbeeld.archive.site import language_of_site, title_of_site
    from woordbeeld.publications.titles import title_of

    refuse_no_language(lang)
    code = DONE
    if only != _SITE:
        summary = _made(source, out, only, lang, quiet=quiet, **how)
        code = _told(summary, only or "publish", out, quiet=quiet)
    if only in (None, _SITE) and code in (DONE, ERRORS_FOUND):
        named = title or title_of_site(out) or title_of((source or out).absolute())
        kept = language_of_site(out) if only and not _is_given("lang") else None
        language = kept or ("nl" if lang == "auto" else lang.lower())
        is_whole = _write_site(out, named, language, address, quiet=quiet)
        code = code if is_whole else ERRORS_FOUND
    sys.exit(code)


def _is_given(option: str) -> bool:
    """Whether an option was given, and is not as it usually is."""
    return click.get_current_context().get_parameter_source(option) is not ParameterSource.DEFAULT


def _made(
    source: Path | None,
    out: Path,
    only: str | None,
    lang: str,
    *,
    workers: int | None,
    scheduler: str | None,
    cluster: Path | None,
    retry_failed: bool,
    memory: float | None,
    minutes: int,
    cache: Path | None,
    overwrite: tuple[str, ...],
    quiet: bool,
    **chosen: Any,
) -> Summary:
    """All videos of the source that are not as they are to be, made."""
    from woordbeeld.archive.archiving import make_archive
    from woordbeeld.archive.clusters import refuse_without_dask
    from woordbeeld.archive.places import Places, refuse_source_in_site
    from woordbeeld.archive.planning import Wanted, has_its_name
    from woordbeeld.archive.sources.table import listed
    from woordbeeld.archive.task import Limits
    from woordbeeld.archive.videos import Chosen, Stage, Video
    from woordbeeld.cli.archive_progress import watcher_for
    from woordbeeld.settings import Settings

    if source is None:
        raise WrongUseError(say("error.archive.lacks_source"), remedy=say("error.archive.give_source"))
    refuse_source_in_site(source, out)
    refuse_without_dask()
    where, memory_bytes = _where(workers, scheduler, cluster, int((memory or 0) * _GB))
    chosen |= {name: _for_workers(chosen[name]) for name in ("model", "profile", "voice")}
    usual = Video("", language=None if lang == "auto" else lang.lower(), chosen=Chosen(**chosen))
    Settings(language=usual.language, model=usual.chosen.model).refuse_unknown()
    limits = Limits(memory_bytes, minutes * _MINUTE_S)
    kept = str(cache.absolute()) if cache else ""
    wanted = Wanted(Stage(only or "publish"), retry_failed, overwrite, kept, limits)
    found = listed(source, usual, has_its_name(Places(out.absolute())))
    if not quiet:
        for remark in found.remarks:
            tell(remark.what)
    with watcher_for(ui_language(), quiet=quiet) as watcher:
        return make_archive(found, out, wanted, where, language=ui_language(), watcher=watcher)


def _for_workers(name: str) -> str:
    """A file by its whole path, for workers stand in other folders; other names as they are."""
    return str(Path(name).absolute()) if name and Path(name).is_file() else name


def _where(
    workers: int | None, scheduler: str | None, cluster: Path | None, memory_bytes: int
) -> tuple[Where, int]:
    """Where videos are made, and how much memory each may use, 0 for what its worker has."""
    from woordbeeld.archive.clusters import Described, OwnMachine, Scheduler

    if sum(each is not None for each in (workers, scheduler, cluster)) > 1:
        raise WrongUseError(say("error.archive.several_places"), remedy=say("error.archive.one_place"))
    if scheduler:
        return Scheduler(scheduler), memory_bytes
    if cluster:
        return Described(cluster), memory_bytes
    own = OwnMachine.sized(workers, memory_bytes)
    return own, own.memory_bytes


def _told(summary: Summary, stage: str, out: Path, *, quiet: bool) -> int:
    """Tell what was done at this stage and what failed; the exit code says which of these."""
    from woordbeeld.archive.videos import shortly

    if not quiet:
        did = say(f"archive.did.{stage}", count=summary.made)
        tell(
            say("archive.done", did=did, settled=say("archive.settled", count=summary.settled), out=str(out))
        )
        if summary.failures:
            tell(say("archive.failed", count=len(summary.failures), table=str(out / "failed.csv")))
        if summary.drafts:
            tell(say("archive.drafts", count=summary.drafts, folder=str(out / "drafts")))
        if summary.gone:
            tell(say("archive.gone", count=len(summary.gone), names=shortly(summary.gone)))
        if summary.left:
            tell(say("archive.left", count=summary.left))
    if summary.is_interrupted:
        return INTERRUPTED
    if summary.trouble and summary.trouble.failure:
        what = say("error.archive.given_up", why=summary.trouble.failure.what[ui_language()])
        raise EnvironmentProblemError(what, remedy=say("error.archive.cure"))
    return ERRORS_FOUND if summary.failures else DONE


def _write_site(out: Path, title: str, language: str, address: str | None, *, quiet: bool) -> bool:
    """Write the pages around the bundles; whether all of these could be taken in."""
    from woordbeeld.archive.places import Places
    from woordbeeld.archive.planning import have_made_again
    from woordbeeld.archive.site import write_site

    if not out.is_dir():
        raise NoSuchFileError(say("error.no_file"), where=str(out), remedy=say("error.check_name"))
    with stage_for(quiet=quiet)(say("stage.site")) as progress:
        written = write_site(out, title, language, address, progress)
    for each in written.left_out:
        tell(say("archive.left_out", name=each.name, why=each.why.message), err=True)
    have_made_again(Places(out.absolute()), (each.name for each in written.left_out))
    if not quiet:
        tell(say("archive.site", count=written.videos, page=str(out / "index.html")))
        if not written.has_address:
            tell(say("archive.no_address"))
    return not written.left_out
