from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from db.records import Value
from db.revisions import Revision
from db.state import FieldState, Graph
from tests.db.laptops import Laptop, revision

TEXT = "첫째다. 둘째다. 셋째다. 넷째다. 다섯째다."


def apart(**fields: Value) -> tuple[Laptop, Laptop]:
    """Two laptops that know the same note; the second one's clock is ahead."""
    one = Laptop("one")
    one.save({}, **fields)
    return one, Laptop("other", one.known.values(), now=2_000_000)


def meet(*laptops: Laptop) -> None:
    for one in laptops:
        for other in laptops:
            one.receive(other)


def test_the_only_writer_gives_the_value() -> None:
    one, _ = apart(text=TEXT, heading="제목")
    one.save(text="고친 글.")
    assert one.field("text").value == "고친 글."
    assert one.field("heading").value == "제목"
    assert not one.field("text").conflict
    assert len(one.known) == 2


def test_only_changed_fields_are_written() -> None:
    one, _ = apart(text=TEXT, heading="제목")
    assert one.save(text=TEXT, heading="새 제목")[0].fields == {"heading": "새 제목"}
    assert one.save(text=TEXT) == []


def test_different_sentences_merge_and_all_heads_are_parents_of_the_next_save() -> None:
    one, other = apart(text=TEXT)
    one.save(text=TEXT.replace("첫째", "1번째"))
    other.save(text=TEXT.replace("다섯째", "5번째"))
    meet(one, other)
    merged = TEXT.replace("첫째", "1번째").replace("다섯째", "5번째")
    assert one.field("text") == other.field("text")
    assert (one.field("text").value, one.field("text").conflict) == (merged, False)
    assert len(one.field("text").shown) == 2
    (saved,) = one.save({"text": one.field("text").shown}, text=merged + " 여섯째다.")
    assert len(saved.parents) == 2
    assert one.field("text").heads == (saved.id,)


def test_the_same_sentence_conflicts_and_shows_the_newest_everywhere() -> None:
    one, other = apart(text=TEXT)
    one.save(text=TEXT.replace("둘째", "둘째(갑)"))
    (newest,) = other.save(text=TEXT.replace("둘째", "둘째(을)"))
    meet(one, other)
    shown = one.field("text")
    assert shown == other.field("text")
    assert (shown.conflict, shown.value, shown.shown) == (True, newest.fields["text"], (newest.id,))
    assert len(shown.heads) == 2


def test_a_save_in_a_conflict_keeps_all_versions() -> None:
    """What the author saw is the newest version only; the other must not count as seen, whatever else he saves."""
    one, other = apart(text=TEXT, heading="제목")
    one.save(text="갑의 글.", heading="갑의 제목")
    other.save(text="을의 글.")
    meet(one, other)
    saved = one.save({"text": one.field("text").shown}, text="다시 쓴 글.", heading="새 제목", author="p")
    assert [sorted(each.fields) for each in saved] == [["text"], ["author", "heading"]]
    assert len(saved[0].parents) == 1
    now = one.field("text")
    assert (now.conflict, now.value) == (True, "다시 쓴 글.")
    assert {one.known[head].fields["text"] for head in now.heads} == {"갑의 글.", "다시 쓴 글."}
    assert not one.field("heading").conflict


def test_a_field_in_conflict_is_saved_in_a_revision_of_its_own() -> None:
    one, other = apart(text=TEXT, heading="제목")
    one.save(text="갑의 글.")
    (newest,) = other.save(text="을의 글.", heading="을의 제목")
    meet(one, other)
    shown = {name: one.field(name).shown for name in ("heading", "text")}
    assert set(shown.values()) == {(newest.id,)}
    saved = one.save(shown, heading="새 제목", text="새 글.")
    assert sorted(tuple(each.fields) for each in saved) == [("heading",), ("text",)]


def test_a_save_after_another_field_saw_all_heads_keeps_the_conflict() -> None:
    one, other = apart(text=TEXT)
    one.save(text="갑의 글.")
    other.save(text="을의 글.")
    meet(one, other)
    one.save(heading="제목")  # its parents are all the newest revisions
    shown = one.field("text").shown
    saved = one.save({"text": shown, "heading": one.field("heading").shown}, text="셋째 글.", heading="둘")
    assert len(saved) == 2
    assert one.field("text").conflict
    one.save(text="넷째 글.")  # no base named: what stands now, and that is one version of the conflict
    assert one.field("text").conflict


