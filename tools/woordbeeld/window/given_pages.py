"""The pages of a new video: its files, its title, its language."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld.errors import WrongUseError
from woordbeeld.publications.titles import as_title
from woordbeeld.web.bodies import json_body
from woordbeeld.window.page_base import PROJECT, Pages, page, text_in
from woordbeeld.window.receiving import Given, check, receive, use
from woordbeeld.window.status import Step, status_of
from woordbeeld.words import say


class GivenPages(Pages):
    """What is given of a video."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route("/new", self.new),
            Route("/videos", self.create, methods=["POST"]),
            Route(f"{PROJECT}/", self.next_step),
            Route(f"{PROJECT}/new", self.given),
            Route(f"{PROJECT}/given/{{kind}}", self.take_in, methods=["PUT", "POST"]),
        ]

    async def new(self, request: Request) -> Response:
        return page("new.html", request, project=None, step=Step.NEW)

    async def create(self, request: Request) -> Response:
        body = await json_body(request)
        title = as_title(text_in(body, "title"))
        if not title:
            raise WrongUseError(say("error.project.no_title"), remedy=say("error.project.give_title"))
        language = text_in(body, "language") or "nl"
        project = await run_in_threadpool(self.workspace.new, title, language)
        return JSONResponse({"name": project.name, "go": f"/videos/{project.name}/"})

    async def given(self, request: Request) -> Response:
        return self.step("new.html", request, Step.NEW)

    async def take_in(self, request: Request) -> Response:
        """A file that the page sends, or the path of one that stands on this machine."""
        try:
            given = Given(request.path_params["kind"])
        except ValueError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND) from error
        project = self.project(request)
        fits = partial(check, project, given)
        if request.method == "POST":
            path = await run_in_threadpool(Path(text_in(await json_body(request), "path").strip()).expanduser)
            await run_in_threadpool(fits, path)
        else:
            name = request.query_params.get("name", "")
            path = await receive(project.folder, name, request.stream(), fits)
        await run_in_threadpool(use, self.workspace, project.name, given, path)
        if given is Given.VIDEO:
            await run_in_threadpool(self.editors.close, project.name)  # it plays the one before
        return JSONResponse({})

    async def next_step(self, request: Request) -> Response:
        project = self.project(request)
        step = status_of(project, self.queue.state(project.name)).step
        return RedirectResponse(f"/videos/{project.name}/{_address(step)}", HTTPStatus.SEE_OTHER)


def _address(step: Step) -> str:
    return f"{step.value}/" if step is Step.CORRECT else step.value
