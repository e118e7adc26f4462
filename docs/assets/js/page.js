/* The frame of every page: leaving at once, the language menu, the drawer of the menu on narrow screens. */
(() => {
  // Leaving at once. Without this script the link leaves too, and Back then leads here again.

  const exit = document.querySelector(".exit-link")
  const PRESSES = 3
  const WITHIN = 5000 // milliseconds from one press of Shift to the next
  let presses = 0
  let pressed = 0
  let alone = false

  function leave() {
    document.documentElement.hidden = true // what follows may take a while on a slow network
    document.title = "…"
    try {
      hamkori.record?.forget?.()
    } finally {
      location.replace(exit.href)
    }
  }

  function shiftDown(event) {
    if (event.repeat) return
    alone = event.key === "Shift" && !event.altKey && !event.ctrlKey && !event.metaKey // others change the keyboard's language
    if (!alone) presses = 0
  }

  function shiftUp(event) {
    if (event.key !== "Shift" || !alone) return
    presses = event.timeStamp - pressed > WITHIN ? 1 : presses + 1
    pressed = event.timeStamp
    if (presses === PRESSES) leave()
    else hamkori.announce(hamkori.sayCount("exit-presses", PRESSES - presses))
  }

  if (exit) {
    exit.addEventListener("click", event => {
      event.preventDefault()
      leave()
    })
    document.addEventListener("keydown", shiftDown, true)
    document.addEventListener("keyup", shiftUp, true)
    document.addEventListener("pointerdown", () => { presses = 0 }, true)
  }

  // The language menu keeps the place in the page, and Escape closes it (WCAG 2.2, 1.4.13).

  const languages = document.querySelector(".md-select")

  function keepPlace() {
    for (const link of languages.querySelectorAll("a")) {
      link.search = location.search
      link.hash = location.hash
    }
  }

  function closeLanguages(event) {
    if (event.key === "Escape") languages.classList.add("closed")
  }

  if (languages) {
    for (const kind of ["pointerover", "focusin", "click"]) languages.addEventListener(kind, keepPlace, true)
    for (const kind of ["pointerenter", "focusin"]) languages.addEventListener(kind, () => languages.classList.remove("closed"))
    languages.addEventListener("click", () => languages.classList.remove("closed"))
    document.addEventListener("keydown", closeLanguages)
  }

  // Material opens the drawer by a label, which the keyboard does not reach.

  const toggle = document.getElementById("__drawer")
  const opener = document.querySelector("label.md-header__button[for=__drawer]")
  const drawer = document.querySelector(".md-sidebar--primary")

  function showState() {
    opener.setAttribute("aria-expanded", String(toggle.checked))
  }

  function setDrawer(open) {
    if (toggle.checked === open) return
    toggle.checked = open
    toggle.dispatchEvent(new Event("change"))
  }

  function pressOpener(event) {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    event.stopPropagation() // Material's own handler would press it a second time
    setDrawer(!toggle.checked)
  }

  function closeDrawer(event) {
    if (event.key !== "Escape" || !toggle.checked) return
    setDrawer(false)
    opener.focus()
  }

  function leaveDrawer(event) {
    if (event.relatedTarget && !drawer.contains(event.relatedTarget) && event.relatedTarget !== opener) setDrawer(false)
  }

  if (toggle && opener && drawer) {
    opener.setAttribute("role", "button")
    opener.setAttribute("tabindex", "0")
    opener.setAttribute("aria-label", hamkori.say("page-menu"))
    showState()
    toggle.addEventListener("change", showState)
    opener.addEventListener("keydown", pressOpener)
    drawer.addEventListener("focusout", leaveDrawer)
    document.addEventListener("keydown", closeDrawer)
  }
})()
