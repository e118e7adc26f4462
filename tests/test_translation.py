"""What a translation was made from: sections, what their hashes count, the state of a page, the written record."""

from __future__ import annotations

import time
from hashlib import sha256
from pathlib import Path

import pytest

from course.data import read_text
from course.load import page_of
from course.model import Page
from course.translation import State, record, section_hashes, sections, stamped, state, word_diff

SECONDS = 5.0
"""Far above what linear reading of the hostile texts takes, far below what quadratic reading would."""

PAGE = """---
review: draft
---

Before all.

# About {#about}

The team has 12 members.

## Who sits {#who-sits}

See [the team](term:cppt) and [](ref:trust).
"""
QUIZ = """---
review: draft
---

Ten questions.

<quiz>
<!-- id: trust-01; outcome: map -->
Who chairs?

- [x] The one chosen
> Yes.
- [ ] The oldest
> No.
</quiz>

!!! trainer "Key"
    Ask.

<quiz>
<!-- id: trust-02 -->
Who writes?

- [ ] Nobody
> No.
- [x] Somebody
> Yes.
</quiz>
"""


def page(text: str, path: str = "docs/en/about.md") -> Page:
    return page_of(text, path, "en", "about.md")[0]


def hashes(text: str) -> dict[str, str]:
    return section_hashes(page(text))


def translated(source: str) -> Page:
    """A translation stamped from a source text."""
    return page(stamped("---\nreview: draft\n---\n\n# О пособии {#about}\n", hashes(source)), "docs/ru/about.md")


# Sections


def test_sections_begin_at_headings_with_ids() -> None:
    assert sections(page(PAGE)) == {
        "top": "Before all.",
        "about": "# About {#about}\n\nThe team has 12 members.",
        "who-sits": "## Who sits {#who-sits}\n\nSee [the team](term:cppt) and [](ref:trust).",
    }


def test_a_page_without_headings_has_its_quiz_items_as_sections() -> None:
    found = sections(page(QUIZ))
    assert list(found) == ["top", "trust-01", "trust-02"]
    assert found["top"].split() == ["Ten", "questions.", "!!!", "trainer", '"Key"', "Ask."]
    assert found["trust-02"].startswith("<quiz>\n<!-- id: trust-02 -->\nWho writes?")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", []),
        ("\n \n", []),
        ("---\nreview: draft\n---\n", []),
        ("Only text.\n", ["top"]),
        ("# A {#a}\n", ["a"]),
        ("# A {#a}", ["a"]),
        ("# No id\n\nText.\n", ["top"]),
        ("# A {#a}\n\n## No id\n\nText.\n", ["a"]),
        ("# A {#a}\n\n# A again {#a}\n", ["a"]),
        ("A\n=\n\n## B {#b}\n", ["top", "b"]),
        ("A {#a}\n======\n\nText.\n", ["a"]),
        ("```\n# Code {#code}\n```\n", ["top"]),
        ("<!-- # A {#a} -->\n", ["top"]),
        ("# Quiz {#quiz}\n\n<quiz>\n<!-- id: q -->\nWho?\n- [x] A\n</quiz>\n", ["quiz"]),
        ("<quiz>\nWho?\n- [x] A\n</quiz>\n", ["top"]),
        ("<quiz>\n<!-- id: q -->\nWho?\n- [x] A\n", ["top"]),
        ("<quiz>\n<!-- id: q -->\nA?\n- [x] A\n</quiz>\n<quiz>\n<!-- id: q -->\nB?\n- [x] A\n</quiz>\n", ["q"]),
        ("# Top {#top}\n\nText.\n", ["top"]),
    ],
)
def test_keys_of_sections(text: str, keys: list[str]) -> None:
    assert list(sections(page(text))) == keys


def test_both_texts_under_one_id_count() -> None:
    once, twice = "# A {#a}\n\none\n", "# A {#a}\n\none\n\n# A {#a}\n\ntwo\n"
    assert sections(page(twice))["a"] == "# A {#a}\n\none\n\n# A {#a}\n\ntwo"
    assert hashes(once) != hashes(twice)


# Hashes


