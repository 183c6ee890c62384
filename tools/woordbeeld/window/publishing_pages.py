"""The page that publishes a bundle: its looks, a preview, and all ways to take it along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld import pipeline, publishing
from woordbeeld.description.choosing import NONE, narrator_for
from woordbeeld.description.narrators.table import voices_here
from woordbeeld.editor.app import is_own_file
from woordbeeld.errors import WrongUseError
from woordbeeld.publications.titles import as_title
from woordbeeld.tracks.profile import PROFILES, Labels, find_profile
from woordbeeld.web.bodies import json_body
from woordbeeld.web.guard import POLICY
from woordbeeld.web.languages import language_of
from woordbeeld.web.ranges import PartsResponse
from woordbeeld.window.page_base import PROJECT, Pages, is_same, text_in
from woordbeeld.window.project import Listening, Project, Task
from woordbeeld.window.publishing import (
    BURNT,
    HEADING_LEVELS,
    MOST_JOBS,
    PREVIEW_WIDTHS,
    codes,
    is_older,
    platforms,
    to_do,
)
from woordbeeld.window.queue import QueueState
from woordbeeld.window.status import Step, bundle_digest
from woordbeeld.window.telling import told_here
from woordbeeld.words import say
from woordbeeld.writing import open_bundle, pack

_CHOSEN: Final = ("title", "introduction", "profile", "labels", "voice", "extended")
_SOUND: Final = pipeline.SOUND_NAME  # of a bundle that has a picture too
# A page of a bundle runs its own script, cut off from ours: it can reach nothing here but files beside it.
_PREVIEW_HEADERS: Final = {
    "content-security-policy": "sandbox allow-scripts allow-downloads allow-popups; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-resource-policy": "cross-origin",
}


class PublishingPages(Pages):
    """What is published of a video."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{PROJECT}/publish", self.publish),
            Route(f"{PROJECT}/settings", self.choose, methods=["POST"]),
            Route(f"{PROJECT}/fragment", self.fragment),
            Route(f"{PROJECT}/pack", self.pack, methods=["POST"]),
            Route(f"{PROJECT}/zip", self.zip),
            Route(f"{PROJECT}/burning", self.burning),
            Route(f"{PROJECT}/burn/{{shape}}", self.burn, methods=["POST"]),
            Route(f"{PROJECT}/burnt/{{shape}}", self.burnt),
            Route(f"{PROJECT}/published", self.publish_now, methods=["POST"]),
            Route("/preview/{secret}/{name}/{file}", self.preview),
        ]

    async def publish(self, request: Request) -> Response:
        project = self.with_counts(self.project(request))
        opened = self.editors.already_open(project.name)
        url, trouble = request.query_params.get("url", "").strip(), ""
        try:
            code = await run_in_threadpool(codes, project.bundle, url)
        except WrongUseError as error:  # told beside what was typed
            trouble = told_here(error, language_of(request))
            code = await run_in_threadpool(codes, project.bundle, "")
        is_busy = self.queue.state(project.name) is not QueueState.IDLE
        response = self.step(
            "publish.html",
            request,
            Step.PUBLISH,
            status=self.status(project),
            is_busy=is_busy,
            is_remaking=is_busy and project.listening is Listening.REMAKING,
            is_made_again=not is_busy and "made" in request.query_params,
            is_saved=opened is None or opened.editor.shared.is_saved,
            jobs=await run_in_threadpool(to_do, project.bundle),
            most_jobs=MOST_JOBS,
            files=await run_in_threadpool(_files, project.bundle),
            is_draft=not project.document,
            code=code,
            url_trouble=trouble,
            platforms=await run_in_threadpool(platforms, project.bundle, language_of(request)),
            url=url,
            levels=HEADING_LEVELS,
            burnt=BURNT if await run_in_threadpool(_has_picture, project) else (),
            preview=f"/preview/{self.window.secret}/{project.name}/",
            widths=PREVIEW_WIDTHS,
            profiles=PROFILES,
            labels=("", *(each.value for each in Labels)),
            voices=await run_in_threadpool(_voices, project),
        )
        policy = POLICY.replace("form-action 'none'", "form-action 'self'")
        response.headers["content-security-policy"] = f"{policy}; frame-src 'self'"
        return response

    async def choose(self, request: Request) -> Response:
        """How the bundle is to look; it is made anew so."""
        body = await json_body(request)
        chosen = {name: text_in(body, name) for name in _CHOSEN}
        chosen["title"] = as_title(chosen["title"]) or self.project(request).title
        await run_in_threadpool(find_profile, chosen["profile"], labels=chosen["labels"] or None)
        await run_in_threadpool(narrator_for, chosen["voice"] or None, self.project(request).transcript)
        name = self.project(request).name
        await run_in_threadpool(partial(self.workspace.change, name, **chosen))
        await run_in_threadpool(self.editors.close, name)  # it goes on, as the bundle now looks
        await run_in_threadpool(self.queue.remake, name)
        return JSONResponse({"go": f"/videos/{name}/publish?made=yes"})

    async def fragment(self, request: Request) -> Response:
        """The transcript to paste into a page, with headings of a level, with or without times."""
        level, times = request.query_params.get("level", ""), request.query_params.get("times") == "yes"
        if level not in map(str, HEADING_LEVELS):
            raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload"))
        bundle = self.project(request).bundle
        text = await run_in_threadpool(partial(publishing.fragment, bundle, int(level), times=times))
        return JSONResponse({"text": text})

    async def pack(self, request: Request) -> Response:
        """The bundle in a zip, which is then there to be taken; that does not publish it."""
        await json_body(request)
        project = self.project(request)
        await run_in_threadpool(_pack, project)
        return JSONResponse({"get": f"/videos/{project.name}/zip"})

    async def zip(self, request: Request) -> Response:
        path = _zip_of(self.project(request))
        if not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type="application/zip")

    async def burning(self, request: Request) -> Response:
        """How far the videos with their captions in the picture are."""
        project, language = self.project(request), language_of(request)
        return JSONResponse({each.value: self._burning(project, each, language) for each in BURNT})

    def _burning(self, project: Project, task: Task, language: str) -> Mapping[str, Any]:
        stages = self.queue.stages(project.name, task)
        path = project.burnt(task)
        is_made = is_own_file(path)
        return {
            "state": self.queue.state(project.name, task).value,
            "share": stages[-1].share if stages else None,
            "left": stages[-1].left_s if stages else None,
            "trouble": self.queue.trouble(project.name, task).get(language, ""),
            "made": is_made,
            "older": is_made and is_older(path, project.bundle),
        }

    async def burn(self, request: Request) -> Response:
        """Have a video with its captions in the picture made, or stop that."""
        body, name, task = await json_body(request), self.project(request).name, _burnt(request)
        do = self.queue.stop if body.get("stop") is True else self.queue.want
        await run_in_threadpool(do, name, task)
        return JSONResponse({})

    async def burnt(self, request: Request) -> Response:
        path = self.project(request).burnt(_burnt(request))
        if not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type="video/mp4")

    async def publish_now(self, request: Request) -> Response:
        """That what is there now has been published, however that was done."""
        await json_body(request)
        project = self.project(request)
        digest = bundle_digest(project)
        await run_in_threadpool(partial(self.workspace.change, project.name, published=digest))
        return JSONResponse({"go": f"/videos/{project.name}/publish?published=yes#take"})

    async def preview(self, request: Request) -> Response:
        """A file of a bundle, for a page that is shown apart from ours."""
        path = self.project(request).bundle / request.path_params["file"]
        if not is_same(request.path_params["secret"], self.window.secret) or not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return PartsResponse(path, headers=_PREVIEW_HEADERS)


def _burnt(request: Request) -> Task:
    """The task that is asked for, which makes a video of a shape."""
    found = next((each for each in BURNT if each.value == request.path_params["shape"]), None)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _files(bundle: Path) -> list[tuple[str, int]]:
    """The files of a bundle, as they are in its zip, each with its size in bytes."""
    return list(open_bundle(bundle).sizes.items())


def _voices(project: Project) -> list[tuple[str, str, str]]:
    """The voices of this machine, and the one that was chosen: how it is chosen, its maker, its own name."""
    chosen = [project.voice] if project.voice else []
    names = dict.fromkeys((*voices_here(), NONE, *chosen))
    return [(name, *name.partition(":")[::2]) for name in names]


def _has_picture(project: Project) -> bool:
    """Whether captions can be written into its picture."""
    return _SOUND in open_bundle(project.bundle).manifest.media


def _zip_of(project: Project) -> Path:
    return project.folder / f"{project.name}.zip"


def _pack(project: Project) -> None:
    pack(open_bundle(project.bundle), _zip_of(project), lambda _: None)
