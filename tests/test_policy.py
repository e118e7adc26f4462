"""The policy of a page: what it allows, and the hashes of the scripts that are written in it."""

from __future__ import annotations

import base64
import hashlib

import pytest

from editions.policy import guarded, policy

HEAD = '<!doctype html>\n<head>\n  <meta charset="utf-8">'
PLAIN = (
    "default-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; connect-src 'none'; "
    "object-src 'none'; form-action 'none'; base-uri 'none'"
)


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_of_the_site_alone_needs_no_hash() -> None:
    assert policy(f'{HEAD}<script src="a.js"></script><script type="application/json">{{}}</script>') == PLAIN


def test_scripts_in_the_page_are_known_by_their_hashes() -> None:
    one = "<script>let a = 1</script>"
    page = f"{HEAD}{one}<SCRIPT type='text/javascript' defer>\n«б»\n</SCRIPT>{one}"
    hashes = f"{digest('let a = 1')} {digest(chr(10) + '«б»' + chr(10))}"
    assert policy(page) == PLAIN.replace("script-src 'self' file:", f"script-src 'self' file: {hashes}")


def test_the_policy_stands_before_what_it_rules() -> None:
    meta = f'  <meta http-equiv="Content-Security-Policy" content="{PLAIN}">'
    assert guarded(f'{HEAD}\n  <link rel="icon" href="a.svg">') == f'{HEAD}\n{meta}\n  <link rel="icon" href="a.svg">'


@pytest.mark.parametrize("page", ["<p>", f"<script>1</script>{HEAD}"])
def test_a_page_without_a_place_for_it_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r'^the page has no <meta charset="utf-8"> before its first script$'):
        guarded(page)
