from pytest_django.asserts import assertContains

from tests.factories import (
    make_challenge,
    make_goal,
    make_megatrend,
    make_project,
    make_rubric,
    make_theme,
)

URL = "/wissen/"


def test_every_term_leads_to_its_projects_and_counts_them(client, db):
    theme = make_theme("Arbeit")
    rubric = make_rubric("Betriebe im Wandel", theme=theme)
    trend = make_megatrend("Work-Life-Balance", theme=theme, rubric=rubric)
    goal, challenge = make_goal(8, name="Gute Arbeit"), make_challenge("Fachkräfte")
    make_project("Eins", megatrends=[trend], goals=[goal], challenges=[challenge])
    make_project("Zwei", megatrends=[trend])

    response = client.get(URL)

    assertContains(response, "Betriebe im Wandel")
    assertContains(response, 'href="/projekte/?megatrend=work-life-balance"')
    assertContains(response, 'href="/projekte/?sdg=8"')
    assertContains(response, 'href="/projekte/?herausforderung=fachkraefte"')
    counted = response.text.split("megatrend=work-life-balance")[1]
    assert counted.split("</a>")[0].count(">2<") == 1


def test_a_megatrend_without_a_theme_is_not_lost(client, db):
    make_megatrend("Public Science")
    assertContains(client.get(URL), "Public Science")


def test_more_terms_cost_no_more_queries(client, db, django_assert_num_queries):
    for number in range(3):
        make_megatrend(f"Trend {number}", rubric=make_rubric(f"Rubrik {number}"))
    client.get(URL)
    with django_assert_num_queries(1):
        client.get(URL)
