"""Writes tools/sbom.cdx.json, the bill of materials of Woordbeeld in CycloneDX: part of `make lock`.

It has all that is installed to run Woordbeeld, on any system: packages with the hashes of their files and
their licences, and the works of others inside them. The same lock files give the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.licences import Bundled, Licences, Role, read_licences
from supply.lockfile import LOCKS, Pin, read_lock
from woordbeeld.screen.rapid_ocr import WEIGHTS
from woordbeeld.speech.weights import PACKAGED_SHA256
from woordbeeld.voices.weights import CAMPPLUS, RESEMBLYZER

ROOT = Path(__file__).resolve().parents[2]
BILL = ROOT / "tools/sbom.cdx.json"

_LOCKS = {
    "run.txt": ComponentScope.REQUIRED,
    "torch-gpu.txt": ComponentScope.OPTIONAL,
    "voices.txt": ComponentScope.OPTIONAL,
    "screen.txt": ComponentScope.OPTIONAL,
    "archive.txt": ComponentScope.OPTIONAL,
}
_ASKED_IN = (
    "woordbeeld (pyproject.toml)",
    "-r tools/locks/voices.in",
    "-r tools/locks/screen.in",
    "-r tools/locks/archive.in",
)  # as lock files say it
_HASHES_OF_WEIGHTS = {
    "whisper-base": (PACKAGED_SHA256,),
    "campplus": (CAMPPLUS.sha256,),
    "resemblyzer-weights": (RESEMBLYZER.sha256,),
    "pp-ocrv6": tuple(digest for _, digest in WEIGHTS.values()),
}


def render_bill() -> str:
    """The text of the bill of materials."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licences = read_licences()
    pins = {lock: read_lock((LOCKS / lock).read_text(encoding="utf-8")) for lock in _LOCKS}
    components = {pin: _component(pin, _LOCKS[lock], licences) for lock, each in pins.items() for pin in each}
    itself = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        description=project["description"],
        bom_ref=project["name"],
        licenses=[LicenseExpression(project["license"])],
        purl=PackageURL("pypi", None, project["name"], project["version"]),
    )
    bill = Bom(components=components.values())
    bill.metadata.component = itself
    bill.register_dependency(itself, [each for asked in _ASKED_IN for each in _needed_by(asked, components)])
    for component in components.values():
        bill.register_dependency(component, _needed_by(component.name, components))
    return _same_every_time(JsonV1Dot6(bill).output_as_string())


def _component(pin: Pin, scope: ComponentScope, licences: Licences) -> Component:
    inside = [each for each in licences.bundled if each.package == pin.name]
    purl = PackageURL("pypi", None, pin.name, pin.version)
    return Component(
        name=pin.name,
        version=pin.version,
        scope=scope,
        bom_ref=purl.to_string(),
        purl=purl,
        hashes=_hashes(pin.sha256s),
        licenses=[LicenseExpression(licences.of_package(pin.name))],
        properties=[Property(name="woordbeeld:where", value=pin.marker)] if pin.marker else (),
        components=[part for each in inside for part in _parts(each, pin)],
    )


def _parts(bundled: Bundled, pin: Pin) -> Iterator[Component]:
    """What is bundled, once for each version of it; ffmpeg has one a system, told by the name of its file."""
    kinds = {Role.PROGRAM: ComponentType.APPLICATION}
    kind = (
        ComponentType.MACHINE_LEARNING_MODEL
        if bundled.weights
        else kinds.get(bundled.role, ComponentType.LIBRARY)
    )
    for file in _ffmpeg_files() if bundled.name == "ffmpeg" else ("",):
        yield Component(
            name=bundled.name,
            version=file.rpartition("-v")[2].removesuffix(".exe") or None,
            type=kind,
            bom_ref=f"{pin.name}@{pin.version}/{file or bundled.name}",
            hashes=_hashes(_HASHES_OF_WEIGHTS.get(bundled.name, ())),
            licenses=[LicenseExpression(bundled.licence)],
            properties=[
                Property(name="woordbeeld:file", value=file or " ".join(bundled.files)),
                Property(name="woordbeeld:licence-source", value=bundled.source),
                Property(name="woordbeeld:role", value=bundled.role.value),
            ],
        )


def _ffmpeg_files() -> list[str]:
    from imageio_ffmpeg._definitions import FNAME_PER_PLATFORM

    return sorted(FNAME_PER_PLATFORM.values())


def _needed_by(name: str, components: Mapping[Pin, Component]) -> list[Component]:
    return [component for pin, component in components.items() if name in pin.needed_by]


def _hashes(sha256s: Iterable[str]) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in sha256s]


def _same_every_time(text: str) -> str:
    """`text` without the time of its making, and numbered by its contents."""
    bill = json.loads(text)
    del bill["metadata"]["timestamp"], bill["serialNumber"]
    number = uuid5(NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return (
        json.dumps(bill | {"serialNumber": number.urn}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    BILL.write_text(render_bill(), encoding="utf-8")
    print(f"{BILL.relative_to(ROOT)}: written")
