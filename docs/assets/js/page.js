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
      hamkori.record?.forgetVisit?.()
    } catch {
      // whatever is wrong with the record, nobody is kept here
    }
    try {
      window.top.location.replace(exit.href) // a learning system shows the page inside one of its own
    } catch {
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

  // Material opens the drawer and the parts of the menu by labels, which are no buttons to the keyboard or the ear.

  const sidebar = document.querySelector(".md-sidebar--primary")
  const drawer = document.getElementById("__drawer")
  // Firefox ticks boxes again as they were when the reader left the page: menu and search begin closed.
  for (const toggle of document.querySelectorAll("[data-md-toggle]")) toggle.checked = false
  const opener = asButton(document.querySelector("label.md-header__button[for=__drawer]"), hamkori.say("page-menu"))
  const isSeen = element => element.offsetParent !== null && getComputedStyle(element).visibility === "visible"

  function asButton(label, name) {
    const toggle = label && document.getElementById(label.htmlFor)
    if (!toggle) return null
    const button = hamkori.make("button", {
      type: "button", class: label.className, for: label.htmlFor, // Material's stylesheet looks for it
      "aria-label": name,
      onclick: () => press(button, toggle),
    }, Array.from(label.childNodes))
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked))
    toggle.addEventListener("change", tell)
    tell()
    label.replaceWith(button)
    return button
  }

  function set(toggle, checked) {
    toggle.checked = checked
    toggle.dispatchEvent(new Event("change"))
  }

  /* On a narrow screen a part of the menu covers what it is in, also the button that was pressed. */
  function press(button, toggle) {
    set(toggle, !toggle.checked)
    if (isSeen(button)) return
    const same = Array.from(sidebar.querySelectorAll("button[for]")).filter(other => other.getAttribute("for") === toggle.id)
    const next = same.find(isSeen)
    if (next) next.focus()
  }

  function toggleOf(item) {
    return Array.from(item.children).find(child => child.matches(".md-nav__toggle"))
  }

  function cover(list) {
    const open = Array.from(list.children).some(item => toggleOf(item)?.checked)
    list.parentElement.classList.toggle("covered", open)
  }

  function partsAsButtons() {
    for (const list of sidebar.querySelectorAll(".md-nav__list")) {
      for (const toggle of Array.from(list.children).map(toggleOf).filter(Boolean)) {
        toggle.addEventListener("change", () => cover(list))
      }
      cover(list)
    }
    for (const label of sidebar.querySelectorAll("label[for^=__nav_], label[for=__toc]")) {
      const inside = label.closest("li").querySelector("nav")
      asButton(label, label.textContent.trim() ? null : inside.getAttribute("aria-label"))
    }
  }

  function closeDrawer(event) {
    if (event.key !== "Escape" || !drawer.checked) return
    set(drawer, false)
    opener.focus()
  }

  function leaveDrawer(event) {
    const to = event.relatedTarget
    if (to && drawer.checked && !sidebar.contains(to) && to !== opener) set(drawer, false)
  }

  if (opener && sidebar) {
    partsAsButtons()
    sidebar.addEventListener("focusout", leaveDrawer)
    document.addEventListener("keydown", closeDrawer)
  }

  // A table that is wider than the page is scrolled with the arrow keys.

  function reachTables() {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (frame.scrollWidth > frame.clientWidth) frame.setAttribute("tabindex", "0")
      else frame.removeAttribute("tabindex")
    }
  }

  window.addEventListener("load", reachTables)
  window.addEventListener("resize", reachTables)
})()
