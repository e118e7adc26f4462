/* Filters for the catalogue of tools. What was chosen stands in the query of the address, so that a link to it and the
   way back work. Without this script all tools are shown. The catalogue of templates below it is short and stays whole. */
(() => {
  const catalogue = document.querySelector(".catalogue")
  if (!catalogue) return
  const { make, say, sayCount } = hamkori
  const tools = [...catalogue.querySelectorAll("li[data-phase]")]

  const AUDIENCES = {
    cadet: say("audience-cadet"),
    officer: say("audience-officer"),
    commander: say("audience-commander"),
    trainer: say("audience-trainer"),
    partner: say("audience-partner")
  }
  const PHASES = {
    prepare: say("phase-prepare"),
    understand: say("phase-understand"),
    plan: say("phase-plan"),
    act: say("phase-act"),
    review: say("phase-review")
  }
  const TIMES = {
    short: say("tools-time-short"),
    middle: say("tools-time-middle"),
    long: say("tools-time-long")
  }
  const timeOf = minutes => (minutes <= 60 ? "short" : minutes <= 120 ? "middle" : "long")

  const filters = [
    { name: "user", label: say("audience"), options: AUDIENCES, valuesOf: tool => tool.dataset.users.split(" ") },
    { name: "phase", label: say("phase"), options: PHASES, valuesOf: tool => [tool.dataset.phase] },
    { name: "time", label: say("duration"), options: TIMES, valuesOf: tool => [timeOf(Number(tool.dataset.minutes))] }
  ]
  for (const filter of filters) filter.select = selectFor(filter)

  const count = make("p", { class: "filters-count" })
  const none = make("p", { class: "notice", hidden: true }, say("tools-none"))
  const all = hamkori.button(say("tools-all"), showAll)
  catalogue.before(
    make("div", { class: "filters no-print", role: "group", "aria-label": say("tools-filter") },
      filters.map(({ select, label, name }) => make("div", { class: "field" },
        make("label", { for: `filter-${name}` }, label), select)),
      make("div", { class: "filters-foot" }, count, all)),
    none)

  window.addEventListener("popstate", restore)
  window.addEventListener("hashchange", uncover)
  restore()
  uncover()

  function selectFor({ name, options, valuesOf }) {
    const used = new Set(tools.flatMap(valuesOf))
    return make("select", { id: `filter-${name}`, onchange: choose },
      make("option", { value: "" }, say("tools-any")),
      Object.keys(options).filter(key => used.has(key)).map(key => make("option", { value: key }, options[key])))
  }

  function choose() {
    remember()
    hamkori.announce(show())
  }

  function showAll() {
    for (const { select } of filters) select.value = ""
    choose()
    filters[0].select.focus() // the button has just gone
  }

  /* Shows the tools that fit every choice, and returns what is said about them. */
  function show() {
    for (const tool of tools) tool.hidden = !filters.every(({ select, valuesOf }) => !select.value || valuesOf(tool).includes(select.value))
    const shown = tools.filter(tool => !tool.hidden).length
    count.textContent = sayCount("tools-shown", shown, { total: tools.length })
    none.hidden = shown > 0
    all.hidden = filters.every(({ select }) => !select.value)
    return shown ? count.textContent : none.textContent
  }

  function remember() {
    const address = new URL(location.href)
    for (const { name, select } of filters) {
      if (select.value) address.searchParams.set(name, select.value)
      else address.searchParams.delete(name)
    }
    address.hash = ""
    history.pushState(null, "", address)
  }

  function restore() {
    const chosen = new URL(location.href).searchParams
    for (const { name, select } of filters) {
      select.value = chosen.get(name) || ""
      if (select.selectedIndex < 0) select.value = "" // a value that no tool has
    }
    show()
  }

  /* A tool that the address names must not be hidden by a filter. */
  function uncover() {
    const target = document.getElementById(location.hash.slice(1))
    if (!target || !target.hidden) return
    for (const { select } of filters) select.value = ""
    show()
    target.scrollIntoView()
  }
})()
