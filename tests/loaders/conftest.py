"""The fixtures of tests/fixtures, as they are and in copies to change; and a publisher to fetch from."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders import fetch_http, pipeline
from loaders.errors import SourceError
from loaders.fetch import fetch
from loaders.fetch_errors import FetchError, FetchFailed
from loaders.fetch_files import Fetched
from loaders.pipeline import CURATED, OFFICIAL, Loaded, load_official
from loaders.shipped import Facts, Reading, read_facts
from loaders.tables import OfficialFiles
from tests.command import in_process
from tests.loaders.publisher import BOOK, Answer, Failure, Get, Site, short, source

FIXTURES = Path(__file__).parent.parent / "fixtures"
# The sources whose excerpts stand in tests/fixtures; the others have fixtures of their own.
EXCERPTED = ("naics", "soc", "cip", "cip_soc", "crosswalk")
OFFICIAL_FILES = [
    name for source in EXCERPTED for file in OFFICIAL[source].SOURCE.files.values() for name in file.names
]


@dataclass(frozen=True)
class Snapshot:
    """What `careergraph snapshot` wrote, what it told, and the facts that it had read."""

    folder: Path
    told: CompletedProcess[str]
    loaded: Loaded


@pytest.fixture(scope="session")
def snapshot(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of all official files, which are read once for all tests."""
    folder, read = tmp_path_factory.mktemp("snapshot"), list[Loaded]()

    def kept(*given: Any) -> Loaded:
        read.append(load_official(*given))
        return read[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load_official", kept)
        arguments = ("snapshot", "--from", str(official), "--to", str(folder), "--json")
        told = in_process(patch, *arguments, settings={"CAREERGRAPH_HOME": str(folder / "home")})
    assert told.returncode == 0, told.stderr
    return Snapshot(folder, told, read[0])


@pytest.fixture(scope="session")
def loaded(snapshot: Snapshot) -> Loaded:
    """The facts of all official files."""
    return snapshot.loaded


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """Source → what its loader reads out of the fixtures."""
    known: dict[str, Facts] = {name: read_facts(name) for name in CURATED}
    found = {}
    for name in EXCERPTED:
        loader = OFFICIAL[name]
        found[name] = loader.read(OfficialFiles(FIXTURES, loader.SOURCE), known)
        known[name] = found[name].tables
    return found


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder with copies of the fixtures."""
    folder = tmp_path / "official"
    folder.mkdir()
    for path in FIXTURES.iterdir():
        if path.name in OFFICIAL_FILES:
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def edited(copies: Path) -> Callable[[str, str], AbstractContextManager[Worksheet]]:
    """`with edited(file, sheet) as cells:` changes a sheet of a copy."""

    @contextmanager
    def edit(file: str, sheet: str) -> Iterator[Worksheet]:
        book = openpyxl.load_workbook(copies / file)
        yield book[sheet]
        book.save(copies / file)

    return edit


@pytest.fixture
def read(copies: Path, readings: dict[str, Reading]) -> Callable[[str], Reading]:
    """Reads one source out of the copies; the sources before it are those of the fixtures."""
    known: dict[str, Facts] = {name: read_facts(name) for name in CURATED}
    known |= {name: reading.tables for name, reading in readings.items()}

    def read_source(source: str) -> Reading:
        loader = OFFICIAL[source]
        return loader.read(OfficialFiles(copies, loader.SOURCE), known)

    return read_source


@pytest.fixture
def refusal(copies: Path, read: Callable[[str], Reading]) -> Callable[[str], str]:
    """The message of the SourceError that a source raises, with `…` for the folder of the copies."""

    def message(source: str) -> str:
        with pytest.raises(SourceError) as caught:
            read(source)
        return str(caught.value).replace(str(copies), "…")

    return message


@pytest.fixture
def site() -> Iterator[Site]:
    """A publisher without answers yet."""
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def quick_and_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetching waits for no server, and asks the one here without a proxy."""
    monkeypatch.setattr(fetch_http, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost,www.publisher.gov")


@pytest.fixture
def get(site: Site, tmp_path: Path) -> Get:
    """Fetches one file that the site answers so."""

    def one(*answers: Answer, content: bytes = BOOK, name: str = "codes.xlsx", timeout: float = 5) -> Fetched:
        site.answers["/codes"] = list(answers)
        (done,) = fetch([source(f"{site.address}/codes", content, name)], tmp_path, timeout=timeout)
        return done

    return one


@pytest.fixture
def failure(get: Get, tmp_path: Path, site: Site) -> Failure:
    """The one error of a fetch, and its message, short of folder and address."""

    def one(*answers: Answer, name: str = "codes.xlsx", timeout: float = 5) -> tuple[FetchError, str]:
        with pytest.raises(FetchFailed) as caught:
            get(*answers, name=name, timeout=timeout)
        (error,) = caught.value.errors
        assert str(caught.value) == str(error)
        return error, short(str(error), tmp_path, site)

    return one
