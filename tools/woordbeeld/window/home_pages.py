"""The first page of the window, its handbook, and how it is ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld.errors import BadInputError
from woordbeeld.web.bodies import json_body
from woordbeeld.web.languages import language_of
from woordbeeld.window.handbook import ADDRESS, FIRST, handbook, pictures
from woordbeeld.window.instance import ASK
from woordbeeld.window.page_base import Pages, is_same, page
from woordbeeld.window.project import Project
from woordbeeld.window.telling import told_here


class HomePages(Pages):
    """All videos, and what belongs to none of them."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route(ADDRESS, self.help),
            Route(f"{ADDRESS}/{{name}}", self.help),
            Route(ASK, self.another, methods=["POST"]),
            Route("/quit", self.quit, methods=["POST"]),
        ]

    async def home(self, request: Request) -> Response:
        found = await run_in_threadpool(lambda: list(self.workspace.projects()))
        titles = Counter(each.title for each in found if isinstance(each, Project))
        listed = [self._listed(each, titles, language_of(request)) for each in found]
        removed = await run_in_threadpool(lambda: list(self.workspace.removed()))
        just_now = request.query_params.get("removed")
        return page(
            "home.html",
            request,
            listed=listed,
            folder=str(self.workspace.path),
            removed=removed,
            just_removed=next((each for each in removed if each.name == just_now), None),
            trash=str(self.workspace.trash),
        )

    def _listed(
        self, found: Project | BadInputError, titles: Mapping[str, int], language: str
    ) -> Mapping[str, Any]:
        """What is shown of a video; where another has its title too, the folder tells them apart."""
        if isinstance(found, BadInputError):
            return {"trouble": told_here(found, language)}
        found = self.with_counts(found)
        status = self.status(found)
        return {"project": found, "status": status, "has_twin": titles[found.title] > 1}

    async def help(self, request: Request) -> Response:
        """A page of the handbook, or a picture in one."""
        name = request.path_params.get("name", FIRST)
        if picture := pictures().get(name):
            return Response(picture, media_type="image/png")
        if name not in handbook():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return page("help.html", request, shown=handbook()[name], handbook=handbook().values())

    async def another(self, request: Request) -> Response:
        """An address for another browser, for who has the key that only this user can read."""
        if not is_same((await request.body()).decode("utf-8", "replace"), self.window.key):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return JSONResponse({"address": self.window.address()})

    async def quit(self, request: Request) -> Response:
        await json_body(request)
        return JSONResponse({"ended": True}, background=BackgroundTask(self.window.quit))
