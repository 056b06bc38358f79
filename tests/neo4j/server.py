"""A real Neo4j Community server, started out of its published jars and stopped again."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

PASSWORD = "careergraph-tests"
_POM = Path(__file__).with_name("pom.xml")
_PLUGIN = Path(__file__).with_name("Reach.java")
_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
_ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
_SERVER = "org.neo4j.server.CommunityEntryPoint"
# On two cores a short run is over before the better compiler pays.
_JAVA = ("java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
"""


class NoServer(Exception):
    """No Neo4j can be had here; the text says why."""


def jars() -> Path:
    """The folder of jars, made once for each state of pom and plug-in. Raises NoServer."""
    missing = [tool for tool in ("java", "javac", "mvn") if shutil.which(tool) is None]
    if missing:
        raise NoServer(f"Neo4j needs {' and '.join(missing)}: install a JDK 17 and Maven")
    key = hashlib.sha256(_POM.read_bytes() + _PLUGIN.read_bytes()).hexdigest()[:16]
    folder = platformdirs.user_cache_path("careergraph") / "neo4j" / key
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            _resolve(Path(scratch) / "jars")
            _compile(Path(scratch) / "jars")
            (Path(scratch) / "jars").rename(folder)
    return folder


def _resolve(target: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={target}"]
    done = subprocess.run(["mvn", "-q", "-B", "-f", str(_POM), *goal], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"Maven cannot resolve Neo4j:\n{done.stdout[-2000:]}")


def _compile(folder: Path) -> None:
    """The plug-in as `plugins/reach.jar`."""
    with tempfile.TemporaryDirectory() as classes:
        command = ["javac", "--release", "17", "-cp", f"{folder}/*", "-d", classes, str(_PLUGIN)]
        subprocess.run(command, check=True, capture_output=True)
        archive = shutil.make_archive(str(folder / "plugins" / "reach"), "zip", classes)
    Path(archive).rename(folder / "plugins" / "reach.jar")


def make_home(folder: Path, port: int) -> Path:
    """A home for a server that listens on this port, with the plug-in, and the password set."""
    (folder / "conf").mkdir(parents=True)
    (folder / "conf" / "neo4j.conf").write_text(_SETTINGS.format(port=port))
    shutil.copytree(jars() / "plugins", folder / "plugins")
    admin(folder, "dbms", "set-initial-password", PASSWORD)
    return folder


def admin(home: Path, *arguments: str, cwd: Path | None = None) -> str:
    """What `neo4j-admin` with these arguments prints, on a server that is not running."""
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = [*_JAVA, "-cp", f"{jars()}/*", _ADMIN, *arguments]
    done = subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def running(home: Path, port: int, *options: str, farewell: bool = False) -> Iterator[str]:
    """Run the server of a home, with more options for Java; gives its address once it answers.

    Only with a farewell does it write its store out before it stops, so that the next start is a quick one.
    """
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS]
    places = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    command = [*_JAVA, *options, *opens, "-cp", f"{jars()}/*", _SERVER, *places]
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"bolt://127.0.0.1:{port}"
        _await(url, process, home)
        yield url
    finally:
        stop = process.terminate if farewell else process.kill  # a farewell takes five seconds and more
        stop()
        process.wait(120)


def _await(url: str, process: subprocess.Popen[bytes], home: Path) -> None:
    end = time.monotonic() + 120
    with GraphDatabase.driver(url, auth=("neo4j", PASSWORD)) as driver:
        while True:
            try:
                with driver.session() as session:
                    session.run("RETURN 1").consume()
                return
            except (DriverError, Neo4jError) as error:
                if process.poll() is not None or time.monotonic() > end:
                    logs = [log.read_text()[-2000:] for log in (home / "server.log", *home.glob("logs/neo4j.log"))]
                    raise AssertionError("\n".join(["Neo4j does not start.", *logs])) from error
                time.sleep(0.2)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