def test_hashes_never_change_their_meaning() -> None:
    """A record outlives the code: whoever has to mend these values makes every translation stale."""
    said = {
        "top": "beforeall",
        "about": "abouttheteamhas12members",
        "who-sits": "whositsseetheteam\nterm:cppt\nand\nref:trust\n",
    }
    assert hashes(PAGE) == {key: sha256(text.encode()).hexdigest()[:12] for key, text in said.items()}
    assert hashes(PAGE) == {"top": "b86e4de17f84", "about": "642af2450fd3", "who-sits": "d8cd70e92cc1"}
    said = {
        "top": "tenquestionstrainerkeyask",
        "trust-01": "whochairs☑theonechosenyes☐theoldestno",
        "trust-02": "whowrites☐nobodyno☑somebodyyes",
    }
    assert hashes(QUIZ) == {key: sha256(text.encode()).hexdigest()[:12] for key, text in said.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The team meets.", "the TEAM meets"),
        ("The team meets.", "The  team\n meets!"),
        ("The team meets.", "The team—meets…"),
        ("“Namuna”", '"Namuna"'),
        ("don't", "don’t"),
        ("a re-do", "a redo"),
        ("**The** _team_", "The team"),
        ("ҷомеа", "ҷомеа"),
        ("й", "и\u0306"),
        ("Straße", "STRASSE"),
        ("a b", "a\u00a0b"),
        ("a b", "a&nbsp;b"),
        ("a\u00adb", "ab"),
        ("[x](https://a.example)", "[x](https://b.example/c)"),
        ("see https://a.example", "see https://b.example"),
        ("see <https://a.example>", "see <https://b.example>"),
        ("![word](a.png)", "![word](b.png)"),
        ("# A {#a}\n\nx", "## A { #a .big }\n\nx"),
        ("text {: #id .class }", "text"),
        ('<div class="a" markdown>\nx\n</div>', "x"),
        ("a<br>b", "a<br/>b"),
        ("a <!-- to do `x` --> b", "a b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "|a|b|\n|:--|--:|\n|1     |2     |"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n--- | ---\n1 | 2"),
        ("- a\n- b", "* a\n+ b"),
        ("> a\n> b", "a b"),
        ("a  \nb", "a\nb"),
        ("10–12", "10-12"),
        ("3 4", "3\n4"),
        ("- [x] a", "* [X] a"),
        ("- [ ] a", "- [] a"),
        ("`code`", "code"),
        ("\ufeff", ""),
        ("A\n=\n\nb", "# A\n\nb"),
    ],
)
def test_how_it_is_written_does_not_count(one: str, other: str) -> None:
    assert hashes(f"x {{#y}}\n\n{one}\n") == hashes(f"x {{#y}}\n\n{other}\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the team", "a team"),
        ("12 members", "13 members"),
        ("1.5", "15"),
        ("1.5", "1,5"),
        ("10-12", "1012"),
        ("3 4", "34"),
        ("| 3 | 4 |", "| 34 |"),
        ("at -5", "at 5"),
        ("(−5)", "(5)"),
        ("5%", "5"),
        ("n < 5", "n > 5"),
        ("☐", "☑"),
        ("a + b", "a × b"),
        ("[x](term:cppt)", "[x](term:cpc)"),
        ("[x](term:cppt)", "x"),
        ("[](ref:trust)", "[](ref:trust#who)"),
        ("[](src:a-1)", "[](src:a1)"),
        ("![](fig:a)", "[](fig:a)"),
        ("[a](term:x) b", "a [b](term:x)"),
        ("- [x] a\n- [ ] b", "- [ ] a\n- [x] b"),
        ("`code 1`", "`code 2`"),
        ("    indented code 1", "    indented code 2"),
        ("```\nfenced 1\n```", "```\nfenced 2\n```"),
        ("`{a}`", "`{b}`"),
        ("![alt](a.png)", "![other](a.png)"),
        ('!!! note "A"', '!!! note "B"'),
        ('!!! note "A"', '!!! legal "A"'),
        ("ҷомеа", "чомеа"),
        ("Table: Who {#tab-a}", "Table: What {#tab-a}"),
    ],
)
def test_what_it_says_counts(one: str, other: str) -> None:
    assert hashes(f"x\n\n{one}\n") != hashes(f"x\n\n{other}\n")


def test_line_ends_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    text, problems = read_text(path, "page.md")
    assert (hashes(text), problems) == (hashes(PAGE), [])


