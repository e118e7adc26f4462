/* What the records of a class come to: results by module, the hardest questions, and both for a spreadsheet.
   Everything here follows from what is handed in; keys of records are ids, as record.js has made sure. */
(() => {
  const FEWEST = 3 // answers: fewer say little of a question, and too much of those who answered
  const { best, passes } = hamkori.record
  const order = new Intl.Collator(hamkori.locale).compare

  const mean = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const percent = ({ right, of }) => (100 * right) / of

  /* The modules to show: written ones and those with results, then final tests with results; after them what this handbook
     does not know. */
  function modulesOf(learners, outline) {
    const tried = new Set(learners.flatMap(({ attempts }) => Object.keys(attempts).filter(id => attempts[id].length)))
    const known = [...outline.modules, ...outline.tests].filter(module => module.written || tried.has(module.id))
    for (const module of known) tried.delete(module.id)
    return [...known, ...[...tried].sort().map(id => ({ id, hours: 0 }))]
  }

  /* A learner beside the modules: the best result of each or null, how many are passed and how many hours they are. */
  function rowOf(learner, modules, passMark) {
    const results = modules.map(({ id }) => {
      const attempt = best(learner, id)
      return attempt && { right: attempt.right, of: attempt.of, percent: percent(attempt), passed: passes(attempt, passMark) }
    })
    const passed = modules.filter((module, place) => !module.test && results[place] && results[place].passed)
    const hours = passed.reduce((sum, module) => sum + module.hours, 0)
    return { code: hamkori.record.spaced(learner.learner), learner, results, passed: passed.length, hours }
  }

  /* How many passed the module at this place, and the mean of the best results, in percent, or null without any. */
  function totalOf(rows, place) {
    const results = rows.map(row => row.results[place]).filter(Boolean)
    return {
      passed: results.filter(result => result.passed).length,
      mean: results.length ? Math.round(mean(results.map(result => result.percent))) : null
    }
  }

  const comparing = (x, y) => (typeof x === "string" ? order(x, y) : x - y)

  /* Rows by what `value` says of them; those of which it says nothing (null) come last either way. */
  function sorted(rows, value, down) {
    return [...rows].sort((a, b) => {
      const [x, y] = [value(a), value(b)]
      const given = x === null || y === null ? (x === null) - (y === null) : comparing(x, y) * (down ? -1 : 1)
      return given || order(a.code, b.code)
    })
  }

  /* The questions that enough learners answered, by the first answer kept of each learner; the hardest first. */
  function questionsOf(learners, items) {
    const firsts = new Map()
    for (const [id, [first]] of learners.flatMap(({ answers }) => Object.entries(answers))) {
      if (first) firsts.set(id, firsts.get(id) || []).get(id).push(first)
    }
    return [...firsts]
      .filter(([, answers]) => answers.length >= FEWEST)
      .map(([id, answers]) => questionOf(id, answers, items[id]))
      .sort((a, b) => a.percent - b.percent || b.of - a.of || (a.id < b.id ? -1 : 1))
  }

  function questionOf(id, answers, item) {
    const wrong = answers.filter(answer => !answer.right)
    const figures = { right: answers.length - wrong.length, of: answers.length }
    return { id, item, ...figures, percent: percent(figures), mistake: item ? mistakeIn(wrong, item.options) : null }
  }

  /* The wrong option chosen most, the first of equal ones; null where right ones were only left out. */
  function mistakeIn(answers, options) {
    const times = []
    for (const place of answers.flatMap(({ chosen }) => [...new Set(chosen)])) {
      if (!options[place] || !options[place].correct) times[place] = (times[place] || 0) + 1
    }
    const most = Math.max(...times.filter(Boolean), 0)
    return most ? { place: times.indexOf(most), option: options[times.indexOf(most)], times: most } : null
  }

  hamkori.classFigures = { FEWEST, modulesOf, rowOf, totalOf, sorted, questionsOf }
})()
