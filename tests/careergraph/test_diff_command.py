"""careergraph diff: two builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from alignments.provenance import OWN, derived
from careergraph import builds
from careergraph.builds import build
from careergraph.manifest import read_manifest, write_manifest
from careergraph.sides import held
from loaders.pipeline import LOADERS, Contribution
from ontology import nodes as n
from ontology import relationships as r
from ontology import tables
from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.records import Record
from queries.compare import compare
from tests.careergraph.diff_output import flat, groups

Ask = Callable[..., CompletedProcess[str]]
CLUSTER, SUB_CLUSTER = "framework/2024/cluster/", "framework/2024/sub-cluster/"
PATHWAY = "framework/2002/pathway/plant-systems"


@dataclass(frozen=True)
class Two:
    """A home with two builds, by their ids, and what they hold."""

    home: Path
    old: str
    new: str
    graphs: tuple[CareerGraph, CareerGraph]

    def folder(self, name: str) -> Path:
        return self.home / "builds" / name


def succession(confidence: float) -> list[Record]:
    common = derived("succession", confidence=confidence, asserted=True, evidence=[], sources=[])
    about = {"shared_occupations": 3, "share_of_occupations": 0.5, **common}
    return [OWN, LikelySucceededBy(start=PATHWAY, end=f"{SUB_CLUSTER}plant-systems", **about)]


def changed(record: Record) -> Record | None:
    """A record of the framework as a newer edition has it; None if it does not."""
    match record:
        case n.SubCluster(id="framework/2024/sub-cluster/animal-systems"):
            return replace(record, title="Animal Science")
        case n.CareerCluster(id="framework/2024/cluster/construction"):
            return replace(record, caption="Building")
        case n.Skill():
            return replace(record, title=f"{record.title} (skill)")
        case r.HasSubCluster(end="framework/2024/sub-cluster/insurance"):
            return replace(record, start=f"{CLUSTER}construction")
        case n.Workplace(id="workplace/advertising-agencies") | r.WorksAt(end="workplace/advertising-agencies"):
            return None
        case r.WorksAt():
            return replace(record, locator="technical report|elsewhere|1")
        case r.HasSampleOccupation(position=1):
            return replace(record, printed=f"{record.printed}s")
    return record


def newer(graph: CareerGraph) -> CareerGraph:
    title = n.JobTitle(id="job-title/cartographer-of-careers", title="Cartographer of Careers")
    source = next(x.id for x in graph.nodes.values() if isinstance(x, n.Source))
    about: dict[str, Any] = {"position": 99, "printed": title.title, "emerging": True, "source": source}
    listed = r.HasSampleOccupation(start=f"{CLUSTER}education", end=title.id, **about)
    records = [changed(record) for record in (*graph.nodes.values(), *graph.relationships)]
    return CareerGraph.from_records([*(x for x in records if x is not None), title, listed])


@pytest.fixture(scope="module")
def two(framework: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Two:
    home = tmp_path_factory.mktemp("two")
    contributions = {loader.SOURCE.name: Contribution() for loader in LOADERS.values()}
    graphs, made = (framework, newer(framework)), []
    with pytest.MonkeyPatch.context() as patch:
        for graph, confidence in zip(graphs, (0.5, 0.75), strict=True):
            more = succession(confidence)
            patch.setattr(builds, "assemble", lambda _, graph=graph: (graph, contributions))
            patch.setattr(builds, "with_derived", lambda graph, _, more=more: graph.extended(more))
            made.append(build(home, keep=True).build)
    whole = graphs[0].extended(succession(0.5)), graphs[1].extended(succession(0.75))
    return Two(home, made[0], made[1], whole)


@pytest.fixture
def diff(ask: Ask, two: Two) -> Ask:
    """Runs the command in the home with two builds, the older against the newer one if no others are named."""

    def asked(*arguments: str, old: str = two.old, new: str = "current", home: Path = two.home) -> Any:
        return ask("diff", old, new, *arguments, home=home)

    return asked


@pytest.fixture
def copied(two: Two, tmp_path: Path) -> Path:
    """What a comparison needs of the older build, in another place."""
    shutil.copytree(two.folder(two.old) / "graph", tmp_path / "kept" / "graph")
    shutil.copy(two.folder(two.old) / "manifest.json", tmp_path / "kept")
    return tmp_path / "kept"


def test_what_became_of_nodes_is_told_by_kind(diff: Ask) -> None:
    found = groups(diff().stdout)
    assert found["SubCluster moved 1"] == [
        f"Insurance ({SUB_CLUSTER}insurance): from Financial Services ({CLUSTER}financial-services) "
        f"to Construction ({CLUSTER}construction)"
    ]
    assert found["SubCluster retitled 1"] == [f"Animal Systems → Animal Science ({SUB_CLUSTER}animal-systems)"]
    assert found["Workplace removed 1"] == ["Advertising Agencies (workplace/advertising-agencies)"]
    assert found["JobTitle added 1"] == ["Cartographer of Careers (job-title/cartographer-of-careers)"]
    (caption,) = found["CareerCluster changed 1"]
    assert caption.endswith("→ Building")


def test_relationships_that_came_with_their_node_are_only_counted(diff: Ask) -> None:
    found = groups(diff().stdout)
    assert found["HAS_SAMPLE_OCCUPATION added 1, of them 1 with a node that was added"] == []
    assert found["HAS_SUB_CLUSTER added 1"] == [
        f"Construction ({CLUSTER}construction) → Insurance ({SUB_CLUSTER}insurance)"
    ]
    whole = groups(diff("--all").stdout)
    (line,) = whole["HAS_SAMPLE_OCCUPATION added 1"]
    assert line.endswith("; position: 99; printed: Cartographer of Careers; emerging: true")


def test_the_summary_counts_each_kind_and_type(diff: Ask, two: Two) -> None:
    summary = diff().stdout.split("\n\n")[1].splitlines()
    lines = {line.split()[0]: line.split()[1:] for line in summary}
    assert lines["what"] == ["added", "removed", "moved", "retitled", "changed", "stated", "elsewhere"]
    works = [x for x in two.graphs[0].of_type(r.WorksAt) if x.end != "workplace/advertising-agencies"]
    removed = len(two.graphs[0].of_type(r.WorksAt)) - len(works)
    assert lines["WORKS_AT"] == ["0", str(removed), "0", str(len(works))]
    assert lines["SubCluster"] == ["0", "0", "1", "1", "0"]


def test_the_derived_part_comes_last_and_apart(diff: Ask) -> None:
    text = diff().stdout
    published, _, own = text.partition("\nDerived by careergraph\n")
    assert "\nPublished\n" in published
    assert "LIKELY_SUCCEEDED_BY" not in published
    (line,) = groups(own)["LIKELY_SUCCEEDED_BY with other figures 1"]
    assert line.endswith("; method: succession; confidence: 0.5 → 0.75")


def test_long_lists_are_cut_short_and_all_shows_them(diff: Ask, two: Two) -> None:
    skills = len(two.graphs[0].of_kind(n.Skill))
    heading = f"Skill retitled {skills}"
    short, whole = groups(diff().stdout)[heading], groups(diff("--all").stdout)[heading]
    assert (len(short), short[-1]) == (13, f"and {skills - 12} more; --all shows them")
    assert len(whole) == skills
    assert short[:-1] == whole[:12]


def test_json_holds_the_whole_difference_and_what_was_compared(diff: Ask, two: Two) -> None:
    done = diff("--json")
    told = json.loads(done.stdout)
    whole = compare(*two.graphs).to_plain()
    assert {part: told[part] for part in whole} == json.loads(json.dumps(whole))
    assert (told["old"]["build"], told["new"]["build"]) == (two.old, two.new)
    assert told["new"]["content_hash"] == two.graphs[1].content_hash()
    assert (done.returncode, told["notes"]) == (0, [])


@pytest.mark.parametrize("kind", ["SubCluster", "HAS_SUB_CLUSTER"])
def test_one_kind_or_type_can_be_asked_for(diff: Ask, kind: str) -> None:
    done = diff("--kind", kind.lower())
    headings = [heading for heading in groups(done.stdout) if heading[-1] == "1" and heading[:3] not in "OLDNEW"]
    assert {heading.split()[0] for heading in headings} == {kind}
    assert f"Only {kind} was asked for" in done.stderr


def test_a_general_label_stands_for_its_kinds(diff: Ask) -> None:
    done = diff("--kind", "Occupation")
    assert done.stdout.splitlines()[-1] == "No difference."
    assert "DetailedOccupation" in done.stderr


def test_an_unknown_kind_is_named_with_what_is_near(diff: Ask) -> None:
    refused = diff("--kind", "SubCluser")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "there is no kind or relationship type 'SubCluser'; near it: SubCluster" in flat(refused.stderr)


def test_a_build_is_named_by_its_id_its_beginning_current_or_its_folder(diff: Ask, two: Two, copied: Path) -> None:
    expected = diff().stdout
    beginning = next(two.old[:i] for i in range(1, 99) if not two.new.startswith(two.old[:i]))
    for old in (beginning, str(two.folder(two.old)), str(copied)):
        assert diff(old=old).stdout == expected
    for new in (two.new, str(two.folder(two.new))):
        assert diff(new=new).stdout == expected


def test_builds_can_be_compared_without_a_home(diff: Ask, two: Two, copied: Path, tmp_path: Path) -> None:
    done = diff(old=str(copied), new=str(two.folder(two.new)), home=tmp_path / "nowhere")
    assert done.returncode == 0, done.stderr
    assert "SubCluster moved  1" in done.stdout


def test_the_same_build_twice_is_said_to_be_the_same(diff: Ask, copied: Path) -> None:
    same = diff(old="current")
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "No difference.")
    assert same.stderr == "OLD and NEW are the same build.\n"
    assert diff(new=str(copied)).stderr == "OLD and NEW are two builds of the same content.\n"
    told = json.loads(diff("--json", old="current").stdout)
    assert told["notes"] == ["OLD and NEW are the same build."]
    assert told["published"]["relationships"] == []


def test_a_build_without_the_derived_part_is_named(diff: Ask, copied: Path, two: Two) -> None:
    shutil.rmtree(copied / "graph")
    published = two.graphs[0].published()
    tables.write_parquet(published, copied / "graph")
    manifest = read_manifest(copied / "manifest.json")
    manifest = replace(manifest, derived=False, content_hash=published.content_hash())
    write_manifest(manifest, copied / "manifest.json")
    done = diff(old=str(copied))
    assert done.stderr.splitlines()[-1].startswith("OLD was made with --no-derived")
    own = groups(done.stdout.partition("\nDerived by careergraph\n")[2])
    assert "LIKELY_SUCCEEDED_BY added 1" in own
    assert "Source added 1" in own


def test_a_build_stays_while_it_is_compared(two: Two, tmp_path: Path, quick: None) -> None:  # noqa: ARG001
    first = build(tmp_path)
    folder = tmp_path / "builds" / first.build
    with held(folder) as side:
        build(tmp_path)
        assert side.graph().content_hash() == first.content_hash
    build(tmp_path)
    assert not folder.exists()


def test_an_unknown_build_is_refused_with_those_that_are_near_or_there(diff: Ask, two: Two) -> None:
    refused = diff(old=f"{two.old[:-3]}xyz")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Invalid value for OLD: there is no build" in flat(refused.stderr)
    assert f"near it: {two.old}" in flat(refused.stderr)
    refused = diff(new="last-week")
    assert "Invalid value for NEW: there is no build 'last-week'" in flat(refused.stderr)
    assert f"there are current, {two.new}, {two.old}" in flat(refused.stderr)
    assert "--keep" in refused.stderr


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("2", "'2' begins the ids of several builds: {new}, {old}"),
        ("", "there is no build ''"),
        ("{home}", "it holds builds, name one of them: {new}, {old}"),
        ("{home}/builds", "it holds builds, name one of them: {new}, {old}"),
        ("{home}/builds/{old}/graph", "it has no manifest.json and no graph; folders of official files"),
        ("./nowhere", "there is no folder ./nowhere"),
    ],
)
def test_what_is_no_build_is_refused_with_the_reason(diff: Ask, two: Two, named: str, why: str) -> None:
    places = {"home": str(two.home), "old": two.old, "new": two.new}
    refused = diff(old=named.format(**places))
    assert refused.returncode == 2
    assert why.format(**places) in flat(refused.stderr)


def test_without_any_build_the_remedy_is_named(diff: Ask, tmp_path: Path) -> None:
    for old in ("current", "2026"):
        refused = diff(old=old, home=tmp_path)
        assert refused.returncode == 4
        assert "careergraph build" in refused.stderr


def test_one_side_alone_is_refused(ask: Ask, two: Two) -> None:
    refused = ask("diff", "current", home=two.home)
    assert refused.returncode == 2
    assert "Missing argument 'NEW'" in flat(refused.stderr)


def test_a_damaged_build_is_named(diff: Ask, copied: Path, two: Two) -> None:
    table = copied / "graph" / "nodes" / "Skill.parquet"
    table.write_bytes(table.read_bytes()[:-20])
    damaged = diff(old=str(copied))
    assert (damaged.returncode, damaged.stdout) == (1, "")
    assert f"The graph of the build in {copied} cannot be read" in damaged.stderr
    shutil.copy(two.folder(two.new) / "graph" / "nodes" / "Skill.parquet", table)
    assert "another graph than its manifest says" in diff(old=str(copied)).stderr
    table.unlink()
    assert "Skill.parquet is missing" in diff(old=str(copied)).stderr
    (copied / "manifest.json").write_text('{"format": 1}')
    refused = diff(old=str(copied))
    assert refused.returncode == 1
    assert "manifest.json has format 1" in refused.stderr
