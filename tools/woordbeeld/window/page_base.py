"""What all pages of the window share: the videos, the queue, the editors, and how a page is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from woordbeeld.errors import WrongUseError
from woordbeeld.web.languages import language_of, remembered
from woordbeeld.window.editors import Editors
from woordbeeld.window.instance import ASK
from woordbeeld.window.pages import render
from woordbeeld.window.project import Project
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.status import Status, Step, open_steps, status_of
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import say

PROJECT: Final = "/videos/{name}"  # the address of a video


@dataclass(frozen=True, slots=True)
class Window:
    """All that the pages are about.

    `key` is for who starts the program again, and gets an `address`; that of previews has a `secret`, since
    what is cut off from our pages has no cookie. `quit` ends the program.
    """

    workspace: Workspace
    queue: WorkQueue
    editors: Editors
    key: str
    address: Callable[[], str]
    quit: Callable[[], None]
    secret: str = field(default_factory=lambda: token_urlsafe(32))

    def needs_no_cookie(self, scope: Scope) -> bool:
        """Whether a request has a key, or asks for a file of a bundle by an address that nobody can guess."""
        if (scope["method"], scope["path"]) == ("POST", ASK):
            return True
        given = scope["path"].removeprefix("/preview/").partition("/")[0]
        return scope["method"] == "GET" and is_same(given, self.secret)


class Pages:
    """The pages of a step, and what they ask; each method answers one kind of request."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.workspace = window.workspace
        self.queue = window.queue
        self.editors = window.editors

    def project(self, request: Request) -> Project:
        """The project that a request is about.

        Raises:
            BadInputError: there is none of that name, or it is damaged.
        """
        return self.workspace.project(request.path_params["name"])

    def step(self, template: str, request: Request, step: Step, **values: Any) -> Response:
        """The page of a step of a project."""
        project = self.project(request)
        if step not in open_steps(project):
            return RedirectResponse(f"/videos/{project.name}/", HTTPStatus.SEE_OTHER)
        return page(template, request, project=project, step=step, **values)

    def status(self, project: Project) -> Status:
        """How far a project is."""
        state, is_hearing = self.queue.state(project.name), self.editors.is_hearing(project.name)
        return status_of(project, state, is_hearing=is_hearing)

    def with_counts(self, project: Project) -> Project:
        """The project with what its editor counts, if that is open."""
        opened = self.editors.already_open(project.name)
        looked, of = opened.editor.shared.looked_at if opened else (0, 0)
        if not of or (looked, of) == (project.looked_at, project.to_look_at):
            return project
        return self.workspace.change(project.name, looked_at=looked, to_look_at=of)


def page(template: str, request: Request, http: int = HTTPStatus.OK, **values: Any) -> Response:
    """A page in the language of whoever asks."""
    shown = HTMLResponse(render(template, language_of(request), **values), http)
    return remembered(shown, request)


def text_in(body: Mapping[str, Any], name: str) -> str:
    """A text that a request holds; empty where it does not.

    Raises:
        WrongUseError: it holds something else.
    """
    value = body.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload"))
    return value


def is_same(given: str, secret: str) -> bool:
    """Whether somebody knows a secret, told in the same time whatever they gave."""
    return compare_digest(given.encode("utf-8", "replace"), secret.encode())
