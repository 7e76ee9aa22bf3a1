from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from projects.current import catalogue
from projects.facets import FACET
from projects.filters import ProjectFilter, Wanted
from tests.factories import make_full_project

VALUES = [
    "",
    "ja",
    "nein",
    "1",
    "17",
    "idee",
    "laeuft",
    "10",
    "25",
    "7",
    "kreis-1-garten",
]
names = st.sampled_from([*FACET, "q", "ort", "umkreis", "fremd"])
values = st.sampled_from(VALUES) | st.text(max_size=20)


@given(pairs=st.lists(st.tuples(names, values), max_size=6))
def test_pages_and_plain_sql_read_the_same_query_string(db, pairs):
    if not catalogue().labels["themenfeld"]:
        make_full_project("Garten")
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    wanted = Wanted.read(data, catalogue())
    filters = ProjectFilter(data)

    assert filters.form.is_valid()
    read = filters.form.cleaned_data
    assert wanted.text == read["q"]
    assert wanted.chosen == {name: read[name] for name in FACET if read[name]}
    assert wanted.near.radius == int(read["umkreis"] or 10)
    if not wanted.near.position:
        assert wanted.near.text == read["ort"]
