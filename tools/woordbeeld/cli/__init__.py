"""The command line: options in, one call, exit code out.

What the commands need is imported inside them: help is shown at once, and Ctrl-C is heard from the start.
A module here is a group of commands; what they share of options is in `options`.
"""

from __future__ import annotations

import io
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from woordbeeld.cli import (
    archiving,
    checking,
    converting,
    describing,
    drafting,
    editing,
    machine,
    making,
    publishing,
    screen,
    speakers,
    starting,
    voices,
)
from woordbeeld.cli.exit_codes import INTERRUPTED, UNFORESEEN
from woordbeeld.cli.options import tell, tell_error, ui_language, with_ui
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError, refused_by_system
from woordbeeld.logs import log_shown
from woordbeeld.showing import echo_text, in_one_line
from woordbeeld.words import say, told

_LOG: Final = logging.getLogger(__name__)
_COMMANDS: Final = (
    starting.start,
    starting.shortcut,
    making.make,
    making.demo,
    making.transcribe,
    making.align,
    making.import_,
    describing.describe,
    checking.check,
    converting.convert,
    editing.edit,
    drafting.draft,
    speakers.speakers,
    speakers.replace,
    screen.screen,
    voices.voices,
    publishing.pack,
    publishing.fragment,
    publishing.embed,
    publishing.platforms,
    publishing.burn,
    archiving.archive,
    machine.cache_,
    machine.doctor,
)


class _Commands(click.Group):
    """Turns every error into one sentence and its exit code; what nobody foresaw has a log file too."""

    def make_context(self, *arguments: Any, **others: Any) -> click.Context:
        with _complaints_made_visible():
            return super().make_context(*arguments, **others)

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # an old terminal lacks letters; that stops no work
        try:
            with _complaints_made_visible():
                return super().invoke(ctx)
        except WoordbeeldError as error:
            _LOG.debug("where the error below comes from:", exc_info=True)
            tell_error(error)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise  # click knows what to do where nobody reads on
        except OSError as error:
            _LOG.debug("where the error below comes from:", exc_info=True)
            tell_error(refused_by_system(error))
            ctx.exit(EnvironmentProblemError.exit_code)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses twice has been understood
            tell(say("command.stopped"), err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise  # click tells these itself
        except Exception as error:  # noqa: BLE001 - of any kind, that is the point
            from woordbeeld.unforeseen import tell_unforeseen

            message = say("command.error", error=tell_unforeseen(error, sys.argv[1:]))
            echo_text(f"{told(message, ui_language())}\n", err=True)
            ctx.exit(UNFORESEEN)


@contextmanager
def _complaints_made_visible() -> Iterator[None]:
    """What click says of a wrong use quotes what was given, such as the name of a file."""
    try:
        yield
    except click.ClickException as error:
        error.message = in_one_line(error.message)  # type: ignore[misc]  # final for others than us
        raise


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True
)
@click.version_option(package_name="woordbeeld")
@click.option("-v", "--verbose", is_flag=True, help="Also tell what is done, and errors with their origin.")
@click.pass_context
def main(ctx: click.Context, *, verbose: bool) -> None:
    """Turn a video and its annotated transcript into subtitles, descriptions and an accessible transcript.

    Without a command it opens all of that in your browser, as `start` does.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """
    if verbose:
        ctx.with_resource(log_shown())
    if ctx.invoked_subcommand is None:
        ctx.invoke(starting.start)


for _command in _COMMANDS:
    main.add_command(_command)
with_ui(main)