def test_a_choice_with_all_heads_ends_the_conflict() -> None:
    one, other = apart(text=TEXT)
    one.save(text="갑의 글.")
    other.save(text="을의 글.")
    meet(one, other)
    chosen = revision({"text": "을의 글."}, *one.field("text").heads, hlc=1 << 60)
    one.known[chosen.id] = chosen
    assert one.field("text") == FieldState("을의 글.", (chosen.id,), (chosen.id,))


def test_versions_that_agree_are_no_conflict() -> None:
    one, other = apart(text=TEXT, heading="가")
    for laptop in (one, other):
        laptop.save(text="같은 글.", heading="나")
    meet(one, other)
    assert [(one.field(name).value, one.field(name).conflict) for name in ("text", "heading")] == [
        ("같은 글.", False),
        ("나", False),
    ]


def test_a_save_from_an_old_base_does_not_hide_what_came_meanwhile() -> None:
    one, other = apart(text=TEXT, heading="제목")
    loaded = one.field("text").shown
    other.save(text=TEXT.replace("첫째", "1번째"))
    meet(one, other)
    one.save({"text": loaded}, text=TEXT.replace("다섯째", "5번째"))
    assert one.field("text").value == TEXT.replace("첫째", "1번째").replace("다섯째", "5번째")


def test_fields_loaded_at_different_times_are_saved_apart() -> None:
    """One revision would claim that the author of the text had seen what came after he loaded it."""
    one, other = apart(text=TEXT)
    loaded = one.field("text").shown
    other.save(text=TEXT.replace("첫째", "1번째"))
    other.save(heading="제목")
    meet(one, other)
    saved = one.save({"text": loaded, "heading": one.field("heading").shown}, text="다른 글.", heading="새 제목")
    assert len(saved) == 2
    assert one.field("text").conflict


def test_a_draft_of_a_field_that_was_empty_then_does_not_hide_what_came_meanwhile() -> None:
    one, other = apart(heading="제목")
    other.save(text="을의 글.")
    meet(one, other)
    one.save({"text": ()}, text="갑의 글.")
    now = one.field("text")
    assert now.conflict
    assert {one.known[head].fields["text"] for head in now.heads} == {"갑의 글.", "을의 글."}


def test_one_line_fields_show_the_newest_and_list_all() -> None:
    one, other = apart(heading="제목")
    one.save(heading="갑")
    other.save(heading="을")
    (newest,) = other.save(heading="을 둘")
    meet(one, other)
    assert (one.field("heading").value, one.field("heading").shown, one.field("heading").conflict) == (
        "을 둘",
        (newest.id,),
        True,
    )


def test_moving_apart_needs_no_choice() -> None:
    one, other = apart(order="a0")
    one.save(order="a1")
    other.save(order="a2")
    meet(one, other)
    assert one.field("order") == other.field("order")
    assert not one.field("order").conflict
    assert len(one.field("order").shown) == 2


def test_delete_and_restore() -> None:
    one, _ = apart(text=TEXT)
    assert not one.state.deleted
    one.save(deleted=True)
    assert one.state.deleted
    one.save(deleted=False)
    assert not one.state.deleted


def test_an_edit_beats_a_concurrent_delete() -> None:
    one, other = apart(text=TEXT)
    one.save(deleted=True)
    other.save(text="고친 글.")
    meet(one, other)
    assert [laptop.state.deleted for laptop in (one, other)] == [False, False]
    other.save(deleted=True)  # now having seen both
    assert other.state.deleted


def test_a_delete_that_saw_the_edit_holds_beside_one_that_did_not() -> None:
    one, other = apart(text=TEXT)
    one.save(deleted=True)
    other.save(text="고친 글.")
    other.save(deleted=True)
    meet(one, other)
    assert one.state.deleted


def test_moving_does_not_bring_back_what_another_deleted() -> None:
    one, other = apart(text=TEXT, order="a0")
    one.save(deleted=True)
    other.save(order="a5")
    meet(one, other)
    assert one.state.deleted


def test_editing_in_the_bin_leaves_it_there() -> None:
    one, _ = apart(text=TEXT)
    one.save(deleted=True)
    one.save(text="고친 글.")
    assert one.state.deleted


def test_a_restore_beats_a_concurrent_delete() -> None:
    one, other = apart(text=TEXT)
    one.save(deleted=True)
    meet(one, other)
    one.save(deleted=False)
    other.save(deleted=False)
    other.save(deleted=True)
    meet(one, other)
    assert not one.state.deleted


