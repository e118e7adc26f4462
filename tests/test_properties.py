"""What is true of any text: 22 properties, 3,450 generated examples in every run."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from conftest import copy_course
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course.data import parse
from course.expand import EDITIONS, expand
from course.letters import mended, mistakes
from course.load import load, page_of
from course.mask import mask, mask_code
from course.model import Course, Language, Page, Problem
from course.parallel import numbers
from course.rules import check
from course.text import read_page, without_blocks, without_comments
from course.translation import TOP, section_hashes
from course.wordings import Wordings

TAJIK = Language("tg", "Тоҷикӣ", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", False, True)
RUSSIAN = Language("ru", "Русский", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", False, False)
ENGLISH = Language("en", "English", "abcdefghijklmnopqrstuvwxyz", True, False)
LANGUAGES = {language.id: language for language in (TAJIK, RUSSIAN, ENGLISH)}
LOOK_ALIKES = "aceopxyëіјѕһўїќѓABCEHKMOPTXYаесорхуёАВСЕНКМОРТХУиӣйӯқғҳҷ\u0306\u0308\u0304"

# Texts

words = st.text(
    st.sampled_from(TAJIK.alphabet + RUSSIAN.alphabet + ENGLISH.alphabet + LOOK_ALIKES), min_size=1, max_size=9
)
unicode = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
signs = st.text(st.sampled_from("`~<>!-#[](){}|\\*_:=\"' \t\n.,;x1&?+/^\u2028\x85\u00a0"), max_size=20)
lines = st.one_of(words, unicode, signs, st.lists(words, max_size=8).map(" ".join))
ids = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
targets = st.one_of(
    ids, st.sampled_from(["cppt", "jamoat", "osce-gp08", "trust", "partnerships#who-decides", "structures"])
)


@st.composite
def references(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["term", "not", "ref", "tool", "fig", "tab", "src", "data"]))
    return f"{draw(st.sampled_from(['', '!']))}[{draw(st.one_of(st.just(''), words))}]({scheme}:{draw(targets)})"


@st.composite
def quizzes(draw: st.DrawFn) -> str:
    parts = ["<quiz>", f"<!-- id: {draw(ids)}; outcome: {draw(targets)} -->", draw(lines)]
    for _ in range(draw(st.integers(0, 4))):
        parts += [f"- [{draw(st.sampled_from(['x', ' ', 'х', 'X', '']))}] {draw(lines)}", f"> {draw(lines)}"]
    return "\n".join([*parts, draw(st.sampled_from(["</quiz>", "</quiz>", "</quiz> <!-- a -->", "</quiz", ""]))])


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=4))
    table = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"Table: {draw(words)} {{#tab-{draw(ids)}}}", "", table[0], "|---" * width + "|", *table[1:]])


@st.composite
def headings(draw: st.DrawFn) -> str:
    given_id = draw(st.one_of(st.just(""), ids.map(lambda key: f" {{#{key}}}")))
    return f"{'#' * draw(st.integers(1, 6))} {draw(words)}{given_id}"


@st.composite
def admonitions(draw: st.DrawFn) -> str:
    inner = draw(st.lists(lines, min_size=1, max_size=4))
    mark, kind = draw(st.sampled_from(["!!!", "???", "???+"])), draw(st.sampled_from(["trainer", "note", "case"]))
    return "\n".join([f'{mark} {kind} "{draw(words)}"', *(f"    {line}" for line in inner)])


@st.composite
def fences(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    return "\n".join([mark, draw(lines), draw(references()), draw(st.sampled_from([mark, mark, "~~~", ""]))])


comments = st.one_of(lines, references()).map(lambda text: f"<!-- {text} -->")
spans = st.one_of(lines, references()).map(lambda text: f"`{text}`")
parts = st.one_of(
    lines, references(), quizzes(), tables(), headings(), admonitions(), fences(), comments, spans, st.just("<!--")
)  # fmt: skip
bodies = st.builds(
    lambda found, gap: gap.join(found), st.lists(parts, max_size=7), st.sampled_from(["\n\n", "\n", " "])
)
fronts = st.sampled_from(
    ["", "", "---\nreview: draft\n---\n", "---\nsource: {top: a}\n---\n\n", "---\na: [\n---\n", "---\n"]
)
texts = st.builds(str.__add__, fronts, bodies).map(lambda text: text.replace("\r", "\n").replace("\0", ""))


def read(text: str, locale: str = "en") -> Page:
    return page_of(text, f"docs/{locale}/about.md", locale, "about.md")[0]


@cache
def small() -> Course:
    with TemporaryDirectory() as folder:
        return load(copy_course(Path(folder) / "course"))


def with_page(text: str, locale: str, name: str) -> Course:
    """The small course with another text of one page."""
    path = f"docs/{locale}/{name}"
    page, problems = page_of(text, path, locale, name)
    others = tuple(page if other.path == path else other for other in small().pages)
    return replace(small(), pages=others, problems=tuple(problems))


# Masks


@settings(max_examples=300)
@given(texts)
def test_a_mask_keeps_length_and_lines(text: str) -> None:
    for masked in (mask(text), mask_code(text)):
        assert len(masked) == len(text)
        assert [at for at, sign in enumerate(masked) if sign == "\n"] == [at for at, s in enumerate(text) if s == "\n"]
        assert all(sign in (" ", text[at]) for at, sign in enumerate(masked))


@settings(max_examples=200)
@given(texts)
def test_prose_keeps_length_and_lines(text: str) -> None:
    page = read(text)
    assert len(page.prose) == len(page.source) == len(text)
    assert page.prose.count("\n") == text.count("\n")
    assert all(sign in (" ", text[at]) for at, sign in enumerate(page.prose))


# Pages


@settings(max_examples=300)
@given(texts)
def test_everything_found_in_a_page_lies_inside_it(text: str) -> None:
    page = read(text)
    last = text.count("\n") + 1
    placed = [*page.headings, *page.references, *page.addresses, *page.tables, *page.grids, *page.blocks, *page.items]
    placed += [*page.faults, *(option for item in page.items for option in item.options)]
    assert all(1 <= one.line <= last for one in placed)
    assert all(block.line <= block.end <= last for block in page.blocks)
    assert all(grid.row_line(index) <= last for grid in page.grids for index in range(len(grid.rows)))
    for ref in page.references:
        assert text[ref.start : ref.end].startswith("![" if ref.placed else "[")
        assert text[ref.start : ref.end].rstrip(" )").endswith(f"{ref.scheme}:{ref.target}".rstrip(" )"))
        assert ref.line == text.count("\n", 0, ref.start) + 1
    for table in page.tables:
        assert text[table.start : table.end].startswith("Table:")
    assert [ref.start for ref in page.references] == sorted(ref.start for ref in page.references)
    assert all(one.end <= other.start for one, other in zip(page.references, page.references[1:], strict=False))


@settings(max_examples=150)
@given(texts)
def test_a_page_reads_the_same_twice(text: str) -> None:
    page = read(text)
    assert asdict(read_page(page)) == asdict(page)


@settings(max_examples=100)
@given(st.lists(st.tuples(words, ids), min_size=1, max_size=6), st.data())
def test_references_become_links_and_those_in_code_stay(found: list[tuple[str, str]], data: st.DataObject) -> None:
    shown, coded = [], []
    for at, (word, _) in enumerate(found):
        label = f"link{at}{word}"
        reference = f"[{label}](ref:trust)"
        kind = data.draw(st.sampled_from(["plain", "span", "fence", "indented"]))
        if kind == "plain":
            shown.append((reference, f"[{label}](handbook/trust/index.md)"))
        else:
            coded.append(
                {"span": f"`{reference}`", "fence": f"```\n{reference}\n```", "indented": f"    {reference}"}[kind]
            )
    text = "\n\n".join(["# A {#about}", *(one for one, _ in shown), "Words.", *coded])
    for edition in EDITIONS:
        course = with_page(text, "en", "about.md")
        written = expand(course, course.trees["en"]["about.md"], edition)
        assert all(link in written and reference not in written for reference, link in shown)
        assert all(code in written for code in coded)


@settings(max_examples=150)
@given(texts, st.sampled_from(["about.md", "handbook/partnerships/index.md", "handbook/partnerships/quiz.md"]))
def test_any_page_expands(text: str, name: str) -> None:
    course = with_page(text, "ru", name)
    for edition in EDITIONS:
        assert expand(course, course.trees["ru"][name], edition).endswith("\n")


@settings(max_examples=200)
@given(bodies, st.lists(ids, min_size=1, max_size=3), st.sampled_from(["", "    ", "- "]))
def test_no_line_of_a_trainer_block_stays(text: str, secrets: list[str], indent: str) -> None:
    inner = "".join(f"{' ' * len(indent)}    secret{one}\n\n" for one in secrets)
    outer = "" if not indent else '!!! note "A"\n' if indent == "    " else "- a\n"
    shown = without_blocks(f"# A {{#a}}\n\n{outer}{indent}!!! trainer\n{inner}\nEnd.\n", "trainer")
    assert "secret" not in shown
    assert shown.endswith("End.\n")
    unfenced = text.replace("```", "").replace("~~~", "")
    assert "trainer" not in {block.kind for block in read(without_blocks(unfenced, "trainer")).blocks}


@settings(max_examples=200)
@given(texts)
def test_taking_trainer_blocks_away_twice_takes_no_more(text: str) -> None:
    once = without_blocks(text, "trainer")
    assert without_blocks(once, "trainer") == once


@settings(max_examples=200)
@given(texts)
def test_only_whole_lines_go_with_trainer_blocks(text: str) -> None:
    kept = iter(text.split("\n"))
    assert all(any(line == one for one in kept) for line in without_blocks(text, "trainer").split("\n") if line)


@settings(max_examples=150)
@given(st.lists(st.one_of(words, comments), max_size=8))
def test_taking_comments_away_twice_takes_no_more(found: list[str]) -> None:
    once = without_comments("\n\n".join(found))
    assert without_comments(once) == once


# Rules


@settings(max_examples=120)
@given(texts, st.sampled_from(["en", "ru", "tg"]), st.sampled_from(["about.md", "handbook/partnerships/index.md", "handbook/partnerships/quiz.md", "handbook/partnerships/lesson.md"]))  # fmt: skip # noqa: E501
def test_checking_never_fails_and_says_the_same_twice(text: str, locale: str, name: str) -> None:
    problems = check(with_page(text, locale, name))
    assert problems == sorted(problems) == check(with_page(text, locale, name))
    assert all(type(problem) is Problem and problem.line >= 1 and problem.hint for problem in problems)
    lines_there = text.count("\n") + 1
    assert all(problem.line <= lines_there for problem in problems if problem.path == f"docs/{locale}/{name}")


# Letters


@settings(max_examples=200)
@given(
    st.one_of(texts, st.text(st.sampled_from(LOOK_ALIKES + " -"), max_size=30)), st.sampled_from(["tg", "ru", "en", ""])
)
def test_mending_letters_twice_mends_no_more(text: str, locale: str) -> None:
    once = mended(text, mistakes(text, locale, LANGUAGES, ()))
    assert mended(once, mistakes(once, locale, LANGUAGES, ())) == once


@settings(max_examples=100)
@given(st.sampled_from([TAJIK, RUSSIAN, ENGLISH]), st.data())
def test_a_clean_text_is_never_changed(language: Language, data: st.DataObject) -> None:
    letters = language.alphabet + language.alphabet.upper()
    text = " ".join(data.draw(st.lists(st.text(st.sampled_from(letters), min_size=1), max_size=8)))
    assert mistakes(text, language.id, LANGUAGES) == []


@settings(max_examples=100)
@given(
    st.text(st.sampled_from(TAJIK.alphabet), min_size=1, max_size=8).map("ҷғ".__add__),
    st.randoms(use_true_random=False),
)
def test_latin_letters_in_a_tajik_word_are_mended(word: str, random: Any) -> None:
    latin = dict(zip("асеорхуё", "aceopxyë", strict=True))
    wrong = "".join(latin.get(letter, letter) if random.random() < 0.5 else letter for letter in word)
    assert mended(wrong, mistakes(wrong, "tg", LANGUAGES)) == word


# Data

plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), unicode, words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.one_of(words, unicode), inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=150)
@given(
    st.one_of(unicode, signs, texts, st.text(st.sampled_from("ab:-? []{}&*!|>'\"%@#,\n\t0123456789.~"), max_size=40))
)
@example("!!int ''")
@example("!!bool a")
@example("!!timestamp a")
@example("0x" + "f" * 5_000)
def test_any_text_is_data_or_told(text: str) -> None:
    data, problems = parse(text, "a.yml")
    assert data is not None or problems
    assert {problem.code for problem in problems} <= {"FL002"}
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in problems)


@settings(max_examples=150)
@given(plain, st.booleans(), st.sampled_from([None, False]))
def test_plain_data_come_back(value: Any, unicode_kept: bool, flow: bool | None) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _: Any) -> bool:
            return True

    text = yaml.dump(value, Dumper=Dumper, allow_unicode=unicode_kept, default_flow_style=flow)
    if set(text) & set("\x85\u2028\u2029"):  # as they stand they are blanks
        text = yaml.dump(value, Dumper=Dumper)
    data, problems = parse(text, "a.yml")
    assert problems == []
    assert data is not None
    assert data.value == value


# Numbers


@settings(max_examples=150)
@given(st.integers(0, 10**15), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "\u2009", "&nbsp;", "&#160;"]))
def test_a_whole_number_is_the_same_in_every_spelling(number: int, gap: str) -> None:
    page = read(f"Words {f'{number:,}'.replace(',', gap)} and {number}; so.\n")
    assert numbers(page) == [(str(number), 1), (str(number), 1)]


@settings(max_examples=60)
@given(st.integers(0, 999), st.from_regex(r"[0-9]{1,2}|[0-9]{4,6}", fullmatch=True))
def test_a_broken_number_is_the_same_with_comma_and_point(whole: int, part: str) -> None:
    assert numbers(read(f"Words {whole},{part} and {whole}.{part} so.\n")) == [(f"{whole}.{part}", 1)] * 2


# Records of translation

english = st.lists(st.text(st.sampled_from(ENGLISH.alphabet), min_size=1, max_size=8), min_size=1, max_size=8)


@settings(max_examples=120)
@given(
    english, st.lists(st.sampled_from([" ", "  ", "\n", ", ", ". ", " *", "; ", "! "]), min_size=8), st.integers(0, 255)
)
def test_case_space_and_punctuation_are_not_in_the_record(found: list[str], gaps: list[str], cases: int) -> None:
    turned = [word.upper() if cases >> at & 1 else word for at, word in enumerate(found)]
    edited = "".join(word + gap for word, gap in zip(turned, gaps, strict=False))
    one, other = (section_hashes(read(f"# A {{#a}}\n\n{text}\n")) for text in (" ".join(found), edited))
    assert one == other


@settings(max_examples=80)
@given(english, st.integers(0, 7), st.text(st.sampled_from(ENGLISH.alphabet), min_size=1, max_size=8))
def test_another_word_is_in_the_record(found: list[str], at: int, word: str) -> None:
    place = at % len(found)
    edited = [*found[:place], found[place] + word, *found[place + 1 :]]
    one, other = (section_hashes(read(f"# A {{#a}}\n\n{' '.join(text)}\n")) for text in (found, edited))
    assert one["a"] != other["a"]


@settings(max_examples=150)
@given(texts)
def test_every_section_has_a_hash(text: str) -> None:
    page = read(text)
    keys = {heading.id for heading in page.headings if heading.id} or {item.id for item in page.items if item.id}
    hashes = section_hashes(page)
    assert set(hashes) - {TOP} == keys - {TOP}
    assert all(re.fullmatch("[0-9a-f]{12}", value) for value in hashes.values())


# Wordings


@settings(max_examples=120)
@given(
    st.lists(st.sampled_from(["police post", "crew", "partnership team", "team", "village council"]), max_size=5),
    st.sampled_from([" ", "  ", "\n", "\u00a0"]),
    st.sampled_from([", then ", ". ", " and ", "; "]),
)
def test_planted_wordings_are_found(planted: list[str], gap: str, between: str) -> None:
    known = Wordings((word, word) for word in ("police post", "crew", "partnership team", "team", "village council"))
    text = between.join(["So", *(word.replace(" ", gap).title() for word in planted), "it is"])
    found = list(known.found(text))
    assert [one.term for one in found] == planted
    assert all(" ".join(text[one.start :].split()).casefold().startswith(one.term) for one in found)
