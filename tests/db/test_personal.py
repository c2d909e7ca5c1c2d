"""Personal fields stand in revisions of their own, so that whoever is given the others alone sees no false conflict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.edits import Edit, change, create
from db.notebook import Notebook
from db.records import PERSONAL, Person
from db.revisions import Revision, write
from db.state import Graph
from db.steps import steps
from tests.db.laptops import NOTEBOOK, OBJECT


def person(fields: dict[str, str], parents: list[str], hlc: int) -> Revision:
    made, _ = write(
        notebook=NOTEBOOK, object_id=OBJECT, kind="person", author=None, device=None, hlc=hlc, parents=parents,
        fields=fields,
    )  # fmt: skip
    return made


def is_plain(revision: Revision) -> bool:
    return not revision.fields.keys() & PERSONAL["person"]


def test_a_phone_number_never_stands_beside_a_name(notebook: Notebook) -> None:
    notebook.commit([create(Person, "p", name="김지민", tel="010-1234-5678", affiliation="시청")])
    record = notebook.reader.get("p")
    assert isinstance(record, Person)
    notebook.commit([change(record, name="김지민", tel="010-9", position="과장", email="j@city.example")])
    found = [set(each.fields) - {"order"} for each in notebook.history("p")]
    assert found == [{"name", "affiliation"}, {"tel"}, {"tel", "email"}, {"position"}]


def test_a_name_is_built_on_no_phone_number(notebook: Notebook) -> None:
    notebook.commit([create(Person, "p", name="김지민")])
    notebook.commit([Edit("p", "person", {"tel": "010-1234-5678"})])
    notebook.commit([Edit("p", "person", {"name": "김지은"})])
    first, number, later = notebook.history("p")
    assert (number.parents, later.parents) == ((first.id,), (first.id,))
    assert Graph([first, later]).state().fields["name"].value == "김지은"


def test_a_person_in_the_bin_is_there_with_and_without_the_phone_number(notebook: Notebook) -> None:
    notebook.commit([create(Person, "p", name="김지민", tel="010-1234-5678")])
    notebook.commit([Edit("p", "person", {"deleted": True})])
    revisions = notebook.history("p")
    assert Graph(revisions).state().deleted
    assert Graph(each for each in revisions if is_plain(each)).state().deleted


@given(st.lists(st.tuples(st.sets(st.sampled_from(["name", "tel", "email", "role", "deleted"]), min_size=1),
                          st.booleans()), min_size=1, max_size=8))  # fmt: skip
def test_who_is_given_the_plain_revisions_alone_sees_the_same_fields(edits: list[tuple[set[str], bool]]) -> None:
    """The first revision is an older program's, which wrote everything together."""
    known = [person({"name": "0", "tel": "0"}, [], 1)]
    plain = [person({"name": "0"}, [], 1)]  # as it is written again before it leaves
    known.append(plain[0])
    for number, (names, based) in enumerate(edits, start=2):
        graph = Graph(known)
        state = graph.state()
        values = {name: number % 2 == 0 if name == "deleted" else str(number) for name in sorted(names)}
        base = {name: state.fields[name].shown for name in names if name in state.fields} if based else {}
        for fields, parents in steps(Edit(OBJECT, "person", values, base), graph, {each.id: each for each in known}):
            made = person(fields, list(parents), number * 10 + len(known))  # type: ignore[arg-type]
            known.append(made)
            plain += [made] if is_plain(made) else []
    whole, given_away = Graph(known).state(), Graph(plain).state()
    assert not any(field.conflict for field in (*whole.fields.values(), *given_away.fields.values()))
    assert given_away.deleted == whole.deleted
    for name, field in given_away.fields.items():
        assert field.value == whole.fields[name].value
