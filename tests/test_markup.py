"""What is mended in finished pages and in the theme's colours."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

from conftest import ROOT
from rjsmin import jsmin

from editions.markup import finished, lightened, palette


def test_an_empty_corner_of_a_table_is_no_head() -> None:
    table = '<tr>\n<th></th>\n<th align="right"> </th>\n<th>First</th>\n</tr>'
    assert finished(table) == '<tr>\n<td></td>\n<td class="right"></td>\n<th>First</th>\n</tr>'


def test_what_the_standard_does_not_allow_is_mended() -> None:
    box = '<input class="x" type="checkbox" id="__drawer" autocomplete="off">'
    assert finished(box) == '<input class="x" type="checkbox" id="__drawer">'
    field = '<input type="text" autocomplete="off"><input type="checkbox">'
    assert finished(field) == field
    assert (
        finished('<th align="center"></th><td align="right">1</td>')
        == '<td class="center"></td><td class="right">1</td>'
    )
    title = '<label class="md-nav__title" for="__toc">'
    assert finished(title) == '<label class="md-nav__title">'
    assert finished(f'<input id="__toc">{title}') == f'<input id="__toc">{title}'


def test_a_page_without_tables_keeps_its_heads() -> None:
    assert finished("<thead></thead><p></p>") == "<thead></thead><p></p>"


def test_lines_are_neither_indented_nor_blank() -> None:
    assert finished("<p>\n    one  two\n  \n\n\tthree </p>\n") == "<p>\none  two\nthree </p>\n"
    for blanks in (" ", "\t", "\r", "  \t\r\n \n"):
        assert finished(f"{blanks}\n{blanks}one{blanks}\n two") == "\none\ntwo"


def test_blanks_that_are_shown_or_hashed_stay() -> None:
    kept = (
        "<pre>\n  a\n\n  b\n</pre>",
        "<textarea>\n  a\n</textarea>",
        "<script>\n  let a\n</script>",
        "<style>\n  p\n</style>",
    )
    for one in kept:
        assert finished(f"  \n  {one}\n  <p>") == f"\n{one}\n<p>"


def test_only_the_colours_of_the_site_stay() -> None:
    sheet = (
        "@media screen{[data-md-color-scheme=slate]{--a:1}"
        "[data-md-color-scheme=slate][data-md-color-primary=red]{--a:2}}"
        "[data-md-color-accent=red]{--b:1}[data-md-color-primary=custom]{--c:1}"
        "@media screen and (min-width:60em){[data-md-color-primary=white] .md-tabs{border:0}}"
    )
    assert palette(sheet) == "@media screen{[data-md-color-scheme=slate]{--a:1}}[data-md-color-primary=custom]{--c:1}"


def test_the_colours_of_the_theme_become_few(learner_site: Path) -> None:
    [ours] = (learner_site / "assets" / "stylesheets").glob("palette.*.min.css")
    theirs = Path(
        str(distribution("mkdocs-material").locate_file(f"material/templates/assets/stylesheets/{ours.name}"))
    )
    text, original = ours.read_text(encoding="utf-8"), theirs.read_text(encoding="utf-8")
    assert len(text) < len(original) / 3
    assert "[data-md-color-scheme=slate]" in text
    assert text.count("{") == text.count("}")
    assert text.startswith(original[:1000])


SCRIPT = """/* What it is. */
(() => {
  const words = `a  ${one}  b` // why
  const pattern = /[/"]  /
  let two = words
  ;[1].map(say => say)
})()
"""


def test_scripts_and_stylesheets_become_lighter(tmp_path: Path) -> None:
    texts = {
        "assets/js/page.js": SCRIPT,
        "assets/css/hamkori.css": "/* Text */\n.a > .b {\n  color: var(--ink);\n  width: calc(1rem + 2px);\n}\n",
        "assets/stylesheets/palette.1.min.css": "[data-md-color-accent=red]{--b:1}.c{--c:1}",
        "assets/stylesheets/main.css": "a  {}",
        "assets/js/lib/library.js": "let  a",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = {path.relative_to(tmp_path).as_posix(): text for path, text in lightened(tmp_path)}
    assert found == {
        "assets/stylesheets/palette.1.min.css": ".c{--c:1}",
        "assets/css/hamkori.css": ".a>.b{color:var(--ink);width:calc(1rem + 2px)}",
        "assets/js/page.js": (
            '(()=>{const words=`a  ${one}  b`\nconst pattern=/[/"]  /\nlet two=words;[1].map(say=>say)})()'
        ),
    }
    for name, text in found.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {path.relative_to(tmp_path).as_posix(): text for path, text in lightened(tmp_path)} == found


def test_no_template_inside_a_template_loses_a_blank() -> None:
    """rjsmin does not see where the inner one ends, and may take blanks out of the outer one."""
    nested = re.compile(r"`[^`\n]*\$\{[^}`\n]*`[^`\n]*`")
    scripts = sorted((ROOT / "docs" / "assets" / "js").glob("*.js"))
    found = [(path.name, one) for path in scripts for one in nested.findall(path.read_text(encoding="utf-8"))]
    assert [(name, one) for name, one in found if jsmin(one) != one] == []
