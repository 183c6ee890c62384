"""The web application of the window: its pages, and what they ask."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from woordbeeld import pipeline, publishing
from woordbeeld.editor.app import is_own_file
from woordbeeld.errors import BadInputError, EnvironmentProblemError, WoordbeeldError, WrongUseError
from woordbeeld.intake.correcting import alike, of_speaker
from woordbeeld.intake.in_words import format_in_words
from woordbeeld.publications.titles import as_title
from woordbeeld.tracks.profile import PROFILES, Labels, find_profile
from woordbeeld.unforeseen import tell_unforeseen
from woordbeeld.web.guard import POLICY
from woordbeeld.web.languages import language_of, remembered
from woordbeeld.web.ranges import PartsResponse
from woordbeeld.web.static import Static
from woordbeeld.window import reviewing
from woordbeeld.window.editors import Editors
from woordbeeld.window.handbook import ADDRESS, FIRST, handbook, pictures
from woordbeeld.window.instance import ASK
from woordbeeld.window.pages import render, row_record
from woordbeeld.window.project import Looked, Project, Task, correction_of
from woordbeeld.window.publishing import (
    BURNT,
    HEADING_LEVELS,
    PREVIEW_WIDTHS,
    codes,
    first_tasks,
    is_older,
    platforms,
)
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.receiving import Given, check, receive, use
from woordbeeld.window.status import Step, bundle_digest, open_steps, status_of
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import say, told
from woordbeeld.writing import open_bundle, pack

AUDIO: Final = pipeline.SOUND_NAME  # of a bundle that has a picture too
_BYTES: Final = "application/octet-stream"
Answer = Callable[[Request], Awaitable[Response]]


# A page of a bundle runs its own script, cut off from ours: it can reach nothing here but files beside it.
_PREVIEW_HEADERS: Final = {
    "content-security-policy": "sandbox allow-scripts allow-downloads allow-popups; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-resource-policy": "cross-origin",
}


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
        return scope["method"] == "GET" and _is_same(given, self.secret)


def pages(window: Window) -> Starlette:
    """The application, for whoever is let in."""
    asking = _Asking(window)
    project = "/videos/{name}"
    routes = [
        Route("/", asking.home),
        Route("/new", asking.new),
        Route("/static/{name:path}", Static("woordbeeld.window").answer),
        Route(ADDRESS, asking.help),
        Route(f"{ADDRESS}/{{name}}", asking.help),
        Route(ASK, asking.another, methods=["POST"]),
        Route("/quit", asking.quit, methods=["POST"]),
        Route("/videos", asking.create, methods=["POST"]),
        Route(f"{project}/", asking.next_step),
        Route(f"{project}/new", asking.given),
        Route(f"{project}/given/{{kind}}", asking.take_in, methods=["PUT", "POST"]),
        Route(f"{project}/original", asking.original),
        Route(f"{project}/read", asking.read),
        Route(f"{project}/rows", asking.correct, methods=["POST"]),
        Route(f"{project}/rows/undo", asking.undo, methods=["POST"]),
        Route(f"{project}/accept", asking.accept, methods=["POST"]),
        Route(f"{project}/listen", asking.listen),
        Route(f"{project}/correct/", asking.open_editor),
        Mount(f"{project}/correct/{{number:int}}", asking.editor),
        Route(f"{project}/progress", asking.progress),
        Route(f"{project}/start", asking.start, methods=["POST"]),
        Route(f"{project}/stop", asking.stop, methods=["POST"]),
        Route(f"{project}/publish", asking.publish),
        Route(f"{project}/fragment", asking.fragment),
        Route(f"{project}/pack", asking.pack, methods=["POST"]),
        Route(f"{project}/zip", asking.zip),
        Route(f"{project}/burning", asking.burning),
        Route(f"{project}/burn/{{shape}}", asking.burn, methods=["POST"]),
        Route(f"{project}/burnt/{{shape}}", asking.burnt),
        Route(f"{project}/published", asking.publish_now, methods=["POST"]),
        Route(f"{project}/settings", asking.choose, methods=["POST"]),
        Route("/preview/{secret}/{name}/{file}", asking.preview),
    ]
    return Starlette(
        routes=routes,
        exception_handlers={
            WoordbeeldError: _refused,
            OSError: _refused,
            HTTPException: _failed,
            ClientDisconnect: _left,
            Exception: _failed,
        },
    )


def takes_files(scope: Scope) -> bool:
    """Whether a request hands over a file, which may be of any size."""
    return scope["method"] == "PUT" and "/given/" in scope["path"]


class _Asking:
    """Each method answers one kind of request."""

    def __init__(self, window: Window) -> None:
        self._workspace = window.workspace
        self._queue = window.queue
        self._window = window
        self._editors = window.editors
        self._secret = window.secret

    # -- home, and a new video ------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        found = await run_in_threadpool(lambda: list(self._workspace.projects()))
        listed = [self._listed(each, language_of(request)) for each in found]
        return _page("home.html", request, listed=listed, folder=str(self._workspace.path))

    def _listed(self, found: Project | BadInputError, language: str) -> Mapping[str, Any]:
        if isinstance(found, BadInputError):
            return {"trouble": found.told(language)}
        found = self._with_counts(found)
        status = status_of(found, self._queue.state(found.name))
        return {"project": found, "status": status, "steps": open_steps(found)}

    def _with_counts(self, project: Project) -> Project:
        """The project with what its editor counts, if that is open."""
        opened = self._editors.already_open(project.name)
        looked, of = opened.editor.shared.looked_at if opened else (0, 0)
        if not of or (looked, of) == (project.looked_at, project.to_look_at):
            return project
        return self._workspace.change(project.name, looked_at=looked, to_look_at=of)

    async def new(self, request: Request) -> Response:
        return _page("new.html", request, project=None, step=Step.NEW)

    async def create(self, request: Request) -> Response:
        body = await _body(request)
        title = as_title(_text(body, "title"))
        if not title:
            raise WrongUseError(say("error.project.no_title"), remedy=say("error.project.give_title"))
        language = _text(body, "language") or "nl"
        project = await run_in_threadpool(self._workspace.new, title, language)
        return JSONResponse({"name": project.name, "go": f"/videos/{project.name}/"})

    async def another(self, request: Request) -> Response:
        """An address for another browser, for who has the key that only this user can read."""
        if not _is_same((await request.body()).decode("utf-8", "replace"), self._window.key):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return JSONResponse({"address": self._window.address()})

    async def quit(self, request: Request) -> Response:
        await _body(request)
        return JSONResponse({"ended": True}, background=BackgroundTask(self._window.quit))

    async def given(self, request: Request) -> Response:
        return self._step("new.html", request, Step.NEW)

    async def take_in(self, request: Request) -> Response:
        """A file that the page sends, or the path of one that stands on this machine."""
        try:
            given = Given(request.path_params["kind"])
        except ValueError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND) from error
        project = self._project(request)
        fits = partial(check, project, given)
        if request.method == "POST":
            path = await run_in_threadpool(Path(_text(await _body(request), "path").strip()).expanduser)
            await run_in_threadpool(fits, path)
        else:
            name = request.query_params.get("name", "")
            path = await receive(project.folder, name, request.stream(), fits)
        await run_in_threadpool(use, self._workspace, project.name, given, path)
        if given is Given.VIDEO:
            await run_in_threadpool(self._editors.close, project.name)  # it plays the one before
        return JSONResponse({})

    async def next_step(self, request: Request) -> Response:
        project = self._project(request)
        step = status_of(project, self._queue.state(project.name)).step
        return RedirectResponse(f"/videos/{project.name}/{_address(step)}", HTTPStatus.SEE_OTHER)

    # -- how the document was read --------------------------------------------------------------------

    async def read(self, request: Request) -> Response:
        project = self._project(request)
        found = await run_in_threadpool(reviewing.review, project)
        about = found.opened.reading.understanding
        return self._step(
            "read.html",
            request,
            Step.READ,
            format_name=format_in_words(about.document.format_name),
            is_open=project.looked is Looked.NOT_YET,
            data=_rows(found, language_of(request)),
        )

    async def correct(self, request: Request) -> Response:
        body = await _body(request)
        name = self._project(request).name
        if body.get("all"):
            body["rows"] = await run_in_threadpool(self._all_alike, name, body)
        try:
            correction = correction_of(body)
        except (ValueError, KeyError, TypeError) as error:
            raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload")) from error
        before, after = await run_in_threadpool(reviewing.correct, self._workspace, name, correction)
        return JSONResponse(_rows(after, language_of(request), before))

    def _all_alike(self, name: str, body: Mapping[str, Any]) -> tuple[int, ...]:
        found = reviewing.review(self._workspace.project(name))
        at = body.get("rows", [None])[0]
        if not isinstance(at, int) or not 0 <= at < len(found.rows):
            raise WrongUseError(say("error.read_as.no_row"), remedy=say("error.read_as.see_rows"))
        if body.get("speaker") is not None:
            return of_speaker(found.rows, at)
        return alike(found.opened.reading.understanding, found.rows, at)

    async def undo(self, request: Request) -> Response:
        await _body(request)
        name = self._project(request).name
        before, after = await run_in_threadpool(reviewing.undo, self._workspace, name)
        return JSONResponse(_rows(after, language_of(request), before))

    async def accept(self, request: Request) -> Response:
        body = await _body(request)
        looked = Looked.SKIPPED if body.get("skipped") is True else Looked.SEEN
        name = self._project(request).name
        await run_in_threadpool(reviewing.accept, self._workspace, name, looked)
        await run_in_threadpool(self._editors.close, name)  # it corrects the text of before
        await run_in_threadpool(self._queue.want, name)
        return JSONResponse({"go": f"/videos/{name}/listen"})

    async def original(self, request: Request) -> Response:
        path = self._project(request).document_path
        if path is None or not path.is_file():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type=_BYTES)

    # -- listening ------------------------------------------------------------------------------------

    async def listen(self, request: Request) -> Response:
        return self._step("listen.html", request, Step.LISTEN, data={"progress": self._progress(request)})

    async def progress(self, request: Request) -> Response:
        return JSONResponse(self._progress(request))

    def _progress(self, request: Request) -> Mapping[str, Any]:
        project, language = self._project(request), language_of(request)
        state = self._queue.state(project.name)
        status = status_of(project, state)
        return {
            "state": state.value,
            "status": told(status.told, language),
            "stages": [
                {"name": each.name[language], "share": each.share, "left": each.left_s}
                for each in self._queue.stages(project.name)
            ],
            "trouble": (project.trouble or {}).get(language, ""),
            "made": project.is_made,
            "to_read": status.step is Step.READ,
        }

    async def start(self, request: Request) -> Response:
        body = await _body(request)
        name = self._project(request).name
        overwrite = ("all",) if body.get("overwrite") is True else ()
        await run_in_threadpool(partial(self._queue.want, name, overwrite=overwrite))
        return JSONResponse({"go": f"/videos/{name}/"} if body.get("go") else {})

    async def stop(self, request: Request) -> Response:
        await _body(request)
        await run_in_threadpool(self._queue.stop, self._project(request).name)
        return JSONResponse({})

    # -- correcting -----------------------------------------------------------------------------------

    async def open_editor(self, request: Request) -> Response:
        """The way to the editor of a project, which is opened where it is not yet."""
        project = self._project(request)
        if Step.CORRECT not in open_steps(project):
            return RedirectResponse(f"/videos/{project.name}/", HTTPStatus.SEE_OTHER)
        opened = await run_in_threadpool(self._editors.of, project)
        asked = f"?{request.query_params}" if request.query_params else ""
        address = f"/videos/{project.name}/correct/{opened.number}/{asked}"
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    async def editor(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An editor; a page of one that was closed is led to the one that is open now."""
        name, number = scope["path_params"]["name"], scope["path_params"]["number"]
        if not self._workspace.has(name):
            await run_in_threadpool(self._editors.close, name)
        opened = self._editors.already_open(name)
        if opened and opened.number == number:
            await opened.app(scope, receive, send)
            return
        is_page = scope["method"] == "GET" and scope["path"].endswith(f"/{number}/")
        answer: Response = Response(status_code=HTTPStatus.FORBIDDEN)
        if is_page:
            answer = RedirectResponse(f"/videos/{name}/correct/", HTTPStatus.SEE_OTHER)
        await answer(scope, receive, send)

    # -- publishing -----------------------------------------------------------------------------------

    async def publish(self, request: Request) -> Response:
        project = self._with_counts(self._project(request))
        opened = self._editors.already_open(project.name)
        response = self._step(
            "publish.html",
            request,
            Step.PUBLISH,
            status=status_of(project, self._queue.state(project.name)),
            is_saved=opened is None or opened.editor.shared.is_saved,
            first=await run_in_threadpool(first_tasks, project.bundle),
            files=await run_in_threadpool(_files, project.bundle),
            code=await run_in_threadpool(codes, project.bundle, request.query_params.get("url", "")),
            platforms=await run_in_threadpool(platforms, project.bundle, language_of(request)),
            url=request.query_params.get("url", ""),
            levels=HEADING_LEVELS,
            burnt=BURNT if await run_in_threadpool(_has_picture, project) else (),
            preview=f"/preview/{self._secret}/{project.name}/",
            widths=PREVIEW_WIDTHS,
            profiles=PROFILES,
            labels=("", *(each.value for each in Labels)),
        )
        policy = POLICY.replace("form-action 'none'", "form-action 'self'")
        response.headers["content-security-policy"] = f"{policy}; frame-src 'self'"
        return response

    async def choose(self, request: Request) -> Response:
        """How the bundle is to look; it is made anew so."""
        body = await _body(request)
        chosen = {name: _text(body, name) for name in ("title", "introduction", "profile", "labels")}
        chosen["title"] = as_title(chosen["title"]) or self._project(request).title
        await run_in_threadpool(find_profile, chosen["profile"], labels=chosen["labels"] or None)
        name = self._project(request).name
        await run_in_threadpool(partial(self._workspace.change, name, **chosen))
        await run_in_threadpool(self._editors.close, name)  # it goes on, as the bundle now looks
        await run_in_threadpool(self._queue.want, name)
        return JSONResponse({"go": f"/videos/{name}/listen"})

    async def fragment(self, request: Request) -> Response:
        """The transcript to paste into a page, with headings of a level, with or without times."""
        level, times = request.query_params.get("level", ""), request.query_params.get("times") == "yes"
        if level not in map(str, HEADING_LEVELS):
            raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload"))
        bundle = self._project(request).bundle
        text = await run_in_threadpool(partial(publishing.fragment, bundle, int(level), times=times))
        return JSONResponse({"text": text})

    async def pack(self, request: Request) -> Response:
        """The bundle in a zip, which is then there to be taken."""
        await _body(request)
        project = self._project(request)
        await run_in_threadpool(_pack, project)
        digest = bundle_digest(project)
        await run_in_threadpool(partial(self._workspace.change, project.name, published=digest))
        return JSONResponse({"get": f"/videos/{project.name}/zip"})

    async def zip(self, request: Request) -> Response:
        path = _zip_of(self._project(request))
        if not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type="application/zip")

    async def burning(self, request: Request) -> Response:
        """How far the videos with their captions in the picture are."""
        project, language = self._project(request), language_of(request)
        return JSONResponse({each.value: self._burning(project, each, language) for each in BURNT})

    def _burning(self, project: Project, task: Task, language: str) -> Mapping[str, Any]:
        stages = self._queue.stages(project.name, task)
        path = project.burnt(task)
        return {
            "state": self._queue.state(project.name, task).value,
            "share": stages[-1].share if stages else None,
            "left": stages[-1].left_s if stages else None,
            "trouble": self._queue.trouble(project.name, task).get(language, ""),
            "made": is_own_file(path) and not is_older(path, project.bundle),
        }

    async def burn(self, request: Request) -> Response:
        """Have a video with its captions in the picture made, or stop that."""
        body, name, task = await _body(request), self._project(request).name, _burnt(request)
        do = self._queue.stop if body.get("stop") is True else self._queue.want
        await run_in_threadpool(do, name, task)
        return JSONResponse({})

    async def burnt(self, request: Request) -> Response:
        path = self._project(request).burnt(_burnt(request))
        if not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type="video/mp4")

    async def publish_now(self, request: Request) -> Response:
        """That what is there now has been published, however that was done."""
        await _body(request)
        project = self._project(request)
        digest = bundle_digest(project)
        await run_in_threadpool(partial(self._workspace.change, project.name, published=digest))
        return JSONResponse({"go": f"/videos/{project.name}/publish"})

    async def preview(self, request: Request) -> Response:
        """A file of a bundle, for a page that is shown apart from ours."""
        path = self._project(request).bundle / request.path_params["file"]
        if not _is_same(request.path_params["secret"], self._secret) or not is_own_file(path):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return PartsResponse(path, headers=_PREVIEW_HEADERS)

    # -- what they share ------------------------------------------------------------------------------

    def _project(self, request: Request) -> Project:
        return self._workspace.project(request.path_params["name"])

    def _step(self, template: str, request: Request, step: Step, **values: Any) -> Response:
        """The page of a step of a project."""
        project = self._project(request)
        if step not in open_steps(project):
            return RedirectResponse(f"/videos/{project.name}/", HTTPStatus.SEE_OTHER)
        return _page(template, request, project=project, step=step, open_steps=open_steps(project), **values)

    async def help(self, request: Request) -> Response:
        """A page of the handbook, or a picture in one."""
        name = request.path_params.get("name", FIRST)
        if picture := pictures().get(name):
            return Response(picture, media_type="image/png")
        if name not in handbook():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return _page("help.html", request, shown=handbook()[name], handbook=handbook().values())


