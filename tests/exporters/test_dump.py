"""The JSON of a notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from db.edits import Draft
from db.records import Comment, Decision, Note
from exporters.dump import dump
from tests.exporters.records import Shelf
from tests.exporters.tour import LOST, RECORDS, TREES, notebook, uid

KEYS = {
    "people": "id name affiliation position role team team_id tel email",
    "visits": "id title institution original_name address tel fax web email visit_type country city date start_time"
    " end_time recorders contacts notes questions takeaways figures",
    "chapters": "id kind heading text date author status",
    "implications": "id text horizon evidence status",
    "takeaways": "id section team team_id author author_id masked text date status",
}
IN_VISIT = {
    "contacts": "id kind name position organisation address tel email web section",
    "notes": "id heading text author author_id status flags",
    "questions": "id section question answer asker asker_id answerer asked_at status",
    "takeaways": KEYS["takeaways"],
    "figures": "id entry caption credit alt blob",
}


def tour(records: Any = RECORDS, **more: Any) -> dict[str, Any]:
    (found,) = dump(Shelf(records, **more))["tours"]
    return dict(found)


def test_every_promised_key_is_there() -> None:
    told = tour()
    for name, keys in KEYS.items():
        assert set(keys.split()) <= set(told[name][0]), name
    visit = next(visit for visit in told["visits"] if visit["id"] == uid("v1"))
    for name, keys in IN_VISIT.items():
        assert set(keys.split()) <= set(visit[name][0]), name
    assert {"reports", "decisions", "attendance", "waivers", "sources", "comments", "figures"} <= set(told)


def test_names_stand_as_displayed_and_ids_beside_them() -> None:
    visit = next(visit for visit in tour()["visits"] if visit["id"] == uid("v1"))
    (question,) = [q for q in visit["questions"] if q["id"] == uid("q1")]
    assert (question["asker"], question["asker_id"]) == ("한지우", uid("p1"))
    assert (question["answerer"], question["answerer_id"]) == ("Anna Vis", uid("c1"))
    assert (visit["takeaways"][1]["team"], visit["takeaways"][1]["author"]) == ("1팀", None)
    assert [v["takeaways"][0]["author"] for v in tour()["visits"] if v["id"] == uid("v2")] == ["ㅇㅇㅇ"]


def test_absent_values_are_null_and_the_first_heading_too() -> None:
    visit = next(visit for visit in tour()["visits"] if visit["id"] == uid("v1"))
    assert (visit["fax"], visit["notes"][0]["heading"], visit["figures"][0]["blob"]) == (None, None, None)
    assert visit["notes"][1]["text"] == ""


def test_figures_are_printed_at_their_places() -> None:
    visit = next(visit for visit in tour()["visits"] if visit["id"] == uid("v1"))
    lines = visit["notes"][0]["text"].split("\n")
    assert lines[2:] == ["▲ 가로수 [출처=한지우]", f"![](figure:{LOST})", "▲ 그늘막 [출처=직접 촬영]"]
    assert visit["figures"][0]["id"] == TREES


def test_what_belongs_to_no_visit_stands_with_the_tour() -> None:
    told = tour()
    assert [t["text"] for t in told["takeaways"]] == ["첫날의 소감"]
    assert told["figures"] == []
    assert told["implications"][0]["evidence"] == [uid("q1"), TREES]


def test_comments_hold_their_replies_and_the_newest_decision() -> None:
    comments = (
        Comment(id=uid("m1"), object=uid("n1"), field="text", text="고쳐 주세요", author=uid("p2"), replacement="글"),
        Comment(id=uid("m2"), parent=uid("m1"), text="고쳤습니다", author=uid("p1")),
        Decision(id=uid("d1"), object=uid("m1"), verdict="resolved"),
        Decision(id=uid("d2"), object=uid("m1"), verdict="reopened"),
    )

    def state(first: int, second: int) -> str:
        told = tour((*RECORDS, *comments), times={uid("d1"): first, uid("d2"): second})
        return str(told["comments"][0]["state"])

    (comment,) = tour((*RECORDS, *comments))["comments"]
    assert [reply["text"] for reply in comment["replies"]] == ["고쳤습니다"]
    assert (comment["author"], comment["suggestion"]) == ("이준", "글")
    assert (state(1, 2), state(2, 1)) == ("open", "resolved")


def test_a_notebook_dumps_as_its_records_and_the_same_twice(tmp_path: Path) -> None:
    held = notebook(tmp_path)
    try:
        first = json.dumps(dump(held.reader), sort_keys=True, ensure_ascii=False)
        assert json.dumps(dump(held.reader), sort_keys=True, ensure_ascii=False) == first
        told = json.loads(first)["tours"][0]
        assert [v["institution"] for v in told["visits"]] == ["바람연구소", "그늘공사"], "in reading order"
        assert {p["name"] for p in told["people"]} == {"한지우", "이준"}
    finally:
        held.close()


def test_a_draft_changes_nothing(tmp_path: Path) -> None:
    held = notebook(tmp_path)
    try:
        before = dump(held.reader)
        held.keep_draft(Draft(uid("n3"), "note", "text", "쓰는 중", ())).result()
        assert held.reader.statuses(Note)[uid("n3")] == "writing"
        assert dump(held.reader) == before
    finally:
        held.close()


def test_an_empty_notebook_has_no_tour() -> None:
    assert dump(Shelf([])) == {"format": 1, "tours": []}