def test_front_matter_does_not_count() -> None:
    assert hashes(PAGE.replace("review: draft", "review: approved")) == hashes(PAGE)


def test_a_sign_of_the_private_area_is_no_reference() -> None:
    assert hashes("\ue000 &#xE000; [](ref:a)\n") == hashes("[](ref:a)\n")


def test_only_the_section_that_changed_has_another_hash() -> None:
    changed = hashes(PAGE.replace("12 members", "13 members"))
    assert {key for key, value in hashes(PAGE).items() if changed[key] != value} == {"about"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 400_000,
        "[x](" * 150_000,
        "{" * 400_000,
        "<a" * 200_000,
        "<!--" * 150_000,
        "&" * 400_000,
        "> " * 200_000,
        "- [ " * 150_000,
        "1 " * 200_000,
        "|" * 400_000,
        "# a {#a}\n" * 50_000,
        "[a](term:b) " * 50_000,
        "\u0301" * 200_000,
        "`" * 400_000,
    ],
    ids=lambda text: text[:10].encode("unicode_escape").decode(),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    read = page(text)
    begun = time.monotonic()
    section_hashes(read)
    sections(read)
    assert time.monotonic() - begun < SECONDS


# State


def test_a_translation_just_stamped_is_fresh() -> None:
    assert state(page(PAGE), translated(PAGE)) == State(fresh=("top", "about", "who-sits"))


def test_an_edit_of_case_space_and_punctuation_keeps_it_fresh() -> None:
    edited = PAGE.replace("Before all.", "BEFORE  all!").replace("members.", "members;").replace("# About", "# about")
    assert state(page(edited), translated(PAGE)).changed == ()


def test_a_changed_number_makes_its_section_stale() -> None:
    found = state(page(PAGE.replace("12", "13")), translated(PAGE))
    assert found == State(fresh=("top", "who-sits"), stale=("about",))
    assert found.changed == ("about",)


def test_a_removed_section_is_gone() -> None:
    assert state(page(PAGE[: PAGE.index("## Who")]), translated(PAGE)) == State(("top", "about"), gone=("who-sits",))


def test_a_new_section_is_missing() -> None:
    found = state(page(PAGE + "\n## More {#more}\n\nText.\n"), translated(PAGE))
    assert found == State(("top", "about", "who-sits"), missing=("more",))


def test_a_renamed_id_is_no_change_of_the_text() -> None:
    assert state(page(PAGE.replace("{#who-sits}", "{#seats}")), translated(PAGE)) == State(("top", "about", "seats"))


def test_a_renamed_section_with_another_text_is_missing_and_gone() -> None:
    edited = PAGE.replace("{#who-sits}", "{#seats}").replace("See", "Look at")
    assert state(page(edited), translated(PAGE)) == State(("top", "about"), missing=("seats",), gone=("who-sits",))


def test_one_section_stands_for_one_renamed_section_only() -> None:
    source, edited = "# A {#a}\n", "# A {#b}\n\n# A {#c}\n"
    assert state(page(edited), translated(source)) == State(fresh=("b",), missing=("c",))


def test_a_moved_section_is_fresh() -> None:
    source, edited = "# A {#a}\n\n# B {#b}\n", "# B {#b}\n\n# A {#a}\n"
    assert state(page(edited), translated(source)) == State(fresh=("b", "a"))


@pytest.mark.parametrize(
    "front", ["", "---\nreview: draft\n---\n", "---\nsource: yes, all\n---\n", "---\nsource:\n---\n"]
)
def test_a_page_without_a_record_was_never_stamped(front: str) -> None:
    other = page(f"{front}\n# О пособии {{#about}}\n")
    assert (record(other), state(page(PAGE), other)) == (None, State(stamped=False))


def test_a_record_made_by_hand_is_read_as_text() -> None:
    other = page("---\nsource: {about: 12, top: null}\n---\n")
    assert record(other) == {"about": "12", "top": "None"}
    assert state(page(PAGE), other).stale == ("top", "about")