def _is_same(given: str, secret: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _burnt(request: Request) -> Task:
    """The task that is asked for, which makes a video of a shape."""
    found = next((each for each in BURNT if each.value == request.path_params["shape"]), None)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _files(bundle: Path) -> list[tuple[str, int]]:
    """The files of a bundle for people, each with its size in bytes."""
    made = open_bundle(bundle).manifest.files
    return [(name, mark.size) for name, mark in made.items() if not name.endswith(".json")]


def _has_picture(project: Project) -> bool:
    """Whether captions can be written into its picture."""
    return AUDIO in open_bundle(project.bundle).manifest.media


def _zip_of(project: Project) -> Path:
    return project.folder / f"{project.name}.zip"


def _pack(project: Project) -> None:
    pack(open_bundle(project.bundle), _zip_of(project), lambda _: None)


def _rows(
    found: reviewing.Review, language: str, before: reviewing.Review | None = None
) -> Mapping[str, Any]:
    """The rows that are not as they were before, and what is told beside them."""
    old = before.rows if before else (None,) * len(found.rows)
    names = dict.fromkeys(row.speaker for row in found.rows if row.speaker)
    return {
        "rows": [
            row_record(number, row, language)
            for number, (row, was) in enumerate(zip(found.rows, old, strict=True))
            if row != was
        ],
        "speakers": list(names),
        "doubtful": found.doubtful,
        "undo": bool(found.corrections),
    }


def _address(step: Step) -> str:
    return f"{step.value}/" if step is Step.CORRECT else step.value


def _page(template: str, request: Request, http: int = HTTPStatus.OK, **values: Any) -> Response:
    page = HTMLResponse(render(template, language_of(request), **values), http)
    return remembered(page, request)


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        body = json.loads(await request.body())
        json.dumps(body, ensure_ascii=False).encode()  # refuses halves of letters
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload"))
    return body


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload"))
    return value


async def _refused(request: Request, error: Exception) -> Response:
    """An error of ours in the language of the page: for its script, or as a page where one was asked for."""
    status = HTTPStatus.CONFLICT
    if isinstance(error, WrongUseError):
        status = HTTPStatus.BAD_REQUEST
    elif isinstance(error, EnvironmentProblemError | OSError):
        status = HTTPStatus.INSUFFICIENT_STORAGE
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return _page(
            "trouble.html", request, HTTPStatus.NOT_FOUND, trouble=_message(error, language_of(request))
        )
    return JSONResponse({"message": _message(error, language_of(request))}, status)


def _message(error: Exception, language: str) -> str:
    if isinstance(error, WoordbeeldError):
        return error.told(language)
    return str(getattr(error, "strerror", "") or error)


async def _left(_: Request, __: Exception) -> Response:
    """Whoever closes a page that hands over a file gets no answer."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def _failed(request: Request, error: Exception) -> Response:
    """What HTTP refuses, or what nobody foresaw: that is written down, and told."""
    status, told_of = HTTPStatus.INTERNAL_SERVER_ERROR, ""
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
    else:
        unforeseen = await run_in_threadpool(tell_unforeseen, error, sys.argv[1:])
        told_of = told(unforeseen, language_of(request))
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return _page("trouble.html", request, status, trouble=told_of)
    return JSONResponse({"message": told_of or status.phrase}, status)
