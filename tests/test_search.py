"""The index of the search: what of a page and of the glossary is in it, and what is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from course import search
from course.labels import for_trainers
from course.model import Course
from course.search import Section, sections


def indexed(course: Course, locale: str, pages: Mapping[str, str]) -> str:
    """The script of some pages, given as HTML by name."""
    tree = course.trees[locale]
    return search.script(course, locale, {name: search.read(course, tree[name], html) for name, html in pages.items()})


def read(index: str) -> dict[str, Any]:
    assert index.startswith("hamkori.index = ")
    return dict(json.loads(index.removeprefix("hamkori.index = ")))


def test_a_page_is_cut_at_its_headings() -> None:
    html = """<h1 id="top">Title<a class="headerlink" href="#top">&para;</a></h1>
      <p>First.</p><h2 id="one">One <em>and</em> a half</h2><p>Wo<b>rd</b>s</p><ul><li>a</li><li>b</li></ul>
      <h3 id="deep">Deep</h3><p>More &amp; more</p>"""
    assert list(sections(html)) == [
        Section("top", "Title", "First.", ()),
        Section("one", "One and a half", "Words a b", ()),
        Section("deep", "Deep", "More & more", ()),
    ]


def test_what_is_no_sentence_stays_out() -> None:
    html = """<h1 id="top">Title</h1><p><a class="back" href="x">Back</a> Said <a class="source" href="#s">1</a>,
      <a class="source" href="#t">2</a>. <svg><text>drawn<path/></text></svg><br><img alt="picture">
      <script>var a</script><button>Press</button><noscript>No</noscript>
      <a class="md-button md-button--primary" href="y">Go</a></p>
      <div class="admonition stale"><p>Moved <b>on</b><br></p></div><p>End</p>
      <h2 id="sources">Sources</h2><ol><li>A book</li></ol>"""
    assert list(sections(html)) == [Section("top", "Title", "Said. End", ())]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("1 &lt; 2 &amp;amp; 3&nbsp;&#1086;&#x431;", "1 < 2 &amp; 3 об"),
        ("5 > 4, a < b and <", "5 > 4, a < b and <"),
        ('<b title="a > <i class=\'badge\'>">One</b><span data-class="badge">, two</span>', "One, two"),
        ("<!-- <p>no</p> --><?no <a?><!DOCTYPE no>Yes<!---->!", "Yes!"),
        ('<script>if (a<b) "</p>"</script><STYLE>a>b{}</STYLE><script src="a.js"></script>Seen', "Seen"),
        ('<div class="stale"><div><br><img alt="x"/>a</div><wbr>b</div>Seen', "Seen"),
        ("<svg><g><path d='M0'/></g><use/></svg><svg/>Seen<input class=\"badge\">, too", "Seen, too"),
        ("<A class=back\nhref=a.html>Back</A><P>One<BR/>two<hr />three<td>", "One two three"),
        ("( <b> a</b> ;, ) « <i>b</i> »", "(a) «b»"),
    ],
)
def test_text_is_read_as_a_browser_reads_it(html: str, text: str) -> None:
    assert list(sections(html)) == [Section("", "", text, ())]


def test_attributes_are_read_as_a_browser_reads_them() -> None:
    html = """<H2 title='id="x" >' ID=one>One</H2><p><a href="g.html#a&amp;b" class="big
      term">a</a> <a disabled class='term' href='g.html#c'>c</a><a href="term">d</a></p>"""
    assert list(sections(html)) == [Section("one", "One", "a cd", ("a&b", "c"))]


def test_a_page_about_sources_is_no_list_at_the_end_of_one() -> None:
    assert list(sections('<h1 id="sources">Sources</h1><p>All</p>')) == [Section("sources", "Sources", "All", ())]


def test_lines_of_facts_stay_out() -> None:
    html = '<h1 id="t">T</h1><ul><li><strong>Duration:</strong> 4 hours</li><li><b>Result:</b> a list</li></ul>'
    assert list(sections(html, ("Duration:",))) == [Section("t", "T", "Result: a list", ())]


def test_linked_terms_are_known_once_each() -> None:
    html = """<h1 id="t">T</h1><p><a class="term" href="../glossary.html#police">Police</a> and
      <a class="term" href="../glossary.html#jamoat">jamoat</a>,
      <a class="term" href="../glossary.html#police">it</a></p>"""
    assert list(sections(html)) == [Section("t", "T", "Police and jamoat, it", ("police", "jamoat"))]


def test_an_entry_of_a_catalogue_is_found_where_it_has_no_page() -> None:
    html = """<h2 id="all">All</h2><ul>
      <li id="a"><span class="entry-number">1</span> <a class="entry-title" href="a.html">Written</a>
        <span class="entry-result">You have a.</span></li>
      <li id="b"><span class="entry-number">2</span> <span class="entry-title">Planned</span>
        <span class="entry-result">You have b.</span> <span class="entry-facts">60 minutes</span></li></ul>
      <p>After</p>"""
    assert list(sections(html)) == [Section("all", "All", "After", ()), Section("b", "Planned", "You have b.", ())]


