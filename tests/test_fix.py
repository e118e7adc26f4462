"""`check --fix`: what it mends, what it says, and what it leaves byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import main
from course import mend
from course.load import load

Make = Callable[..., Path]
Capture = pytest.CaptureFixture[str]

TG, RU, EN = "docs/tg/about.md", "docs/ru/about.md", "docs/en/about.md"
CLEAN = "No problems found."


def fix(root: Path, capsys: Capture) -> tuple[int, list[str]]:
    code = main(["check", "--fix"], root=root)
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, printed.out.splitlines()


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def append(root: Path, name: str, text: str) -> None:
    with (root / name).open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def test_a_clean_course_is_not_touched(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    before = snapshot(root)
    assert fix(root, capsys) == (0, [CLEAN])
    assert snapshot(root) == before


def test_check_without_fix_writes_nothing(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    append(root, TG, "\nљавон\r\n")
    before = snapshot(root)
    assert main(["check"], root=root) == 1
    assert "LT002 'љавон'" in capsys.readouterr().out
    assert snapshot(root) == before


def test_letters_of_pages_are_mended_and_told(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    append(root, TG, "\nМилитcия ва љавон.\nМардуми\u0304 маҳал.\n")
    line = (root / TG).read_text(encoding="utf-8").count("\n") - 1
    assert fix(root, capsys) == (
        0,
        [
            f"{TG}:{line}: LT001 Latin 'c' became Cyrillic 'с' in 'Милитcия'",
            f"{TG}:{line}: LT002 'љ' became 'ҷ' in 'љавон'",
            f"{TG}:{line + 1}: LT002 two characters became one 'ӣ' in 'Мардуми\u0304'",
            CLEAN,
        ],
    )
    assert (root / TG).read_text(encoding="utf-8").endswith("\nМилитсия ва ҷавон.\nМардумӣ маҳал.\n")


def test_what_has_no_single_answer_is_kept_and_reported(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    append(root, TG, "\nМилиция, kор, љавон.\n")
    line = (root / TG).read_text(encoding="utf-8").count("\n")
    code, said = fix(root, capsys)
    assert code == 1
    assert [told.split(" - ")[0] for told in said] == [
        f"{TG}:{line}: LT002 'љ' became 'ҷ' in 'љавон'",
        f"{TG}:{line}: LT001 'kор' mixes scripts: 'k' is Latin",
        f"{TG}:{line}: LT002 'Милиция' has 'ц' from another alphabet",
        "2 problems: LT001 1, LT002 1",
    ]


def test_mending_twice_changes_nothing_more(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    append(root, TG, "\nљавон, Милиция, һa, ХIХ\r\n")
    fix(root, capsys)
    before = snapshot(root)
    fix(root, capsys)
    assert snapshot(root) == before


def test_byte_order_mark_and_line_ends(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    before = (root / RU).read_bytes()
    (root / RU).write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    count = before.count(b"\n")
    assert fix(root, capsys) == (
        0,
        [
            f"{RU}:1: FL001 the byte order mark was removed",
            f"{RU}:1: FL001 {count} line ends of Windows became plain",
            CLEAN,
        ],
    )
    assert (root / RU).read_bytes() == before


def test_marks_line_ends_and_letters_in_one_go(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    (root / RU).write_bytes("\ufeff\ufeff# О пoсобии {#about}\r\n\r\r\nКoд\rтекст.\r\n".encode())
    fix(root, capsys)
    assert (root / RU).read_bytes() == "# О пособии {#about}\n\nКод\rтекст.\n".encode()


def test_everything_else_stays_byte_for_byte(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    text = (
        "---\nreview: draft\nзаметкa: ў\n---\n\n# Ў {#about}\n\n\tТаб  \n`ў` <!-- ў --> [ў](a.md#ў) "
        "{: #ў } <b title='ў'>ў</b>\u00a0\u200b🙂\n\n```\nў\n```\n\nўохир без конца"
    )
    (root / TG).write_text(text, encoding="utf-8", newline="\n")
    main(["check", "--fix"], root=root)
    capsys.readouterr()
    mended = text.replace("# Ў", "# Ӯ").replace("[ў]", "[ӯ]").replace(">ў<", ">ӯ<").replace("ўохир", "ӯохир")
    assert (root / TG).read_bytes() == mended.encode()


def test_span_of_another_language_is_its_own(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    append(root, TG, '\n<span lang="uz">ўзбек</span>, ўзбак.\n')
    fix(root, capsys)
    assert (root / TG).read_text(encoding="utf-8").endswith('\n<span lang="uz">ўзбек</span>, ӯзбак.\n')


def test_letters_of_data_files_at_their_lines(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    path = "docs/data/figures.yml"
    text = (
        "# љ is kept: a comment\n"
        "structures:\n"
        "  title: {tg: 'Кӣ ќарор медиҳад', ru: Ктo решает, en: Who decides}\n"
        "  alt:\n"
        "    tg: >-\n"
        "      Ду нардбон\n"
        "      ва љавонон\n"
        '    ru: "Две\\x20лестницы:\\toн \\\n'
        '      и oна"\n'
        "    en: Two laddеrs\n"
        "  labels:\n"
        "    hukumat: {tg: [Ҳукумат, ў], ru: [Хукумат, ў], en: [Hukumat, ў]}\n"
    )
    (root / path).write_text(text, encoding="utf-8", newline="\n")
    code, said = fix(root, capsys)
    assert code == 1
    assert said[:-2] == [
        f"{path}:3: LT002 'ќ' became 'қ' in 'ќарор'",
        f"{path}:3: LT001 Latin 'o' became Cyrillic 'о' in 'Ктo'",
        f"{path}:7: LT002 'љ' became 'ҷ' in 'љавонон'",
        f"{path}:8: LT001 Latin 'o' became Cyrillic 'о' in 'oн'",
        f"{path}:9: LT001 Latin 'o' became Cyrillic 'о' in 'oна'",
        f"{path}:10: LT001 Cyrillic 'е' became Latin 'e' in 'laddеrs'",
        f"{path}:12: LT002 'ў' became 'ӯ' in 'ў'",
    ]
    mended = text
    for wrong, right in (
        ("ќарор", "қарор"),
        ("Ктo", "Кто"),
        ("љавонон", "ҷавонон"),
        ("oн", "он"),
        ("laddеrs", "ladders"),
    ):
        mended = mended.replace(wrong, right)
    assert (root / path).read_bytes() == mended.replace("Ҳукумат, ў", "Ҳукумат, ӯ").encode()


def test_words_to_avoid_keep_the_letters_that_make_them_wrong(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    path = root / "docs/data/glossary.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("avoid: []", "avoid: [гурўҳ, кoмитет]", 1), encoding="utf-8", newline="\n")
    fix(root, capsys)
    assert path.read_text(encoding="utf-8") == text.replace("avoid: []", "avoid: [гурўҳ, комитет]", 1)


def test_alphabets_and_function_words_are_not_text(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    path = root / "docs/data/languages.yml"
    text = path.read_text(encoding="utf-8").replace("default: true", "default: true, names: [Ўрмон, Цoй]")
    path.write_text(text, encoding="utf-8", newline="\n")
    fix(root, capsys)
    assert path.read_text(encoding="utf-8") == text


def test_files_that_are_no_text_are_left_alone(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    files = {
        TG: "љавон\r\n".encode("utf-16"),
        RU: b"\xff\r\n",
        EN: b"a\0b\r\n",
        "docs/data/tools.yml": "tools: [\r\n".replace("\r", "").encode() + "љ".encode(),
    }
    for name, data in files.items():
        (root / name).write_bytes(data)
    assert fix(root, capsys)[0] == 1
    assert {name: (root / name).read_bytes() for name in files} == files


def test_line_ends_of_a_file_that_is_no_yaml_are_mended(make_root: Make, capsys: Capture) -> None:
    root = make_root()
    (root / "docs/data/tools.yml").write_bytes(b"tools: [\r\n")
    assert fix(root, capsys)[0] == 1
    assert (root / "docs/data/tools.yml").read_bytes() == b"tools: [\n"


def test_permissions_links_and_neighbours_stay(make_root: Make, capsys: Capture, tmp_path: Path) -> None:
    root = make_root()
    (tmp_path / "real.md").write_text("# Дар {#about}\n\nљавон\n", encoding="utf-8", newline="\n")
    (tmp_path / "real.md").chmod(0o640)
    (root / TG).unlink()
    (root / TG).symlink_to(tmp_path / "real.md")
    before = {path.name for path in (root / "docs/tg").iterdir()} | {path.name for path in tmp_path.iterdir()}
    fix(root, capsys)
    assert (root / TG).is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").endswith("ҷавон\n")
    assert (tmp_path / "real.md").stat().st_mode & 0o777 == 0o640
    assert {path.name for path in (root / "docs/tg").iterdir()} | {path.name for path in tmp_path.iterdir()} == before


def test_a_file_that_cannot_be_written_is_told_and_whole(
    make_root: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_root()
    append(root, TG, "\nљавон\n")
    before = snapshot(root)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert main(["check", "--fix"], root=root) == 1
    printed = capsys.readouterr()
    assert printed.err == f"{TG}: could not be written, nothing changed: Permission denied\n"
    assert "became" not in printed.out
    assert snapshot(root) == before


def test_without_data_files_nothing_fails(tmp_path: Path) -> None:
    course = load(tmp_path)
    assert list(mend.files(tmp_path, course)) == []
    assert list(mend.letters(tmp_path, course)) == []
