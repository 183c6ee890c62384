"""The process that listens to one video, and tells how far it is on standard output, in lines of JSON.

It is a process of its own so that it can be stopped at any moment, and the pages answer meanwhile. It ends
with whoever started it, when its standard input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final

from woordbeeld.errors import WoordbeeldError, refused_by_system
from woordbeeld.processes import end_oneself
from woordbeeld.unforeseen import tell_unforeseen
from woordbeeld.window.listening import burn, settings_of, work
from woordbeeld.window.project import Project, Task, read_project
from woordbeeld.window.telling import told_in_all
from woordbeeld.words import LANGUAGES, Message, told

_POLITE: Final = 5  # of `nice`: what somebody does in a page goes first


def main() -> None:
    """Do a task for the project in a folder; both are arguments, and what may be overwritten."""
    folder, task, *overwrite = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    Thread(target=_end_with_parent, daemon=True).start()
    project = None
    try:
        project = read_project(Path(folder))
        if Task(task) is Task.MAKE:
            work(project, settings_of(project, _stage), tuple(overwrite))
        else:
            burn(project, Task(task), _stage)
    except WoordbeeldError as error:
        _tell_trouble(_of_what_was_given(error, project) if project else error)
    except OSError as error:
        _tell_trouble(refused_by_system(error))
    except Exception as error:  # noqa: BLE001 - of any kind; the page tells it
        found = tell_unforeseen(error, sys.argv[1:])
        _tell(trouble={code: told(found, code) for code in LANGUAGES})
    else:
        _tell(done=True)


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    end_oneself()


@contextmanager
def _stage(name: Message) -> Iterator[Callable[[float], None]]:
    names = {code: told(name, code) for code in LANGUAGES}
    _tell(stage=names, share=0.0)
    yield lambda share: _tell(stage=names, share=share)
    _tell(stage=names, share=1.0)


def _of_what_was_given(error: WoordbeeldError, project: Project) -> WoordbeeldError:
    """An error about the transcript, which a person knows as the document that it was read from."""
    if not project.document or error.where != project.transcript.name:
        return error
    return type(error)(error.what, where=Path(project.document).name, remedy=error.remedy)


def _tell_trouble(error: WoordbeeldError) -> None:
    _tell(trouble=told_in_all(error))


def _tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
