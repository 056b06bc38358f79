"""The one Java machine of this process: started once, quiet, and leaving the signals to Python."""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jpype
from arcadedb_embedded.jvm import get_bundled_jre_lib_path, get_jar_path

_STARTING = threading.Lock()

_MORTAL = ("-XX:+ExitOnOutOfMemoryError", "-XX:+SuppressFatalErrorMessage")

# Functions that hold a thread without working, so that no time limit of the engine's reaches them.
_UNWELCOME_FUNCTIONS = ("util.sleep",)


def start_jvm(heap_mb: int, at_exit: Callable[[], None], *, briefly: bool = False, mortal: bool = False) -> None:
    """Start Java with a heap of so many megabytes; where Java runs already, leave it as it is.

    `at_exit` is called when the process ends and Java still runs. `briefly` says that the process will do one
    piece of work: Java then leaves out its second compiler, which costs more than it gains in so short a time.
    `mortal` says that the process is to end, without a word, where its memory is full, instead of failing here and
    there; all of the heap then counts as taken from the start.
    """
    with _STARTING:
        if not jpype.isJVMStarted():
            jars = sorted(str(jar) for jar in Path(get_jar_path()).glob("*.jar"))
            options = _options(heap_mb)
            options += ["-XX:TieredStopAtLevel=1"] if briefly else []
            options += [f"-Xms{heap_mb}m", *_MORTAL] if mortal else []
            jpype.startJVM(get_bundled_jre_lib_path(), *options, classpath=jars, interrupt=False)
        _hush()
        _remove_unwelcome_functions()
        # Registered once Java runs, hence called before JPype's own, which ends Java.
        atexit.unregister(at_exit)
        atexit.register(at_exit)


def _options(heap_mb: int) -> list[str]:
    opened = ("java.util.concurrent.atomic", "java.nio.channels.spi", "java.lang")
    return [
        f"-Xmx{heap_mb}m",
        "-Xrs",  # without it Java takes SIGINT and SIGTERM away from Python
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        f"-XX:ErrorFile={Path(tempfile.gettempdir(), 'careergraph_java_%p.log')}",
        "-Dfile.encoding=UTF8",
        "-Djava.awt.headless=true",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "-Darcadedb.log.impl=slf4j",  # the engine's own logger makes a folder ./log
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opened),
    ]


def _hush() -> None:
    java_class("java.util.logging.LogManager").getLogManager().reset()


def _remove_unwelcome_functions() -> None:
    registry = java_class("com.arcadedb.function.CypherFunctionRegistry")
    for name in _UNWELCOME_FUNCTIONS:
        registry.unregister(name)


@cache
def java_class(name: str) -> Any:
    """Return the Java class of this full name."""
    return jpype.JClass(name)