def test_an_unknown_parent_is_a_conflict() -> None:
    root = revision({"text": TEXT})
    one = revision({"text": TEXT.replace("첫째", "1번째")}, root, hlc=2)
    other = revision({"text": TEXT.replace("다섯째", "5번째")}, "f" * 64, hlc=3)
    assert Graph([root, one, other]).field("text").conflict
    linked = revision({"text": TEXT.replace("다섯째", "5번째")}, root, "f" * 64, hlc=3)
    assert Graph([root, one, linked]).field("text").conflict


def test_an_unknown_parent_below_the_base_is_none() -> None:
    root = revision({"text": TEXT}, "f" * 64)
    one = revision({"text": TEXT.replace("첫째", "1번째")}, root, hlc=2)
    other = revision({"text": TEXT.replace("다섯째", "5번째")}, root, hlc=3)
    assert not Graph([root, one, other]).field("text").conflict


def test_a_blanked_base_counts_as_unknown() -> None:
    root = revision({"text": TEXT})
    secret = TEXT + " 비밀."
    middle = revision({"text": secret}, root, hlc=2)
    one = revision({"text": secret.replace("첫째", "1번째")}, middle, hlc=3)
    other = revision({"text": secret.replace("셋째", "3번째")}, middle, hlc=4)
    known = [root, middle, one, other]
    assert not Graph(known).field("text").conflict
    blanked = replace(middle, redacted=True, fields={}, hlc=0)
    now = Graph([root, blanked, one, other]).field("text")
    assert now.conflict
    assert now.heads == tuple(sorted((one.id, other.id)))


def test_a_cycle_of_blanked_revisions_does_no_harm() -> None:
    root = revision({"text": TEXT})
    one = replace(root, id="1" * 64, redacted=True, fields={}, parents=("2" * 64,))
    two = replace(root, id="2" * 64, redacted=True, fields={}, parents=("1" * 64,))
    assert {Graph(order).state().fields["text"].value for order in permutations([root, one, two])} == {TEXT}


def test_criss_cross_merges_have_the_merge_of_their_bases_as_base() -> None:
    root = revision({"text": TEXT})
    one = revision({"text": TEXT.replace("첫째", "1번째")}, root, hlc=2)
    other = revision({"text": TEXT.replace("셋째", "3번째")}, root, hlc=3)
    both = TEXT.replace("첫째", "1번째").replace("셋째", "3번째")
    left = revision({"text": both + " 갑."}, one, other, hlc=4)
    right = revision({"text": "을. " + both}, one, other, hlc=5)
    assert Graph([root, one, other, left, right]).field("text").value == "을. " + both + " 갑."


def test_what_one_side_took_back_after_a_criss_cross_stays_taken_back() -> None:
    """Only the merge of both bases tells that each side undid one of the changes both had."""
    root = revision({"text": TEXT})
    one = revision({"text": TEXT.replace("첫째", "1번째")}, root, hlc=2)
    other = revision({"text": TEXT.replace("셋째", "3번째")}, root, hlc=3)
    left = revision({"text": TEXT.replace("셋째", "3번째")}, one, other, hlc=4)
    right = revision({"text": TEXT.replace("첫째", "1번째")}, one, other, hlc=5)
    assert Graph([root, one, other, left, right]).field("text").value == TEXT


def test_three_heads_are_folded_onto_what_any_of_them_has_seen() -> None:
    """The sentence that one took out again is gone, in whatever order the ids let the heads be folded."""
    root = revision({"text": TEXT})
    middle = revision({"text": TEXT + " 중간."}, root, hlc=2)
    for number in range(3, 30):  # other clocks, other ids, another order
        keeps = revision({"text": TEXT.replace("셋째", "3번째") + " 중간."}, middle, hlc=number)
        removes = revision({"text": TEXT}, middle, hlc=number + 1)
        apart = revision({"text": TEXT.replace("첫째", "1번째")}, root, hlc=number + 2)
        now = Graph([root, middle, keeps, removes, apart]).field("text")
        assert now.value == TEXT.replace("첫째", "1번째").replace("셋째", "3번째")


def test_an_endless_criss_cross_is_a_conflict_and_no_crash() -> None:
    pair = [revision({"text": "가."}, hlc=1), revision({"text": "나."}, hlc=2)]
    known = list(pair)
    for level in range(1000):
        pair = [revision({"text": f"{side}{level}."}, *pair, hlc=3 + level) for side in "가나"]
        known += pair
    assert Graph(known).field("text").conflict