def test_addresses_titles_and_terms(make_course: Callable[..., Course]) -> None:
    course = make_course()
    name = next(name for name in course.trees["tg"] if name.endswith("/index.md"))
    term = next(iter(course.terms))
    html = f'<h1 id="t">Унвон</h1><p>Аввал</p><h2 id="s">Бахш</h2><p><a class="term" href="g.html#{term}">Ҷ</a></p>'
    index = read(indexed(course, "tg", {name: html}))
    assert index["pages"] == [[name.replace(".md", ".html"), "Унвон", [["", "", "Аввал", []], ["s", "Бахш", "Ҷ", [0]]]]]
    assert [entry[0] for entry in index["terms"]] == list(course.terms)


def test_a_page_without_a_word_has_its_title(course: Course) -> None:
    pages = read(indexed(course, "en", {"handbook/partnerships/index.md": "<div></div>"}))["pages"]
    title = "Module 4. Partnerships and structures: from mahalla to ministry"
    assert pages == [["handbook/partnerships/index.html", title, [["", "", "", []]]]]


def test_tajik_is_written_as_it_is(course: Course) -> None:
    name = "about.md"
    index = indexed(course, "tg", {name: '<h1 id="t">Ҷустуҷӯ</h1>'})
    assert "Ҷустуҷӯ" in index
    assert "\\u" not in index


def test_a_term_is_known_by_its_names_in_every_language(course: Course) -> None:
    entries = {entry[0]: entry for entry in read(indexed(course, "ru", {}))["terms"]}
    assert list(entries) == list(course.terms)
    _, name, definition, called, more = entries["mia"]
    wordings = course.terms["mia"].wordings
    assert name == "Министерство внутренних дел (МВД)"
    assert definition == wordings["ru"].definition
    assert called == {key: [wording.term, wording.short] for key, wording in wordings.items()}
    assert entries["police-officer"][4]["ru"].split()[:2] == ["сотрудница", "сотрудницы"]
    assert "сотрудникам" not in entries["police-officer"][4]["ru"]
    assert set(more) == {"tg", "ru", "en"}


def test_a_quiz_is_found_by_its_title_alone(course: Course) -> None:
    html = '<h1 id="q">Тест</h1><p>Пешгуфтор</p><h2 id="key">Калид</h2><p>Ҷавоб</p>'
    pages = read(indexed(course, "tg", {"handbook/partnerships/quiz.md": html}))["pages"]
    assert pages == [["handbook/partnerships/quiz.html", "Тест", [["", "", "", []]]]]


def test_the_glossary_is_not_indexed_twice(course: Course) -> None:
    html = '<h1 id="glossary">Луғатнома</h1><p>Дар ин ҷо</p><h2 id="letter-1">А</h2><h3 id="police">x</h3>y'
    pages = read(indexed(course, "tg", {"glossary.md": html}))["pages"]
    assert pages == [["glossary.html", "Луғатнома", [["", "", "Дар ин ҷо", []]]]]


# The site


def index_of(site: Path, locale: str) -> str:
    return (site / "assets" / "search" / f"{locale}.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_no_word_of_a_quiz_is_in_the_index(learner_site: Path, trainer_site: Path, course: Course, locale: str) -> None:
    items = [item for page in course.trees[locale].values() for item in page.items]
    said = [text for item in items for text in (item.question, item.explanation, *(o.feedback for o in item.options))]
    plain = [text for text in said if len(text) > 20 and not re.search(r"[\[\]*_`<]", text)]
    assert len(plain) > 20
    for site in (learner_site, trainer_site):
        index = index_of(site, locale)
        assert [text for text in plain if text in index] == []


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_pages_for_trainers_are_found_by_trainers_only(
    learner_site: Path, trainer_site: Path, course: Course, locale: str
) -> None:
    theirs = {name.replace(".md", ".html") for name in course.trees[locale] if for_trainers(course, name)}
    assert "handbook/partnerships/lesson.html" in theirs
    found = [{page[0] for page in read(index_of(site, locale))["pages"]} for site in (learner_site, trainer_site)]
    assert found[0] & theirs == set()
    assert found[1] - found[0] == theirs


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_every_entry_leads_somewhere(learner_site: Path, locale: str) -> None:
    home = learner_site if locale == "tg" else learner_site / locale
    index = read(index_of(learner_site, locale))
    addresses = [f"glossary.html#{entry[0]}" for entry in index["terms"]]
    addresses += [f"{page[0]}#{section[0]}" for page in index["pages"] for section in page[2]]
    lost = []
    for address in addresses:
        name, _, anchor = address.partition("#")
        if anchor and f'id="{anchor}"' not in (home / name).read_text(encoding="utf-8"):
            lost.append(address)
    assert len(addresses) > 150
    assert lost == []
    assert len(set(addresses)) == len(addresses)


def test_nothing_of_materials_search_is_published(learner_site: Path) -> None:
    left = ("search/search_index.json", "assets/javascripts/lunr", "assets/javascripts/workers")
    assert [name for name in left if (learner_site / name).exists()] == []
    assert list(learner_site.rglob("*.map")) == []


def test_libraries_say_where_they_come_from() -> None:
    told = re.compile(r"\d+\.\d+\.\d+.*licen[cs]e.*https://", re.IGNORECASE | re.DOTALL)
    libraries = list((ROOT / "docs" / "assets" / "js" / "lib").glob("*.js"))
    assert len(libraries) >= 3
    assert [path.name for path in libraries if not told.search(path.read_text(encoding="utf-8")[:600])] == []
