/* How far the learner is on a track: in its card, and at each of its modules. */
(() => {
  const screen = document.querySelector("[data-screen=track]")
  if (!screen) return
  const { record, make, fill, bar, link, say, titled } = hamkori
  const id = screen.dataset.track
  const entries = new Map([...document.querySelectorAll("[data-module]")].map(entry => [entry.dataset.module, entry]))
  const marks = new Map()

  const isPassed = (kept, module) => record.isPassed(kept, module.id, hamkori.outline.passMark)

  /* Who else opens this browser shall not see that a module with a quick exit was read. */
  const isBegun = (kept, module) => !module.quickExit && [kept.read, kept.open, kept.attempts].some(map => module.id in map)

  function showAll() {
    const kept = record.read()
    const track = hamkori.outline.tracks.find(one => one.id === id)
    const modules = track.modules.map(({ id: key, hours }) => ({ ...hamkori.outline.modules.find(one => one.id === key), hours }))
    const passed = modules.filter(module => isPassed(kept, module))
    const hours = passed.reduce((sum, module) => sum + module.hours, 0)
    fill(screen,
      make("p", {}, say("track-progress", { n: passed.length, all: modules.length, hours, hoursAll: track.hours })),
      bar(hours, track.hours),
      testResult(kept, track),
      actions(kept, track, modules))
    for (const module of modules) mark(kept, module)
  }

  function testResult(kept, track) {
    const best = record.best(kept, `test-${track.id}`)
    if (!best) return null
    const kind = record.passes(best, hamkori.outline.passMark) ? "passed" : "failed"
    return make("p", {}, make("span", { class: `badge ${kind}` }, say("track-test-best", best)))
  }

  function actions(kept, track, modules) {
    const next = modules.find(module => module.written && !isPassed(kept, module))
    const words = next && (modules.some(module => isBegun(kept, module)) ? say("track-next", { title: titled(next) }) : say("track-begin", { title: titled(next) }))
    return make("div", { class: "actions" },
      next && link(words, next.page, "md-button--primary"),
      link(say("track-test"), `final-test.html#${track.id}`, next ? "" : "md-button--primary"))
  }

  function mark(kept, module) {
    if (marks.has(module.id)) marks.get(module.id).remove()
    marks.delete(module.id)
    const badge = isPassed(kept, module)
      ? make("span", { class: "badge passed" }, say("progress-done"))
      : isBegun(kept, module) && make("span", { class: "badge started" }, say("progress-begun"))
    if (!badge || !entries.has(module.id)) return
    marks.set(module.id, badge)
    entries.get(module.id).append(badge)
  }

  hamkori.loadData("outline").then(() => {
    showAll()
    record.onChange(showAll)
  }, () => {}) // without it the page says what the course is
})()
