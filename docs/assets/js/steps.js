/* A form in steps: on the screen its parts are shown one at a time, below a list that says in which of them something stands.
   The step is kept in the address, so that a link to it and the way back work. What comes before the first part is always
   shown; paper, and a browser without scripts, has all parts. */
(() => {
  const form = document.querySelector(".tool-form[data-steps]")
  if (!form) return
  const { make, fill, say, button } = hamkori
  const steps = [...form.querySelectorAll(".tool-part")].map(stepOf)
  let current = 0
  let whole = false // all steps are shown

  const toggle = button(say("steps-all"), () => {
    whole = !whole
    toggle.textContent = whole ? say("steps-one") : say("steps-all")
    show(current)
  })
  const back = button(say("steps-back"), () => go(current - 1))
  const next = button(say("steps-next"), () => go(current + 1), "md-button--primary")
  steps[0].heading.before(make("nav", { class: "form-steps no-print", "aria-label": say("steps-list") },
    make("ol", {}, steps.map(({ link }) => make("li", {}, link))), toggle))
  form.append(make("div", { class: "actions no-print" }, back, next))
  show(0)
  follow()
  window.addEventListener("hashchange", follow)
  window.addEventListener("beforeprint", () => showAll(true))
  window.addEventListener("afterprint", () => show(current))

  /* A part: its heading, all that belongs to it, and its link in the list. */
  function stepOf(heading) {
    const parts = [heading]
    for (let part = heading.nextElementSibling; part && !part.matches(".tool-part"); part = part.nextElementSibling) parts.push(part)
    heading.tabIndex = -1
    const state = make("span", { class: "form-begun" })
    return { heading, parts, state, link: make("a", { href: `#${heading.id}` }, heading.textContent, state) }
  }

  function go(place) {
    location.hash = steps[place].heading.id
  }

  /* Shows the step that holds what the address names, and goes to its heading. */
  function follow() {
    const target = document.getElementById(location.hash.slice(1))
    const place = steps.findIndex(({ parts }) => parts.some(part => part.contains(target)))
    if (place < 0) return
    show(place)
    steps[place].heading.focus({ preventScroll: true })
    steps[place].heading.scrollIntoView() // the browser went there while it was hidden
  }

  function show(place) {
    current = place
    showAll(whole)
    steps.forEach(({ link }, at) => {
      if (at === place && !whole) link.setAttribute("aria-current", "step")
      else link.removeAttribute("aria-current")
    })
    back.hidden = whole || place === 0
    next.hidden = whole || place === steps.length - 1
  }

  function showAll(all) {
    steps.forEach(({ parts }, at) => {
      for (const part of parts) part.classList.toggle("elsewhere", !all && at !== current)
    })
    form.dispatchEvent(new Event("step"))
  }

  /* Says in the list in which steps something is filled in. */
  function mark() {
    for (const { parts, state } of steps) fill(state, !parts.every(hamkori.compute.isEmpty) && ` · ${say("steps-begun")}`)
  }

  /* A new sheet begins with the first step. */
  function begin() {
    history.replaceState(null, "", location.href.split("#")[0])
    show(0)
  }

  hamkori.steps = { mark, begin }
})()
