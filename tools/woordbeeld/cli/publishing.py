"""Commands for a bundle that is made: `pack`, `fragment`, `embed`, `platforms` and `burn`."""

from __future__ import annotations

from pathlib import Path

import click

from woordbeeld.cli.options import FILE, stage_for, tell, ui_language
from woordbeeld.showing import hand_over
from woordbeeld.words import say, told

_LEVEL = click.IntRange(2, 5)


@click.command()
@click.argument("bundle", type=FILE)
@click.option(
    "--out", required=True, type=FILE, help="The zip; a name that does not end in .zip is a folder."
)
@click.option("--overwrite", is_flag=True, help="Replace the zip if it is there already.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def pack(bundle: Path, out: Path, *, overwrite: bool, quiet: bool) -> None:
    """Put the files of BUNDLE into a zip, or into a new folder, and nothing else that stands beside them.

    In the zip they are in a folder that is named as BUNDLE is, to be put on a site as a whole. A bundle that
    is not whole, or of which files were changed, is refused. The same bundle gives the same zip.

    Example: woordbeeld pack talk-bundle --out talk.zip
    """
    from woordbeeld import writing

    made = writing.open_bundle(bundle)
    is_zip = out.suffix.lower() == ".zip"
    if is_zip:
        writing.refuse_existing(out, overwrite=overwrite)
    with stage_for(quiet=quiet)(say("stage.packing", name=bundle.name)) as progress:
        (writing.pack if is_zip else writing.copy)(made, out, progress)
    if not quiet:
        tell(say("command.packed", count=len(made.sizes), path=str(out)))


@click.command()
@click.argument("bundle", type=FILE)
@click.option("--heading-level", type=_LEVEL, default=2, show_default=True, help="The level of its headings.")
@click.option("--times/--no-times", default=True, show_default=True, help="Tell when each turn begins.")
def fragment(bundle: Path, heading_level: int, *, times: bool) -> None:
    """Print the transcript of BUNDLE as HTML to paste into a page, below a heading of that page.

    Example: woordbeeld fragment talk-bundle --heading-level 3 --no-times
    """
    from woordbeeld import publishing

    hand_over(publishing.fragment(bundle, heading_level, times=times).encode())


@click.command()
@click.argument("bundle", type=FILE)
@click.option("--url", help="Where the bundle will stand; without it, in a folder beside the page.")
def embed(bundle: Path, *, url: str | None) -> None:
    """Print the code that shows BUNDLE on a page: the player in a frame, or the video with its tracks alone.

    Example: woordbeeld embed talk-bundle --url https://example.nl/videos/talk/
    """
    from woordbeeld import publishing

    code = publishing.embed(bundle, url)
    language = ui_language()
    frame, video = told(say("embed.frame"), language), told(say("embed.video"), language)
    hand_over(f"{frame}\n\n{code.frame}\n{video}\n\n{code.video}".encode())


@click.command()
@click.argument("bundle", type=FILE)
def platforms(bundle: Path) -> None:
    """Say which files of BUNDLE go where on YouTube and Vimeo, with a title and a description to fill in.

    Example: woordbeeld platforms talk-bundle
    """
    from woordbeeld import publishing
    from woordbeeld.publications.platforms import render_uploads

    hand_over(render_uploads(publishing.platform_uploads(bundle), ui_language()).encode())


@click.command()
@click.argument("source", metavar="BUNDLE|VIDEO", type=FILE)
@click.argument("captions", type=FILE, required=False)
@click.option("--out", required=True, type=FILE, help="The MP4 to write.")
@click.option(
    "--shape",
    type=click.Choice(["wide", "square", "upright"]),
    default="wide",
    show_default=True,
    help="1920 by 1080, 1080 by 1080, or 1080 by 1920 pixels.",
)
@click.option(
    "--bars",
    type=click.Choice(["plain", "blurred"]),
    default="plain",
    show_default=True,
    help="What stands around a picture of another shape.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there already.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def burn(
    source: Path,
    captions: Path | None,
    *,
    out: Path,
    shape: str,
    bars: str,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Write the captions into the picture, for where viewers cannot switch them on, such as social media.

    Give a BUNDLE, or a VIDEO with its CAPTIONS. The picture stays whole; captions stand below it where there
    is room. All have letters of one size, and lines that are too wide are broken elsewhere. Publish the video
    with captions that can be switched off too: these are no text for anybody.

    Example: woordbeeld burn talk-bundle --out talk-square.mp4 --shape square
    """
    from woordbeeld import publishing, writing
    from woordbeeld.media.burning import Bars
    from woordbeeld.media.framing import Shape
    from woordbeeld.timing import format_clock

    given = publishing.captioned(source, captions)
    writing.refuse_existing(out, overwrite=overwrite)
    burnt = publishing.burn(given, out, Shape[shape.upper()], Bars(bars), stage_for(quiet=quiet))
    if quiet:
        return
    tell(say("command.burned", count=burnt.shown, path=str(out)))
    if burnt.behind:
        tell(say("command.behind", count=burnt.behind, end=format_clock(burnt.last_frame_ms)))
