"""The pages of a new video: its files, its title, its language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld.drafting import known_speakers
from woordbeeld.errors import WrongUseError
from woordbeeld.publications.titles import as_title
from woordbeeld.speech.languages import refuse_unknown_language
from woordbeeld.web.bodies import json_body
from woordbeeld.window.page_base import PROJECT, Pages, Window, page, text_in
from woordbeeld.window.receiving import Given, admit, receive, use
from woordbeeld.window.status import Step
from woordbeeld.window.tidying import Tidying
from woordbeeld.words import say


class GivenPages(Pages):
    """What is given of a video."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._tidying = Tidying(window.workspace, window.queue, window.editors)

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route("/new", self.new),
            Route("/videos", self.create, methods=["POST"]),
            Route(f"{PROJECT}/", self.next_step),
            Route(f"{PROJECT}/about", self.about, methods=["POST"]),
            Route(f"{PROJECT}/new", self.given),
            Route(f"{PROJECT}/given/{{kind}}", self.take_in, methods=["PUT", "POST"]),
        ]

    async def new(self, request: Request) -> Response:
        return page("new.html", request, project=None, step=Step.NEW)

    async def create(self, request: Request) -> Response:
        about = _about(await json_body(request))
        project = await run_in_threadpool(partial(self.workspace.new, **about))
        return JSONResponse({"name": project.name, "go": f"/videos/{project.name}/"})

    async def about(self, request: Request) -> Response:
        """Another title, language or speakers; the folder is named after the title for as long as it can."""
        about = _about(await json_body(request))
        name, title = self.project(request).name, about.pop("title")
        await run_in_threadpool(partial(self.workspace.change, name, **about))
        renamed = await run_in_threadpool(self._tidying.rename, name, title)
        return JSONResponse({"name": renamed.name})

    async def given(self, request: Request) -> Response:
        return self.step("new.html", request, Step.NEW)

    async def take_in(self, request: Request) -> Response:
        """A file that the page sends, or the path of one that stands on this machine."""
        try:
            given = Given(request.path_params["kind"])
        except ValueError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND) from error
        project = self.project(request)
        fits = partial(admit, self.workspace, project.name, given)
        if request.method == "POST":
            path = await run_in_threadpool(Path(text_in(await json_body(request), "path").strip()).expanduser)
            await run_in_threadpool(fits, path)
        else:
            name = request.query_params.get("name", "")
            path = await receive(project.folder, name, request.stream(), fits)
        await run_in_threadpool(use, self.workspace, project.name, given, path)
        await run_in_threadpool(self.editors.close, project.name)  # it has the video or text of before
        return JSONResponse({})

    async def next_step(self, request: Request) -> Response:
        project = self.project(request)
        step = self.status(project).step
        return RedirectResponse(f"/videos/{project.name}/{step.page}", HTTPStatus.SEE_OTHER)


def _about(body: Mapping[str, Any]) -> dict[str, str]:
    """The title and the language of a video, and who speaks in it if that is told.

    Raises:
        WrongUseError: there is no title, no such language, or what is told says nobody.
    """
    title, language = title_in(body), text_in(body, "language") or "nl"
    refuse_unknown_language(language)
    about = {"title": title, "language": language}
    if "speakers" not in body:
        return about
    speakers = text_in(body, "speakers").strip()
    known_speakers(speakers or None)
    return {**about, "speakers": speakers}


def title_in(body: Mapping[str, Any]) -> str:
    """The title that a request gives a video.

    Raises:
        WrongUseError: there is none.
    """
    if not (title := as_title(text_in(body, "title"))):
        raise WrongUseError(say("error.project.no_title"), remedy=say("error.project.give_title"))
    return title
