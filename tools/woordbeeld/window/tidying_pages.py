"""The page on which a video is renamed or removed, and the way back."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld.web.bodies import json_body
from woordbeeld.window.given_pages import title_in
from woordbeeld.window.page_base import PROJECT, Pages, Window, page
from woordbeeld.window.project import Project
from woordbeeld.window.queue import QueueState
from woordbeeld.window.tidying import Tidying
from woordbeeld.window.workspace import can_move


class TidyingPages(Pages):
    """What is done with a video as a whole."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._tidying = Tidying(window.workspace, window.queue, window.editors)

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{PROJECT}/manage", self.manage),
            Route(f"{PROJECT}/rename", self.rename, methods=["POST"]),
            Route(f"{PROJECT}/remove", self.remove, methods=["POST"]),
            Route("/removed/{name}/back", self.put_back, methods=["POST"]),
        ]

    async def manage(self, request: Request) -> Response:
        project = self.project(request)
        return page(
            "manage.html",
            request,
            project=project,
            folder_moves=can_move(project),
            is_busy=self.queue.state(project.name) is not QueueState.IDLE,
            is_open=self.editors.already_open(project.name) is not None,
            stays=_used_where_they_stand(project),
            trash=str(self.workspace.trash),
        )

    async def rename(self, request: Request) -> Response:
        title = title_in(await json_body(request))
        name = self.project(request).name
        renamed = await run_in_threadpool(self._tidying.rename, name, title)
        return JSONResponse({"go": f"/videos/{renamed.name}/manage"})

    async def remove(self, request: Request) -> Response:
        await json_body(request)
        name = self.project(request).name
        await run_in_threadpool(self._tidying.remove, name)
        return JSONResponse({"go": f"/?removed={name}#trash"})

    async def put_back(self, request: Request) -> Response:
        await json_body(request)
        await run_in_threadpool(self._tidying.put_back, request.path_params["name"])
        return JSONResponse({"go": "/"})


def _used_where_they_stand(project: Project) -> list[str]:
    """The files of the user that are not in the folder of a project."""
    given = (project.video_path, project.document_path)
    return [str(each) for each in given if each and not each.is_relative_to(project.folder)]