# Words


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("", "", []),
        ("a b", "a  b", [("kept", "a b")]),
        ("a b c", "a x c", [("kept", "a"), ("removed", "b"), ("added", "x"), ("kept", "c")]),
        ("", "a b", [("added", "a b")]),
        ("a b", "", [("removed", "a b")]),
        ("a a", "a a a", [("kept", "a a"), ("added", "a")]),
        (
            "a b c d e",
            "x b y d z",
            [
                ("removed", "a"),
                ("added", "x"),
                ("kept", "b"),
                ("removed", "c"),
                ("added", "y"),
                ("kept", "d"),
                ("removed", "e"),
                ("added", "z"),
            ],
        ),
    ],
)
def test_words_that_differ(old: str, new: str, runs: list[tuple[str, str]]) -> None:
    assert word_diff(old, new) == runs


def test_long_texts_are_compared_in_time() -> None:
    begun = time.monotonic()
    found = word_diff("x " + "a b " * 500_000 + "y", "x " + "b a " * 500_000 + "y")
    assert time.monotonic() - begun < SECONDS
    assert [change for change, _ in found] == ["kept", "removed", "added", "kept"]


# The record

RECORD = {"top": "0123456789ab", "who-sits": "123456789012"}
WRITTEN = 'source:\n  top: "0123456789ab"\n  who-sits: "123456789012"\n'


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("", f"---\n{WRITTEN}---\n"),
        ("# A\n", f"---\n{WRITTEN}---\n# A\n"),
        ("\n# A", f"---\n{WRITTEN}---\n\n# A"),
        ("---\nnever closed\n", f"---\n{WRITTEN}---\n---\nnever closed\n"),
        ("---\n---\nx", f"---\n{WRITTEN}---\nx"),
        ("---\nreview: draft\n---", f"---\nreview: draft\n{WRITTEN}---"),
        ("--- \nreview: draft\n---\t\n\nx\n", f"--- \nreview: draft\n{WRITTEN}---\t\n\nx\n"),
        (
            "---\n# mine\nreview:   'draft'  # now\nhide: [toc]\n\ntags:\n  - a\n# last\n---\nx\n\n---\n",
            f"---\n# mine\nreview:   'draft'  # now\nhide: [toc]\n\ntags:\n  - a\n# last\n{WRITTEN}---\nx\n\n---\n",
        ),
        (
            '---\na: 1\nsource:\n  old: "x"\n  gone: "y"\n  # kept\nb: 2\n---\nx\n',
            f"---\na: 1\n{WRITTEN}  # kept\nb: 2\n---\nx\n",
        ),
        ("---\nsource: {}\nb: 2\n---\n", f"---\n{WRITTEN}b: 2\n---\n"),
        ("---\nsource:\n---\n", f"---\n{WRITTEN}---\n"),
        ("---\nsources:\n  a: 1\n---\n", f"---\nsources:\n  a: 1\n{WRITTEN}---\n"),
        ("---\nby:\n  source: x\n---\n", f"---\nby:\n  source: x\n{WRITTEN}---\n"),
    ],
)
def test_the_record_is_written_and_nothing_else_touched(text: str, new: str) -> None:
    assert stamped(text, RECORD) == new
    assert stamped(new, RECORD) == new
    assert stamped("\ufeff" + text, RECORD) == "\ufeff" + new
    crlf, crlf_new = text.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    if "\n" in text:
        assert stamped(crlf, RECORD) == crlf_new
        assert stamped(text.replace("\n", "\r"), RECORD) == new.replace("\n", "\r")


@pytest.mark.parametrize(
    "key", ["who-sits", "no", "null", "1", "1e5", "A", "а", 'a"b', "a:b", "a#b", "-", "a\\b", "!x", "y"]
)
def test_every_id_can_be_a_key(key: str) -> None:
    assert record(page(stamped("", {key: "0123456789ab"}))) == {key: "0123456789ab"}


def test_a_record_of_nothing_is_one() -> None:
    text = stamped("---\nreview: draft\n---\n", {})
    assert (text, record(page(text))) == ("---\nreview: draft\nsource: {}\n---\n", {})


@pytest.mark.parametrize(
    "front",
    [
        "{review: draft}",
        "- review",
        "review: [",
        '"source": x',
        "source: {\n  a: b\n}",
        "source:\n  a: b\n  # between\n  c: d",
        "source: a\nsource: b",
    ],
)
def test_front_matter_that_cannot_take_it_is_refused(front: str) -> None:
    with pytest.raises(ValueError, match=r"^the front matter cannot take the record - "):
        stamped(f"---\n{front}\n---\n\nx\n", RECORD)
