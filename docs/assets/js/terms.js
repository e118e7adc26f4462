/* Glossary terms: the definition appears when a term is pointed at, focused, or touched once; it stays while
   the pointer is on it and goes with Escape (WCAG 2.2, 1.4.13). Without this script a term is a plain link. */
(() => {
  const card = document.getElementById("term-card")
  if (!card) return
  const text = card.querySelector("[data-part=definition]")
  const more = card.querySelector("[data-part=more]")
  let shown = null
  let closing = 0
  let touched = false

  function open(term) {
    clearTimeout(closing)
    if (shown === term) return
    close()
    shown = term
    text.textContent = term.dataset.definition
    more.href = term.href
    card.hidden = false
    term.setAttribute("aria-describedby", "term-definition")
    place(term)
  }

  function close() {
    clearTimeout(closing)
    if (!shown) return
    shown.removeAttribute("aria-describedby")
    shown = null
    card.hidden = true
  }

  function place(term) {
    const gap = 8
    const lines = term.getClientRects()
    const line = lines[lines.length - 1]
    const box = card.getBoundingClientRect()
    const width = document.documentElement.clientWidth
    const below = line.bottom + gap + box.height <= window.innerHeight
    const left = Math.min(Math.max(line.left, gap), Math.max(width - box.width - gap, gap))
    card.style.left = `${left + window.scrollX}px`
    card.style.top = `${(below ? line.bottom + gap : line.top - gap - box.height) + window.scrollY}px`
  }

  function closeSoon() {
    clearTimeout(closing)
    closing = setTimeout(close, 200)
  }

  const termOf = event => event.target instanceof Element && event.target.closest("a.term[data-definition]")

  document.addEventListener("pointerdown", event => {
    touched = event.pointerType !== "mouse"
    if (touched && !termOf(event) && !card.contains(event.target)) close()
  })
  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse") return
    const term = termOf(event)
    if (term) open(term)
    else if (card.contains(event.target)) clearTimeout(closing)
    else if (shown && shown !== document.activeElement) closeSoon()
  })
  document.addEventListener("focusin", event => {
    const term = termOf(event)
    if (term && !touched) open(term)
    else if (!term && !card.contains(event.target)) close()
  })
  document.addEventListener("click", event => {
    const term = termOf(event)
    if (!term || !touched || shown === term) return
    event.preventDefault()
    open(term)
  }, true)
  document.addEventListener("keydown", event => {
    touched = false
    if (event.key === "Escape") close()
  })
  window.addEventListener("resize", close)
})()
