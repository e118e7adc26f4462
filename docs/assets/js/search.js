/* The search box in the header: opens, listens and shows. What it searches with and in is loaded when it is first
   used. On a page that is opened from it, the words that were found are marked. */
(() => {
  const { say, sayCount, make, load, loadData, announce } = hamkori
  const search = document.querySelector(".md-search")
  const toggle = document.getElementById("__search") // Material draws the open search by it
  if (!search || !toggle) return
  const form = search.querySelector("form")
  const input = search.querySelector("input")
  const told = search.querySelector(".md-search-result__meta")
  const list = search.querySelector(".md-search-result__list")

  // Opening and closing

  let before = null

  function open(from) {
    if (!toggle.checked) {
      before = from
      toggle.click()
    }
    input.focus()
    prepare()
  }

  function close() {
    if (toggle.checked) toggle.click()
  }

  function closed() {
    const place = before
    before = null
    clearTimeout(saying)
    if (!search.contains(document.activeElement)) return
    document.activeElement.blur()
    if (place && place !== document.body) place.focus()
  }

  // Preparing and answering

  const LIBRARIES = ["lib/minisearch", "lib/stem-ru", "lib/stem-en", "letters"].map(name => `assets/js/${name}.js`)
  const SOON = 700 // a count is told aloud when the reader has stopped typing

  let state = "new"
  let saying = 0

  async function prepare() {
    if (state !== "new" && state !== "failed") return
    become("loading")
    try {
      await Promise.all([...LIBRARIES.map(load), loadData("search")])
      await Promise.all(["assets/js/find.js", "assets/js/hits.js"].map(load))
    } catch {
      return become("failed") // the next key tries again
    }
    become("growing")
    await hamkori.find.complete
    become("complete")
  }

  function become(next) {
    state = next
    if (!list.contains(document.activeElement)) answer()
  }

  function tell(text, aloud) {
    told.textContent = text
    clearTimeout(saying)
    if (aloud && toggle.checked) saying = setTimeout(announce, SOON, text)
  }

  /* While the index is still growing, what is in it is shown already: the glossary comes first. */
  function answer() {
    const query = input.value.trim()
    list.textContent = ""
    if (state === "failed") return tell(say("search-failed"), true)
    if (!query) return tell(say("search-ready"), false)
    const groups = state === "loading" ? [] : hamkori.find.find(query)
    if (groups.length) hamkori.hits.show(list, groups)
    list.closest(".md-search__scrollwrap").scrollTop = 0
    const count = groups.reduce((sum, hits) => sum + hits.length, 0)
    if (state !== "complete") tell(say("search-loading"), false)
    else tell(count ? sayCount("search-found", count) : say("search-none", { query }), true)
  }

  // Keys

  const follow = () => {
    const first = list.querySelector("a")
    if (first) first.click()
  }

  function move(step) {
    const stops = Array.from(list.querySelectorAll("a, summary, button")).filter(stop =>
      stop.matches("summary") || !stop.closest("details:not([open])"))
    const all = [input, ...stops]
    const at = all.indexOf(document.activeElement)
    all[(at + step + all.length) % all.length].focus()
  }

  const plainKey = event => !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing

  function inside(event) {
    if (!plainKey(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Escape") close()
    else if (step) move(step)
    else {
      if (event.key.length === 1 && event.key !== " " && event.target !== input) input.focus() // the letter goes there
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  /* Ctrl+K, also where the keyboard is Cyrillic. A single letter would open it for those who speak to their
     computer (WCAG 2.2, 2.1.4). */
  function outside(event) {
    if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    open(document.activeElement)
  }

  // The words that were searched for, on the page that was opened

  const NO_TEXT = "svg, script, style, textarea, select, button, mark"

  function markWords(wanted) {
    const article = document.querySelector("article.md-content__inner")
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
    const found = []
    while (texts.nextNode()) {
      if (!texts.currentNode.parentElement.closest(NO_TEXT)) found.push(texts.currentNode)
    }
    found.forEach(text => markIn(text, wanted))
  }

  function markIn(text, wanted) {
    const parts = text.data.split(/([\p{L}\p{N}]+)/u)
    if (!parts.some(part => wanted.has(part.toLowerCase()))) return
    text.replaceWith(...parts.map(part => (wanted.has(part.toLowerCase()) ? make("mark", {}, part) : part)))
  }

  search.addEventListener("keydown", inside)
  document.addEventListener("keydown", outside)
  input.addEventListener("focus", event => open(event.relatedTarget))
  input.addEventListener("input", () => {
    if (!toggle.checked) toggle.click()
    if (state === "failed") prepare()
    else answer()
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    follow()
  })
  form.addEventListener("reset", () => {
    setTimeout(answer) // once the box is empty
    input.focus()
  })
  list.addEventListener("click", event => {
    if (event.target.closest("a")) close()
  })
  search.addEventListener("focusout", event => {
    if (event.relatedTarget && !search.contains(event.relatedTarget)) close()
  })
  toggle.addEventListener("change", () => (toggle.checked ? open(document.activeElement) : closed()))
  const button = document.querySelector("[data-search-open]")
  if (button) button.addEventListener("click", () => open(button))

  const wanted = new Set((new URLSearchParams(location.search).get("h") ?? "").toLowerCase().split(" ").filter(Boolean))
  if (wanted.size) markWords(wanted)
})()
