"""Places in a pool: how long each query may take, who waits, who is told to come again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.types import Message

from queries.process_pool import PoolBusy
from queries.sparql_results import AnswerTooLarge, QueryTooLarge, SparqlSyntaxError, Unanswered, UnknownGraph
from queries.store import (
    FeatureRefused,
    MissingParameter,
    ParameterRefused,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    WriteRefused,
)
from server.asking import ask as asking
from server.asking.ask import ask, refusal
from server.served import Limits
from server.web.problems import Problem

LIMITS = Limits(timeout=10.0, busy_timeout=2.0)


@dataclass(eq=False)
class Places:
    """A pool of so many places, which answers nothing by itself."""

    size: int


class Asking:
    """A client that asks a pool: its query says how long it may take, and ends when it is let go."""

    def __init__(self, pool: Places, wanted: float = 60.0) -> None:
        self.seconds: float | None = None
        self._let_go, self._gone = Event(), asyncio.Event()
        state = SimpleNamespace(limits=LIMITS)
        scope = {"type": "http", "method": "GET", "headers": [], "app": SimpleNamespace(state=state)}
        self._answer = asyncio.ensure_future(ask(Request(scope, self._said), pool, wanted, self._query))

    def _query(self, seconds: float) -> str:
        self.seconds = seconds
        assert self._let_go.wait(30)
        return "answered"

    async def _said(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def started(self) -> Asking:
        while self.seconds is None:
            await asyncio.sleep(0.01)
            assert not self._answer.done()
        return self

    async def waits(self) -> Asking:
        for _ in range(20):
            await asyncio.sleep(0)
        assert self.seconds is None
        return self

    def goes_away(self) -> None:
        self._gone.set()

    async def answer(self) -> str:
        self._let_go.set()
        return await self._answer


async def end(askings: Sequence[Asking]) -> None:
    for asked in askings:
        assert await asked.answer() == "answered"


def test_who_comes_while_half_of_the_places_are_taken_gets_less_time() -> None:
    async def told() -> list[float | None]:
        pool = Places(4)
        askings = [await Asking(pool).started() for _ in range(4)]
        await end(askings)
        later = await Asking(pool).started()
        await end([later])
        return [asked.seconds for asked in (*askings, later)]

    assert asyncio.run(told()) == [10.0, 10.0, 2.0, 2.0, 10.0]


def test_the_more_wait_the_less_time_has_each() -> None:
    async def told() -> list[float | None]:
        pool = Places(2)
        askings = [await Asking(pool).started() for _ in range(2)]
        waiting = [await Asking(pool).waits() for _ in range(4)]
        await end(askings)
        await end(waiting)
        return [asked.seconds for asked in waiting]

    assert asyncio.run(told()) == [0.5, 0.67, 1.0, 2.0]


def test_a_pool_of_one_place_is_never_half_taken() -> None:
    async def told() -> list[float | None]:
        pool = Places(1)
        first = await Asking(pool).started()
        second = await Asking(pool).waits()
        await end([first, second])
        return [first.seconds, second.seconds]

    assert asyncio.run(told()) == [10.0, 10.0]


def test_a_client_may_want_less_and_never_more() -> None:
    async def told(wanted: float) -> float | None:
        asked = await Asking(Places(4), wanted).started()
        await end([asked])
        return asked.seconds

    assert [asyncio.run(told(wanted)) for wanted in (0.5, 10.0, 3_600.0)] == [0.5, 10.0, 10.0]


def test_who_goes_away_while_waiting_takes_no_place() -> None:
    async def told() -> None:
        pool = Places(1)
        first = await Asking(pool).started()
        gone, last = await Asking(pool).waits(), await Asking(pool).waits()
        gone.goes_away()
        with pytest.raises(Problem):
            await gone.answer()
        await end([first, last])
        assert gone.seconds is None

    asyncio.run(told())


def test_who_waits_for_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.05)

    async def told() -> Problem:
        pool = Places(1)
        first, second = await Asking(pool).started(), Asking(pool)
        with pytest.raises(Problem) as refused:
            await second.answer()
        await end([first])
        await end([await Asking(pool).started()])
        return refused.value

    problem = asyncio.run(told())
    assert problem.status == 503
    assert "retry-after" in problem.headers


def test_a_query_that_fails_gives_its_place_back() -> None:
    async def told() -> None:
        pool = Places(1)
        scope = {"type": "http", "app": SimpleNamespace(state=SimpleNamespace(limits=LIMITS))}

        def fails(_: float) -> str:
            raise WriteRefused("CREATE ()")

        for _ in range(3):
            with pytest.raises(Problem, match="reading"):
                await ask(Request(scope), pool, 1.0, fails)

    asyncio.run(told())


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SparqlSyntaxError(2, 5, "this cannot stand here", "ASK\n{ ?s }"), 400),
        (QuerySyntaxError(None, None, "no viable input"), 400),
        (UnknownGraph("graph:x", ["graph:published"]), 400),
        (MissingParameter("x"), 400),
        (ParameterRefused("x", "it is beyond 64 bits"), 400),
        (WriteRefused("CREATE ()"), 403),
        (FeatureRefused("SERVICE"), 403),
        (Unanswered("there is no such function"), 422),
        (QueryTooLarge(1_024), 422),
        (AnswerTooLarge(32), 422),
        (QueryFailed("The store would miscount here."), 422),
        (QueryTimeout(10.0), 503),
        (PoolBusy(4), 503),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_how_a_failure_is_said(error: QueryFailed, status: int) -> None:
    problem = refusal(error)
    assert problem.status == status
    assert str(error) in problem.detail
    if isinstance(error, QuerySyntaxError):
        assert (problem.more["line"], problem.more["column"]) == (error.line, error.column)


def test_a_time_limit_that_others_cut_asks_to_come_again() -> None:
    assert "retry-after" not in refusal(QueryTimeout(10.0)).headers
    cut = refusal(QueryTimeout(2.0), cut=True)
    assert "retry-after" in cut.headers
    assert cut.more == {"timeout": 2.0}
