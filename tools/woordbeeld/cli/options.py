"""Options and arguments that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from woordbeeld.errors import WoordbeeldError, WrongUseError
from woordbeeld.showing import echo
from woordbeeld.tracks.model import LANGUAGE_CODE
from woordbeeld.words import LANGUAGES, Message, language_of_environment, say, told

if TYPE_CHECKING:
    from woordbeeld.settings import Settings, Stage

FILE: Final = click.Path(path_type=Path)
_UI: Final = "woordbeeld.ui"
_PLAIN: Final = {".txt", ".md", ".json"}  # how plain text and JSON may be called


class CaptionCommand(click.Command):
    """Its help names how files of captions end: `{endings}`, looked up only when it is read."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from woordbeeld.formats.caption_file import USUAL_ENDINGS

        self.help = (self.help or "").replace("{endings}", USUAL_ENDINGS)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The help in the list of commands, which has no room for them."""
        whole = self.help
        self.help = (whole or "").replace(" ({endings})", "")
        try:
            return super().get_short_help_str(limit)
        finally:
            self.help = whole


def refuse_no_language(code: str) -> None:
    """Refuse what is no code of a language.

    Raises:
        WrongUseError: it looks like none.
    """
    if not LANGUAGE_CODE.fullmatch(code):
        raise WrongUseError(say("error.options.lang"), remedy=say("error.options.write_lang"))


def refuse_other_kind(out: Path) -> None:
    """Refuse a name that promises a document, captions or media where plain text or JSON is written.

    Raises:
        WrongUseError: a program would be misled by how it ends.
    """
    from woordbeeld.formats.caption_file import ENDINGS
    from woordbeeld.inputs import MEDIA_ENDINGS, TEXT_ENDINGS

    ending = out.suffix.lower()
    if ending in {*MEDIA_ENDINGS, *TEXT_ENDINGS, *ENDINGS} - _PLAIN:
        raise WrongUseError(
            say("error.options.kind", ending=ending), where=str(out), remedy=say("error.options.name_as_text")
        )


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide how a video is listened to, handed on as one `settings`."""

    @click.option(
        "--lang", default="nl", show_default=True, metavar="CODE", help="Language; 'auto' detects it."
    )
    @click.option("--model", default="base", show_default=True, help="Whisper model, or a file of weights.")
    @click.option("--quiet", is_flag=True, help="Say nothing but errors.")
    @wraps(command)
    def command_with_settings(lang: str, model: str, *, quiet: bool, **others: Any) -> Any:
        from woordbeeld.cache_folder import limit_bytes, run_within
        from woordbeeld.settings import Settings

        refuse_no_language(lang)
        language = None if lang == "auto" else lang.lower()
        settings = Settings(language=language, model=model, stage=stage_for(quiet=quiet))
        settings.refuse_unknown()
        with run_within(settings.cache, limit_bytes()):
            return command(settings=settings, quiet=quiet, **others)

    return command_with_settings


def with_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """The video and its transcript, refused where they have changed places."""

    @click.argument("video", type=FILE)
    @click.argument("transcript", type=FILE)
    @wraps(command)
    def command_with_sources(video: Path, transcript: Path, **others: Any) -> Any:
        from woordbeeld.inputs import refuse_swapped

        refuse_swapped(video, transcript)
        return command(video=video, transcript=transcript, **others)

    return command_with_sources


def with_ui(command: click.Command) -> None:
    """Give a command, and all commands below it, the option --ui; the last one given counts."""
    command.params.append(
        click.Option(
            ["--ui"],
            type=click.Choice(list(LANGUAGES)),
            callback=_choose_ui,
            expose_value=False,
            is_eager=True,
            show_default="that of the environment, as in LANG",
            help="Language of what is told.",
        )
    )
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_ui(each)


def _choose_ui(ctx: click.Context, _: click.Parameter, language: str | None) -> None:
    if language:
        ctx.meta[_UI] = language  # which a context shares with those below it


