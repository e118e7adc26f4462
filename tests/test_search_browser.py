"""The search in Chromium, from a server and from a folder without network."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import yaml
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Locator, Page, expect

GOLDEN = yaml.safe_load((ROOT / "tests" / "golden" / "search.yml").read_text(encoding="utf-8"))
HOME = "index.html"
MODULE = "handbook/partnerships/index.html"
PHONE = {"width": 360, "height": 740}
FIRST = 3

# The addresses of the first hits as they are shown, for each query typed into the box.
ASK = """async ([queries, first]) => {
  const box = document.querySelector(".md-search__input")
  const answers = {}
  for (const query of queries) {
    box.value = query
    box.dispatchEvent(new Event("input", { bubbles: true }))
    const links = Array.from(document.querySelectorAll(".md-search-result__link")).slice(0, first)
    answers[query] = links.map(link => link.href)
  }
  return answers
}"""


def box(page: Page) -> Locator:
    return page.locator(".md-search__input")


def told(page: Page) -> Locator:
    return page.locator(".md-search-result__meta")


def hits(page: Page) -> Locator:
    return page.locator(".md-search-result__link")


def search(page: Page, query: str) -> None:
    box(page).click()
    page.keyboard.type(query)


def answered(page: Page, query: str) -> None:
    search(page, query)
    expect(told(page)).to_have_text(re.compile(r"\d"))


def short(address: str, home: str) -> str:
    """An address inside the language's folder, without the words to mark."""
    return unquote(re.sub(r"\?[^#]*", "", address.removeprefix(home)))


