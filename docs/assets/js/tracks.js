/* The list of tracks says how far the learner is on each that he or she has begun. */
(() => {
  const entries = document.querySelectorAll("[data-track]:not([data-screen])")
  const { record, make, say } = hamkori
  if (!entries.length || !record.isBegun()) return
  const marks = []

  function showAll() {
    const kept = record.read()
    for (const mark of marks.splice(0)) mark.remove()
    for (const entry of entries) {
      const track = hamkori.outline.tracks.find(one => one.id === entry.dataset.track)
      const passed = track.modules.filter(module => record.isPassed(kept, module.id, hamkori.outline.passMark))
      const best = record.best(kept, `test-${track.id}`)
      if (!passed.length && !best) continue
      const hours = passed.reduce((sum, module) => sum + module.hours, 0)
      const told = say("track-progress", { n: passed.length, all: track.modules.length, hours, hoursAll: track.hours })
      const mark = make("span", { class: "entry-progress" }, told, hamkori.bar(hours, track.hours), best && testMark(best))
      marks.push(mark)
      entry.append(mark)
    }
  }

  function testMark(best) {
    const kind = record.passes(best, hamkori.outline.passMark) ? "passed" : "failed"
    return make("span", { class: `badge ${kind}` }, say("track-test-best", best))
  }

  hamkori.loadData("outline").then(() => {
    showAll()
    record.onChange(showAll)
  }, () => {}) // without it the list is as for a newcomer
})()
