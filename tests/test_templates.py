"""Templates made faster: compiled once, and the entries of menus that are the same once for a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from course.cache import PLAIN, Cache
from editions.templates import Compiled, Entries, environment

TEXTS = {
    "main.html": "{% extends 'base.html' %}{% block body %}{% include 'part.html' %}{% endblock %}",
    "base.html": "{% import 'macros.html' as m with context %}<b>{% block body %}{% endblock %}</b>{{ m.two(name) }}",
    "part.html": "{% include ['not-there.html', 'icon-' ~ name ~ '.svg'] %}",
    "macros.html": "{% macro two(what) %}{{ what | upper }}{{ name }}{% endmacro %}",
    "icon-a.svg": "(a)",
    "other.html": "not named",
}


@pytest.fixture(autouse=True)
def _not_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PLAIN, raising=False)


class _Counting(Environment):
    """Tells which templates were compiled."""

    def __init__(self, codes: Compiled | None) -> None:
        super().__init__(loader=DictLoader(TEXTS), bytecode_cache=codes)
        self.done: list[str | None] = []

    def compile(self, source: object, name: str | None = None, *given: object, **more: object) -> object:  # type: ignore[override]
        """Compiles."""
        self.done.append(name)
        return super().compile(source, name, *given, **more)  # type: ignore[call-overload]


def test_what_a_template_names_is_compiled_before(tmp_path: Path) -> None:
    codes = Compiled(Cache(tmp_path / "a.cache"))
    codes.compile(_Counting(codes), "main.html")
    other = _Counting(codes)
    assert other.get_template("main.html").render(name="a") == "<b>(a)</b>Aa"
    assert other.done == ["icon-a.svg"]


def test_what_was_not_compiled_before_is_compiled_when_it_is_asked_for(tmp_path: Path) -> None:
    one = _Counting(Compiled(Cache(tmp_path / "a.cache")))
    assert one.get_template("main.html").render(name="a") == "<b>(a)</b>Aa"
    assert len(one.done) == 5


def test_another_build_compiles_nothing(tmp_path: Path) -> None:
    codes = Compiled(Cache(tmp_path / "a.cache"))
    codes.compile(_Counting(codes), "main.html")
    _Counting(codes).get_template("main.html").render(name="a")
    codes.close()
    again = Compiled(Cache(tmp_path / "a.cache"))
    other = _Counting(again)
    again.compile(other, "main.html")
    assert other.get_template("main.html").render(name="a") == "<b>(a)</b>Aa"
    assert other.done == []
    again.close()


def test_a_template_that_has_changed_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = Compiled(Cache(tmp_path / "a.cache"))
    codes.compile(_Counting(codes), "main.html")
    monkeypatch.setitem(TEXTS, "macros.html", "{% macro two(what) %}new{% endmacro %}")
    other = _Counting(codes)
    assert other.get_template("main.html").render(name="a") == "<b>(a)</b>new"
    assert other.done == ["macros.html", "icon-a.svg"]


def test_templates_of_hidden_folders_are_not_listed_and_can_be_asked_for(tmp_path: Path) -> None:
    own, theme = tmp_path / "own", tmp_path / "theme"
    for path in (own / "main.html", theme / "main.html", theme / "a" / "b.css", theme / ".icons" / "c.svg"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.parent.name)
    made = environment(lambda: Environment(loader=FileSystemLoader([own, theme])))
    assert made.list_templates() == ["a/b.css", "main.html"]
    assert [made.get_template(name).render() for name in ("main.html", ".icons/c.svg")] == ["own", ".icons"]


@dataclass
class _Item:
    """An entry of a menu."""

    title: str
    active: bool = False
    children: list[_Item] = field(default_factory=list)


def _write(item: _Item, path: str, level: int, parent: _Item | None) -> str:
    _write.count += 1  # type: ignore[attr-defined]
    return f"{item.title} {path} {level} {bool(parent and parent.active)}"


@pytest.fixture
def entries() -> Entries:
    """None made yet."""
    _write.count = 0  # type: ignore[attr-defined]
    return Entries("a")


def test_an_entry_is_made_once_for_a_folder(entries: Entries) -> None:
    made = [entries.made(_write, _Item("A"), "nav_1", 1, None) for _ in range(3)]
    assert made == ["A nav_1 1 False"] * 3
    assert _write.count == 1  # type: ignore[attr-defined]


def test_an_entry_below_one_that_leads_to_the_page_is_another(entries: Entries) -> None:
    parents = (_Item("P"), _Item("P", active=True))
    made = [entries.made(_write, _Item("A"), "nav_1_1", 2, parent) for parent in parents]
    assert made == ["A nav_1_1 2 False", "A nav_1_1 2 True"]


def test_what_leads_to_the_page_is_always_made(entries: Entries) -> None:
    for _ in range(2):
        entries.made(_write, _Item("A", active=True), "nav_1", 1, None)
    assert _write.count == 2  # type: ignore[attr-defined]


@pytest.mark.usefixtures("entries")
def test_nothing_is_kept_where_that_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLAIN, "1")
    plain_entries = Entries("a")
    for _ in range(2):
        plain_entries.made(_write, _Item("A"), "nav_1", 1, None)
    assert _write.count == 2  # type: ignore[attr-defined]


def test_what_is_the_same_is_written_once_for_a_folder(entries: Entries) -> None:
    texts = iter("abcd")
    made = [entries.once(name, lambda: next(texts)) for name in ("head", "foot", "head", "foot")]
    assert made == ["a", "b", "a", "b"]


def test_nothing_is_written_once_where_that_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLAIN, "1")
    texts, plain_entries = iter("ab"), Entries("a")
    assert [plain_entries.once("head", lambda: next(texts)) for _ in range(2)] == ["a", "b"]


def test_the_items_of_a_section_are_numbered_with_its_index_and_made_without_it(entries: Entries) -> None:
    index = _Item("I")
    section = _Item("S", active=True, children=[index, _Item("A"), _Item("B", active=True)])
    made = entries.below(_write, section, index, "nav_1", 2)
    assert made == "A nav_1_2 2 True\nB nav_1_3 2 True"
    assert entries.below(_write, section, None, "nav_1", 2).splitlines()[0] == "I nav_1_1 2 True"
    assert _write.count == 4  # type: ignore[attr-defined]