def ui_language() -> str:
    """The language in which a command tells all it tells: that of --ui, else of the environment."""
    ctx = click.get_current_context(silent=True)
    chosen: str | None = ctx.meta.get(_UI) if ctx else None
    return chosen or language_of_environment(os.environ)


def tell(message: Message, *, err: bool = False) -> None:
    """Tell one line in the language of the user."""
    echo(told(message, ui_language()), err=err)


def tell_error(error: WoordbeeldError) -> None:
    """Tell what is wrong, where, and what to do next."""
    tell(say("command.error", error=error.message), err=True)


def stage_for(*, quiet: bool) -> Stage:
    """How far the work is, as a terminal shows it, in the language of the user."""
    from woordbeeld.terminal import interruptible, stages

    return interruptible(stages(ui_language(), quiet=quiet))


profile_option = click.option(
    "--profile",
    default="nl-web",
    show_default=True,
    metavar="NAME",
    help="Caption profile: bbc, kids, netflix-nl, nl-teletext, nl-web, or a TOML file.",
)


def with_publishing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide how a bundle looks, handed on in `settings`."""

    @profile_option
    @click.option("--labels", metavar="MODE", help="Show who speaks by name, dash, colour, or none.")
    @click.option("--title", help="The title of the pages, else the name of the transcript's file.")
    @click.option("--introduction", metavar="TEXT", help="A short introduction, to stand above the video.")
    @click.option(
        "--introduction-file",
        type=FILE,
        help="The same as a file of plain text: empty lines part paragraphs.",
    )
    @click.option(
        "--screen/--no-screen",
        default=True,
        show_default=True,
        help="Tell which text in the picture nobody says or describes.",
    )
    @click.option("--crlf", is_flag=True, help="End the lines of the .srt file in CR LF, for old players.")
    @wraps(command)
    def command_with_publishing(
        profile: str,
        labels: str | None,
        title: str | None,
        introduction: str | None,
        introduction_file: Path | None,
        *,
        crlf: bool,
        screen: bool,
        settings: Settings,
        **others: Any,
    ) -> Any:
        from woordbeeld.publications.titles import as_title
        from woordbeeld.tracks.profile import find_profile

        found = find_profile(profile, labels=labels)
        titled = as_title(title or "") or None
        chosen = replace(
            settings,
            profile=found,
            title=titled,
            introduction=_introduction(introduction, introduction_file),
            crlf=crlf,
            screen=screen,
            profile_file=Path(profile),
            introduction_file=introduction_file,
        )
        return command(settings=chosen, **others)

    return command_with_publishing


def with_narration(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide who says the scene descriptions, handed on in `settings`."""

    @click.option(
        "--voice",
        metavar="NAME",
        help="Who says the scene descriptions: FILE.onnx (of Piper), system, mbrola, espeak (a draft), "
        "recordings, or none; without it whoever recorded them.",
    )
    @click.option(
        "--extended", is_flag=True, help="Also make a video that stands still where one has no room."
    )
    @wraps(command)
    def command_with_narration(
        voice: str | None, *, extended: bool, settings: Settings, **others: Any
    ) -> Any:
        return command(settings=replace(settings, voice=voice, extended=extended), **others)

    return command_with_narration


def _introduction(text: str | None, file: Path | None) -> tuple[str, ...] | None:
    from woordbeeld.inputs import InputKind, read_input
    from woordbeeld.publications.about import as_paragraphs
    from woordbeeld.textfile import decode

    if text is not None and file:
        raise WrongUseError(say("error.options.introductions"), remedy=say("error.options.one_of_two"))
    if file:
        kind = InputKind.INTRODUCTION
        text, _ = decode(read_input(file, kind), file.name, remedy=kind.remedy)
    return None if text is None else as_paragraphs(text)


overwrite_file = click.option("--overwrite", is_flag=True, help="Replace the file if it is there already.")

overwrite_option = click.option(
    "--overwrite",
    multiple=True,
    metavar="NAME",
    help="Replace this file of the folder, whoever wrote it; once for each, or 'all'.",
)
