"""The page that tells how far the listening is, and the way to the editor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from woordbeeld.web.bodies import json_body
from woordbeeld.web.languages import language_of
from woordbeeld.window.page_base import PROJECT, Pages
from woordbeeld.window.project import Listening, Project
from woordbeeld.window.queue import QueueState
from woordbeeld.window.status import Step, open_steps
from woordbeeld.words import told


class ListeningPages(Pages):
    """Listening to a video, and correcting its text."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{PROJECT}/listen", self.listen),
            Route(f"{PROJECT}/progress", self.progress),
            Route(f"{PROJECT}/start", self.start, methods=["POST"]),
            Route(f"{PROJECT}/stop", self.stop, methods=["POST"]),
            Route(f"{PROJECT}/correct/", self.open_editor),
            Mount(f"{PROJECT}/correct/{{number:int}}", self.editor),
        ]

    async def listen(self, request: Request) -> Response:
        return self.step("listen.html", request, Step.LISTEN, data={"progress": self._progress(request)})

    async def progress(self, request: Request) -> Response:
        return JSONResponse(self._progress(request))

    def _progress(self, request: Request) -> Mapping[str, Any]:
        project, language = self.project(request), language_of(request)
        state = self.queue.state(project.name)
        status = self.status(project)
        return {
            "state": state.value,
            "status": told(status.told, language),
            "stages": [
                {"name": each.name[language], "share": each.share, "left": each.left_s}
                for each in self.queue.stages(project.name)
            ],
            "trouble": (project.trouble or {}).get(language, ""),
            "stopped": state is QueueState.IDLE and _is_stopped(project),
            "made": project.is_made,
            "to_read": status.step is Step.READ,
        }

    async def start(self, request: Request) -> Response:
        body = await json_body(request)
        name = self.project(request).name
        overwrite = ("all",) if body.get("overwrite") is True else ()
        await run_in_threadpool(partial(self.queue.want, name, overwrite=overwrite))
        return JSONResponse({"go": f"/videos/{name}/"} if body.get("go") else {})

    async def stop(self, request: Request) -> Response:
        await json_body(request)
        await run_in_threadpool(self.queue.stop, self.project(request).name)
        return JSONResponse({})

    async def open_editor(self, request: Request) -> Response:
        """The way to the editor of a project, which is opened where it is not yet."""
        project = self.project(request)
        if Step.CORRECT not in open_steps(project):
            return RedirectResponse(f"/videos/{project.name}/", HTTPStatus.SEE_OTHER)
        opened = await run_in_threadpool(self.editors.of, project)
        asked = f"?{request.query_params}" if request.query_params else ""
        address = f"/videos/{project.name}/correct/{opened.number}/{asked}"
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    async def editor(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An editor; a page of one that was closed is led to the one that is open now."""
        name, number = scope["path_params"]["name"], scope["path_params"]["number"]
        if not self.workspace.has(name):
            await run_in_threadpool(self.editors.close, name)
        opened = self.editors.already_open(name)
        if opened and opened.number == number:
            await opened.app(scope, receive, send)
            return
        is_page = scope["method"] == "GET" and scope["path"].endswith(f"/{number}/")
        answer: Response = Response(status_code=HTTPStatus.FORBIDDEN)
        if is_page:
            answer = RedirectResponse(f"/videos/{name}/correct/", HTTPStatus.SEE_OTHER)
        await answer(scope, receive, send)


def _is_stopped(project: Project) -> bool:
    """Whether a person stopped the listening, and no trouble did."""
    return project.listening is Listening.STOPPED and not project.trouble
