"""What the program does with a video by itself: it listens, drafts a text if there is none, and publishes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woordbeeld import drafting, pipeline, publishing
from woordbeeld.editor.from_journals import accepted_by_editors
from woordbeeld.media.burning import Bars
from woordbeeld.media.framing import Shape
from woordbeeld.publications.about import as_paragraphs
from woordbeeld.publications.draft import render_draft
from woordbeeld.publications.speaker_draft import beside
from woordbeeld.publications.titles import as_title
from woordbeeld.settings import Settings, Stage
from woordbeeld.tracks.profile import find_profile
from woordbeeld.voices.weights import can_tell_voices
from woordbeeld.window.project import Looked, Project, Task
from woordbeeld.writing import write_file


def settings_of(project: Project, stage: Stage) -> Settings:
    """What was chosen for a video, as commands take it."""
    return replace(
        Settings(stage=stage),
        language=project.language or None,
        title=as_title(project.title) or None,
        introduction=as_paragraphs(project.introduction),
        profile=find_profile(project.profile, labels=project.labels or None),
        profile_file=Path(project.profile),
        voice=project.voice or None,
        extended=bool(project.extended),
    )


def work(project: Project, settings: Settings, overwrite: tuple[str, ...] = ()) -> None:
    """Listen to the video, and make its bundle where somebody has looked at how the text was read.

    Raises:
        WoordbeeldError: as `pipeline.make`.
    """
    video = project.video_path
    if video is None:
        return
    if not project.document and not project.transcript.exists():
        _draft(video, project, settings)
    elif project.looked is Looked.NOT_YET:
        pipeline.hear(video, settings)
        return
    accepting = accepted_by_editors(project.transcript)
    pipeline.make(video, project.transcript, project.bundle, settings, overwrite, accepting=accepting)


def burn(project: Project, task: Task, stage: Stage) -> None:
    """Write the video with its captions in the picture, over one that was made before.

    Raises:
        WoordbeeldError: as `publishing.burn`.
    """
    shape = Shape[task.value.upper()]
    publishing.burn(
        publishing.captioned(project.bundle, None), project.burnt(task), shape, Bars.BLURRED, stage
    )


def _draft(video: Path, project: Project, settings: Settings) -> None:
    """A text of what is heard, for who has none yet; by whose voice, if there are weights to tell that."""
    if not can_tell_voices():
        write_file(project.transcript, render_draft(pipeline.hear(video, settings).speech))
        return
    made = drafting.draft(video, settings, drafting.known_speakers(project.speakers or None))
    write_file(beside(project.transcript), made.beside)
    write_file(project.transcript, made.draft.text)  # last: with it, the draft counts as made