def test_fields_and_kinds_of_a_newer_program_are_kept() -> None:
    root = revision({"depth": 3, "text": "글."}, kind="hologram")
    other = revision({"depth": 4}, root, hlc=2, kind="hologram")
    state = Graph([root, other]).state()
    assert (state.kind, state.fields["depth"].value, state.fields["text"].value) == ("hologram", 4, "글.")


def test_one_and_true_do_not_agree() -> None:
    one, other = revision({"depth": 1}), revision({"depth": True}, hlc=2)
    assert Graph([one, other]).field("depth").conflict


def test_history_reads_parents_first() -> None:
    root = revision({"text": "가."}, hlc=50)
    child = revision({"text": "나."}, root, hlc=0)
    last = revision({"text": "다."}, child, hlc=10)
    assert all(Graph(order).revisions == [root, child, last] for order in permutations([root, child, last]))


@st.composite
def stories(draw: st.DrawFn) -> list[Laptop]:
    """Three laptops that wrote, deleted and met in some order; every sentence written is unique."""
    first = Laptop("0")
    first.save(text=" ".join(f"바탕{number}." for number in range(draw(st.integers(0, 6)))) or "바탕.", heading="바탕")
    laptops = [first, Laptop("1", first.known.values()), Laptop("2", first.known.values())]
    for step in range(draw(st.integers(1, 14))):
        laptop = laptops[draw(st.integers(0, 2))]
        match draw(st.sampled_from("eeeeehdrm")):
            case "e":
                shown = laptop.field("text")
                sentences = shown.value.split(" ")
                at = draw(st.integers(0, len(sentences)))
                end = min(len(sentences), at + draw(st.integers(0, 2)))
                sentences[at:end] = [f"글{step}."]
                laptop.save({"text": shown.shown}, text=" ".join(sentences))
            case "h":
                laptop.save({"heading": laptop.field("heading").shown}, heading=f"제목{step}")
            case "d":
                laptop.save(deleted=True)
            case "r":
                laptop.save(deleted=False)
            case _:
                laptop.receive(laptops[draw(st.integers(0, 2))])
    return laptops


@given(stories(), st.randoms(use_true_random=False))
def test_the_state_does_not_depend_on_the_order_of_arrival(laptops: list[Laptop], random: object) -> None:
    known = list({name: each for laptop in laptops for name, each in laptop.known.items()}.values())
    wanted = Graph(known).state()
    for _ in range(3):
        random.shuffle(known)  # type: ignore[attr-defined]
        assert Graph(known).state() == wanted


@given(stories())
def test_no_side_disappears_silently(laptops: list[Laptop]) -> None:
    """What a head added is in the merged text; in a conflict, every head is listed with its whole text."""
    meet(*laptops)
    graph = laptops[0].graph
    known = {each.id: each for each in graph.revisions}
    for name in ("text", "heading"):
        field = graph.field(name)
        assert _heads(known, name) == set(field.heads)
        if field.conflict:
            assert field.value in {known[head].fields[name] for head in field.heads}
            continue
        for head in field.heads:
            for sentence in set(known[head].fields[name].split(" ")) - _before(known, head, name):
                assert field.value.split(" ").count(sentence) == 1


def _heads(known: dict[str, Revision], name: str) -> set[str]:
    """The plain meaning of heads: writers that are an ancestor of no other writer."""
    writers = {each.id for each in known.values() if name in each.fields}
    return {one for one in writers if not any(one in _ancestors(known, other) for other in writers - {one})}


def _ancestors(known: dict[str, Revision], name: str) -> set[str]:
    found: set[str] = set()
    waiting = list(known[name].parents)
    while waiting:
        parent = waiting.pop()
        if parent in known and parent not in found:
            found.add(parent)
            waiting += known[parent].parents
    return found


def _before(known: dict[str, Revision], head: str, name: str) -> set[str]:
    """The sentences that stood in some ancestor: another head may have taken those out."""
    texts = [known[each].fields.get(name, "") for each in _ancestors(known, head)]
    return {sentence for text in texts for sentence in text.split(" ")}


def test_a_long_history_has_one_head() -> None:
    last = revision({"text": TEXT})
    known = [last]
    for number in range(2000):
        last = revision({"text": f"{TEXT} {number}."}, last, hlc=number + 2)
        known.append(last)
    assert Graph(known).field("text").heads == (last.id,)
