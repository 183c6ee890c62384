"""`draft`: a transcript with speakers for a video that has none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from woordbeeld.cli.options import FILE, overwrite_file, refuse_other_kind, tell, with_settings

if TYPE_CHECKING:
    from woordbeeld.settings import Settings


@click.command()
@click.argument("video", type=FILE)
@click.option(
    "--out", required=True, type=FILE, help="The file for the text; what is beside it ends in .draft.json."
)
@click.option(
    "--speakers", metavar="WHO", help="How many there are, or their names, with commas between them."
)
@click.option("--voices", type=FILE, metavar="BOOK", help="Know voices again that `voices keep` has kept.")
@overwrite_file
@with_settings
def draft(
    video: Path,
    out: Path,
    *,
    speakers: str | None,
    voices: Path | None,
    overwrite: bool,
    settings: Settings,
    quiet: bool,
) -> None:
    """Draft a transcript of what is said in VIDEO, and by whose voice.

    A line is a sentence. Who speaks is called SPEAKER 1, SPEAKER 2 and so on, in the language of the video;
    somebody has a name only where they say it, are given the floor by it, or have a voice of BOOK. A person
    must correct the draft.

    Example: woordbeeld draft talk.mp4 --out talk.txt --speakers 2
    """
    from woordbeeld import drafting, writing
    from woordbeeld.publications.speaker_draft import beside
    from woordbeeld.voices.book_file import book_path

    known = drafting.known_speakers(speakers)
    book = drafting.known_voices(voices) if voices else None
    with writing.reserved_file(out, video, Path(settings.model), *([book_path(voices)] if voices else [])):
        refuse_other_kind(out)
        with_confidences = beside(out)  # which only a file has
        writing.refuse_existing(out, overwrite=overwrite)
        writing.refuse_existing(with_confidences, overwrite=overwrite)
        made = drafting.draft(video, settings, known, book)
        writing.write_file(out, made.draft.text)
        writing.write_file(with_confidences, made.beside)
    if not quiet:
        for each in drafting.told(made, video, out):
            tell(each)
