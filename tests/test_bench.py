import json

from django.core.management import call_command


def test_the_benchmark_prints_a_table_of_pages_and_catalogue(tmp_path, capsys):
    table, figures = tmp_path / "table.md", tmp_path / "figures.json"

    call_command(
        "bench",
        size=[20, 30],
        rounds=1,
        seconds=0.1,
        markdown=table,
        json=figures,
    )

    printed = capsys.readouterr().out
    assert printed == table.read_text("utf-8")
    for words in ("Leere Django-Antwort", "Suche, Wortteil", "(304)", "Voller Aufbau"):
        assert words in printed
    found = json.loads(figures.read_text("utf-8"))
    assert {page["size"] for page in found["pages"]} == {0, 20, 30}
    assert all(page["rate"] > 0 for page in found["pages"])
    assert found["catalogue"]["30"]["size"] == 30
