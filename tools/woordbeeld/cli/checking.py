"""`check`: captions of anybody held against the rules."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import FILE, profile_option
from woordbeeld.showing import echo_text


@click.command()
@click.argument("captions", metavar="FILE|BUNDLE", type=FILE)
@profile_option
@click.option("--media", type=FILE, metavar="VIDEO", help="Hold the captions against this sound and picture.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--out", type=FILE, help="Write the findings to this file.")
@click.option("--fix", is_flag=True, help="Fix what needs no person, in the file itself.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors; the exit code tells.")
def check(
    captions: Path,
    *,
    profile: str,
    media: Path | None,
    form: str,
    out: Path | None,
    fix: bool,
    quiet: bool,
) -> None:
    """Check captions, whoever made them (.vtt, .srt, .ttml), or those of a bundle.

    Exit code 1 means: there are errors. With --media, speech without a caption is found too.

    Example: woordbeeld check captions.srt --media talk.mp4
    """
    from woordbeeld import checking, pipeline, writing
    from woordbeeld.cache_folder import limit_bytes, run_within
    from woordbeeld.publications.check_report import RENDERERS
    from woordbeeld.terminal import heeding_ctrl_c, stages
    from woordbeeld.tracks.profile import find_profile

    if out:
        sources = (*checking.files_of(captions), Path(profile), *([media] if media else []))
        writing.check_file(out, *sources)
    settings = pipeline.Settings(profile=find_profile(profile), stage=heeding_ctrl_c(stages(quiet=quiet)))
    with run_within(settings.cache, limit_bytes()) if media else nullcontext():
        files = checking.check_captions(captions, settings, video=media, fixing=fix)
    text = RENDERERS[form](files)
    if out:
        writing.write_file(out, text)
    elif not quiet:
        echo_text(text)
    sys.exit(ERRORS_FOUND if any(file.errors for file in files) else DONE)