@pytest.mark.parametrize("locale", PREFIX)
def test_golden_queries(visit: Open, site: Site, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    box(page).focus()
    page.wait_for_function("() => window.hamkori.find && window.hamkori.hits")
    page.evaluate("() => hamkori.find.complete")
    expected = GOLDEN[locale]
    assert len(expected) >= 20
    answers = page.evaluate(ASK, [list(expected), FIRST])
    home = site.address + PREFIX[locale]
    found = {query: [short(address, home) for address in addresses] for query, addresses in answers.items()}
    assert {query: found[query] for query, address in expected.items() if address not in found[query]} == {}


def test_the_golden_list_is_long_enough() -> None:
    assert set(GOLDEN) == set(PREFIX)
    assert sum(map(len, GOLDEN.values())) >= 60


# Spellings of one word, and forms of one word, as the search must see them without forgiving any mistake.
ALIKE = {
    "tg": ["ҷамъиятӣ чамъияти жамиятй ҶАМЪИЯТӢ", "ғӣқӯҳҷ гикухч гикухж", "эътимод етимод эьтимод"],
    "ru": ["ёлка елка", "партнёрство партнерство Партнёрство"],
    "en": ["Police police"],
}
ONE_STEM = {
    "tg": [
        "гурӯҳ гурӯҳи гурӯҳҳо гурӯҳҳои гурӯҳҳоро гурӯҳҳояшон гурӯҳе гурӯҳаш гурӯҳу",
        "ҷамоат ҷамоати ҷамоатҳоро ҷамоатам ҷамоатат ҷамоатамон ҷамоататон ҷамоаташон",
        "корманд кормандон кормандони кормандонро корманде",
        "намоянда намояндагон намояндаҳо",
        "мекунад мекунанд намекунам кунед кунем",
        "беҳтар беҳтарин",
    ],
    "ru": ["милиция милиции милицией", "участковый участкового участковыми"],
    "en": ["complaint complaints", "police policing"],
}


@pytest.mark.parametrize("locale", PREFIX)
def test_spellings_and_endings(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    box(page).focus()
    page.wait_for_function("() => hamkori.letters && hamkori.stemRussian && hamkori.stemEnglish")
    form = "word => hamkori.letters.forms(word, hamkori.locale)[part]"
    forms = f"([text, part]) => Array.from(new Set(text.split(' ').map({form})))"
    assert {text: found for text in ALIKE[locale] if len(found := page.evaluate(forms, [text, "word"])) > 1} == {}
    assert {text: found for text in ONE_STEM[locale] if len(found := page.evaluate(forms, [text, "stem"])) > 1} == {}


@pytest.mark.parametrize("locale", PREFIX)
def test_nothing_is_loaded_before_the_box_is_used(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + MODULE)
    page.wait_for_load_state("networkidle")
    names = "() => performance.getEntriesByType('resource').map(entry => entry.name.split('/').slice(-2).join('/'))"
    asked = [name for name in page.evaluate(names) if re.search(r"^(search|lib)/|/(find|hits|letters)\.js$", name)]
    assert asked == []
    assert page.evaluate("() => ['index', 'find', 'hits', 'letters', 'MiniSearch'].filter(name => hamkori[name])") == []
    box(page).focus()
    page.wait_for_function("() => window.hamkori.find")
    loaded = page.evaluate("() => Array.from(document.scripts, script => script.src)")
    assert [name for name in PREFIX if any(src.endswith(f"assets/search/{name}.js") for src in loaded)] == [locale]


def test_a_hit_is_marked_as_the_text_spells_it(visit: Open, site: Site) -> None:
    page = visit(HOME)
    answered(page, "чаласахо")
    hit = page.locator(f".md-search-result__link[href*='{MODULE}'][href$='#meeting']")
    expect(hit.locator(".search-section mark")).to_have_text("Ҷаласае")
    marks = hit.locator("p:last-child mark").all_inner_texts()
    assert marks
    assert {mark.lower()[:5] for mark in marks} == {"ҷалас"}
    hit.click()
    page.wait_for_url(re.compile(re.escape(site.address + MODULE) + ".*#meeting"))
    expect(page.locator("#meeting")).to_be_in_viewport()
    expect(page.locator("#meeting mark")).to_have_text("Ҷаласае")
    spelled = {mark.lower()[:5] for mark in page.locator("article mark").all_inner_texts()}
    assert spelled == {"ҷалас"}


def test_an_excerpt_is_short_and_has_the_word(visit: Open) -> None:
    page = visit("en/" + HOME)
    answered(page, "chairs")
    for text in hits(page).locator("p:last-child").all_inner_texts():
        assert len(text) <= 170
    expect(hits(page).first.locator("mark").first).to_have_text(re.compile("chairs?", re.IGNORECASE))


def test_sections_stand_under_their_page(visit: Open) -> None:
    page = visit("en/" + HOME)
    answered(page, "public council")
    items = page.locator(".md-search-result__item")
    expect(items.first.locator(".search-kind")).to_have_text("Glossary")
    module = items.filter(has=page.locator(f"a[href*='{MODULE}']"))
    expect(module).to_have_count(1)
    expect(module.locator(".search-page")).to_contain_text("Module 4")
    expect(module.locator(":scope > a")).to_have_count(4)
    more = module.locator("summary")
    expect(more).to_have_text(re.compile(r"^\d+ more results? on this page$"))
    expect(module.locator("details a").first).to_be_hidden()
    more.click()
    expect(module.locator("details a").first).to_be_visible()


def test_more_hits_come_when_asked_for(visit: Open) -> None:
    page = visit(HOME)
    answered(page, "милитсия")
    before = hits(page).count()
    assert before <= 30
    total = int(re.findall(r"\d+", told(page).inner_text())[0])
    assert total > 30
    more = page.get_by_role("button", name="Натиҷаҳои дигарро нишон диҳед")
    while more.count():
        more.click()
    assert page.locator(".md-search-result__link").count() == total
    expect(page.locator("*:focus")).to_have_class("md-search-result__link")


@pytest.mark.parametrize(
    ("locale", "none"),
    [
        ("tg", "«ъъъъъ» ёфт нашуд. Калимаи дигар ё кӯтоҳтар нависед."),
        ("ru", "По запросу «ъъъъъ» ничего не найдено. Попробуйте другое слово или слово короче."),
        ("en", "Nothing found for “ъъъъъ”. Try another word or a shorter one."),
    ],
)
def test_nothing_found_is_said(visit: Open, locale: str, none: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    search(page, "ъъъъъ")
    expect(told(page)).to_have_text(none)
    expect(hits(page)).to_have_count(0)
    expect(page.locator(".announced")).to_have_text(none)


def test_a_count_is_told_to_those_who_listen(visit: Open) -> None:
    page = visit("ru/" + HOME)
    answered(page, "джамоат")
    expect(page.locator(".announced")).to_have_text(re.compile(r"^Найден\S* \d+ результат\S*$"))
    assert page.locator(".announced").inner_text() == told(page).inner_text()
    expect(page.get_by_role("dialog", name="Поиск")).to_have_count(1)


def test_an_index_that_does_not_come_is_said_and_asked_for_again(visit: Open, site: Site) -> None:
    page = visit(HOME)
    page.evaluate("""() => {
      const load = document.head.append
      document.head.append = element => {
        const lost = element.src && element.src.includes("/assets/search/") && !window.mended
        if (lost) element.src = element.src.replace("/assets/search/", "/assets/lost/")
        load.call(document.head, element)
      }
    }""")
    search(page, "ҷамоат")
    expect(told(page)).to_have_text("Ҷустуҷӯ кушода нашуд. Боз нависед ё саҳифаро аз нав кушоед.")
    assert site.complaints
    site.complaints.clear()
    page.evaluate("() => { window.mended = true }")
    page.keyboard.type("и")
    expect(hits(page).first).to_have_attribute("href", re.compile("glossary.html.*#jamoat"))
    site.complaints.clear()


# Keys


def test_a_key_opens_and_escape_gives_back_the_place(visit: Open) -> None:
    page = visit(MODULE)
    link = page.locator("article a.term").first
    link.focus()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    expect(told(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(told(page)).to_be_hidden()


def test_no_letter_alone_is_a_shortcut(visit: Open, site: Site) -> None:
    page = visit(MODULE)
    page.keyboard.type("sf/pn,.")
    expect(told(page)).to_be_hidden()
    assert page.url == site.address + MODULE


def test_enter_opens_the_first_hit(visit: Open, site: Site) -> None:
    page = visit("en/" + HOME)
    page.keyboard.press("Control+k")
    page.keyboard.type("jamoat")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}en/glossary.html?h=jamoat#jamoat")


def test_arrows_choose_a_hit(visit: Open, site: Site) -> None:
    page = visit("en/" + HOME)
    answered(page, "charter")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(hits(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".md-search-result__list :focus")).to_have_count(1)
    page.keyboard.type("s")
    expect(box(page)).to_have_value("charters")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = hits(page).first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert address.startswith(f"{site.address}en/")


def test_tab_leaves_a_closed_search_and_enters_an_open_one(visit: Open) -> None:
    page = visit("en/" + HOME)
    answered(page, "charter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear")).to_be_focused()
    page.keyboard.press("Tab")
    expect(hits(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(hits(page).first).to_be_hidden()
    page.keyboard.press("Tab")
    assert not page.evaluate("() => document.querySelector('.md-search__output').contains(document.activeElement)")


def test_the_cross_empties_the_box(visit: Open) -> None:
    page = visit("en/" + HOME)
    answered(page, "charter")
    page.get_by_role("button", name="Clear").click()
    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()
    expect(hits(page)).to_have_count(0)
    expect(told(page)).to_have_text("Type the word you are looking for")
    expect(page.get_by_role("button", name="Clear")).to_be_hidden()


# Phones


def test_the_search_opens_on_a_phone(visit: Open) -> None:
    page = visit(HOME, viewport=PHONE)
    expect(box(page)).to_be_hidden()
    opener = page.get_by_role("button", name="Ҷустуҷӯ")
    opener.focus()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    page.keyboard.type("эътимод")
    expect(hits(page).first).to_be_in_viewport()
    assert page.locator(".md-search__scrollwrap").evaluate("box => box.scrollWidth") == PHONE["width"]
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(box(page)).to_be_hidden()
