/* Filters for the catalogue of tools. The catalogue of templates below it is short and stays whole. */
(() => {
  const catalogue = document.querySelector(".catalogue")
  if (!catalogue) return
  const { say, sayCount } = hamkori
  const tools = [...catalogue.querySelectorAll("li[data-phase]")]

  const AUDIENCES = [
    ["cadet", say("audience-cadet")],
    ["officer", say("audience-officer")],
    ["commander", say("audience-commander")],
    ["trainer", say("audience-trainer")],
    ["partner", say("audience-partner")]
  ]
  const PHASES = [
    ["prepare", say("phase-prepare")],
    ["understand", say("phase-understand")],
    ["plan", say("phase-plan")],
    ["act", say("phase-act")],
    ["review", say("phase-review")]
  ]
  const TIMES = [
    ["short", say("tools-time-short")],
    ["middle", say("tools-time-middle")],
    ["long", say("tools-time-long")]
  ]
  const timeOf = minutes => (minutes <= 60 ? "short" : minutes <= 120 ? "middle" : "long")

  const criteria = [
    { name: "user", label: say("audience"), options: AUDIENCES, valuesOf: tool => tool.dataset.users.split(" ") },
    { name: "phase", label: say("phase"), options: PHASES, valuesOf: tool => [tool.dataset.phase] },
    { name: "time", label: say("duration"), options: TIMES, valuesOf: tool => [timeOf(Number(tool.dataset.minutes))] }
  ]
  const { parts, clear } = hamkori.filters(tools, criteria, {
    group: say("tools-filter"),
    any: say("tools-any"),
    none: say("tools-none"),
    all: say("tools-all"),
    shown: n => sayCount("tools-shown", n, { total: tools.length })
  })
  catalogue.before(...parts)
  window.addEventListener("hashchange", uncover)
  uncover()

  /* A tool that the address names must not be hidden by a filter. */
  function uncover() {
    const target = document.getElementById(location.hash.slice(1))
    if (!target || !target.hidden) return
    clear()
    target.scrollIntoView()
  }
})()
