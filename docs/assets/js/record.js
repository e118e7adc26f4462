/* The learner's record: what was read and answered, kept in this browser under one key, versioned, and keyed by
   module, section and item ids, so that moved pages, new questions or another drive letter lose nothing.

   A record is { format, version, learner, name, started, read, answers, attempts, open, last }:
     learner   a code made by chance, six signs          started   when the record was begun
     read      module -> section -> when                 last      { module, page, at }
     answers   item -> [{ at, chosen, right }]           attempts  module -> [{ at, right, of }]
     open      module -> { at, answers: item -> chosen } the quiz that is under way
   The final test of a track has its attempts and its open quiz under "test-" and the id of the track.
   Times are ISO 8601 in UTC. `chosen` are places of options in the source, from 0, whatever order was shown. */
(() => {
  const FORMAT = "hamkori-record"
  const VERSION = 1
  const LIMIT = 1000000 // characters of a file; a record of the whole course has about 300,000
  const KEPT = 20 // answers to one item, and attempts at one quiz
  const KEY = "hamkori-record"
  const DAMAGED = "hamkori-damaged"
  const DAY = 86400000
  const MOMENT = 3000 // milliseconds in which another tab may not know yet what this one wrote
  const AGAIN_AFTER = [0, DAY, 4 * DAY] // by how often in a row the item was answered right since it was wrong
  const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base 32

  // What a record may hold: files come from anywhere.

  const ID = /^[a-z][a-z0-9-]{0,79}$/
  const CODE = /^[0-9A-HJKMNP-TV-Z]{6}$/

  const { isObject, isTime } = hamkori
  const isId = value => typeof value === "string" && ID.test(value) && !(value in Object.prototype) // "constructor"
  const isCount = (value, most) => Number.isInteger(value) && value >= 0 && value <= most
  const isChosen = value => Array.isArray(value) && value.length <= 20 && value.every(place => isCount(place, 99))
  const isMap = (value, of, most = 2000) => isObject(value)
    && Object.keys(value).length <= most
    && Object.entries(value).every(([key, entry]) => isId(key) && of(entry))
  const isList = (value, of) => Array.isArray(value) && value.length <= 1000 && value.every(of)

  const isAnswer = value => isObject(value) && isTime(value.at) && isChosen(value.chosen) && typeof value.right === "boolean"
  const isAttempt = value => isObject(value) && isTime(value.at) && isCount(value.of, 200) && value.of > 0 && isCount(value.right, value.of)
  const isOpen = value => isObject(value) && isTime(value.at) && isMap(value.answers, isChosen)
  const isLast = value => value === null || (isObject(value) && isTime(value.at) && isId(value.module) && isId(value.page))

  const isRecord = value => typeof value.learner === "string" && CODE.test(value.learner)
    && typeof value.name === "string" && value.name.length <= 80
    && isTime(value.started)
    && isMap(value.read, sections => isMap(sections, isTime))
    && isMap(value.answers, answers => isList(answers, isAnswer))
    && isMap(value.attempts, attempts => isList(attempts, isAttempt))
    && isMap(value.open, isOpen)
    && isLast(value.last)

  /* The record in a text, or why it holds none: "foreign", "newer" or "damaged". */
  function parse(text) {
    const { value, problem } = hamkori.unpack(text, FORMAT, VERSION)
    if (problem) return { problem }
    return isRecord(value) ? { record: tidy(value) } : { problem: "damaged" }
  }

  /* Only what a record has; what else a file brings is left behind. */
  function tidy(record) {
    const each = (map, change) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
    const { learner, name, started, last } = record
    return {
      format: FORMAT,
      version: VERSION,
      learner,
      name,
      started,
      read: each(record.read, sections => ({ ...sections })),
      answers: each(record.answers, list => union(list.map(({ at, chosen, right }) => ({ at, chosen, right })), []).slice(-KEPT)),
      attempts: each(record.attempts, list => keptAttempts(union(list.map(({ at, right, of }) => ({ at, right, of })), []))),
      open: each(record.open, ({ at, answers }) => ({ at, answers: { ...answers } })),
      last: last && { module: last.module, page: last.page, at: last.at }
    }
  }

  const now = () => new Date().toISOString()

  function empty() {
    const chance = crypto.getRandomValues(new Uint8Array(6))
    const learner = Array.from(chance, byte => SIGNS[byte % 32]).join("")
    return { format: FORMAT, version: VERSION, learner, name: "", started: now(), read: {}, answers: {}, attempts: {}, open: {}, last: null }
  }

  // Two records as one: in any order, and as often as one likes, the result is the same.

  const byTime = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  const better = (a, b) => b.right * a.of - a.right * b.of || byTime(a, b)

  function joined(a, b, together) {
    const both = new Map(Object.entries(a))
    for (const [key, entry] of Object.entries(b)) both.set(key, both.has(key) ? together(both.get(key), entry) : entry)
    return Object.fromEntries(both)
  }

  function union(a, b) {
    const seen = new Map([...a, ...b].map(entry => [JSON.stringify(entry), entry]))
    return [...seen.values()].sort(byTime)
  }

  /* The last ones, and the best one however old. */
  function keptAttempts(list) {
    if (list.length <= KEPT) return list
    const best = [...list].sort(better)[0]
    const latest = list.slice(-KEPT)
    return latest.includes(best) ? latest : [best, ...latest]
  }

  const earlier = (a, b) => (a < b ? a : b)
  const elder = (a, b) => (a.started < b.started || (a.started === b.started && a.learner < b.learner) ? a : b)
  const fuller = (a, b) => (a.length > b.length || (a.length === b.length && a < b) ? a : b)
  const later = (a, b) => (!a ? b : !b ? a : byTime(a, b) < 0 ? b : a)

  function openQuiz(a, b) {
    if (a.at !== b.at) return a.at > b.at ? a : b
    return { at: a.at, answers: joined(a.answers, b.answers, (x, y) => (JSON.stringify(x) < JSON.stringify(y) ? x : y)) }
  }

  function merge(a, b) {
    const attempts = joined(a.attempts, b.attempts, (x, y) => keptAttempts(union(x, y)))
    const open = joined(a.open, b.open, openQuiz)
    for (const [module, quiz] of Object.entries(open)) {
      if ((attempts[module] || []).some(attempt => attempt.at >= quiz.at)) delete open[module] // it was finished elsewhere
    }
    return {
      format: FORMAT,
      version: VERSION,
      learner: elder(a, b).learner,
      name: fuller(a.name, b.name),
      started: elder(a, b).started,
      read: joined(a.read, b.read, (x, y) => joined(x, y, earlier)),
      answers: joined(a.answers, b.answers, (x, y) => union(x, y).slice(-KEPT)),
      attempts,
      open,
      last: later(a.last, b.last)
    }
  }

  // What follows from a record.

  /* A learner's code as people read it: K7Q-2MD. */
  const spaced = learner => `${learner.slice(0, 3)}-${learner.slice(3)}`

  const passes = (attempt, passMark) => attempt.right * 100 >= passMark * attempt.of

  /* The best attempt at the quiz of a module, or null; of equal ones the first. */
  function best(record, module) {
    return [...(record.attempts[module] || [])].sort(better)[0] || null
  }

  /* Whether some attempt at the quiz of a module reached the pass mark, in percent. */
  const isPassed = (record, module, passMark) => (record.attempts[module] || []).some(attempt => passes(attempt, passMark))

  /* When an item is to be asked again, in milliseconds since 1970, or null where there is no need. */
  function dueAt(record, item) {
    const answers = record.answers[item] || []
    let row = 0
    while (row < answers.length && answers[answers.length - 1 - row].right) row += 1
    if (row === answers.length || row >= AGAIN_AFTER.length) return null
    return Date.parse(answers[answers.length - 1].at) + AGAIN_AFTER[row]
  }

  const isDue = (record, item, at = Date.now()) => {
    const when = dueAt(record, item)
    return when !== null && when <= at
  }

  // Keeping it. `trouble` is "", or why changes stay in this page only: "blocked", "full", "newer".

  let trouble = ""
  let unsaved = null // the record as it stands in this page, when it could not be kept
  let written = null // what this page wrote last, and when
  let aside = null // a text that is no record, when it could not be kept either
  const listeners = []

  /* The record as it is kept now: another tab may have changed it. Without one, null. */
  function stored() {
    let text
    try {
      text = localStorage.getItem(KEY)
    } catch (error) {
      trouble = "blocked"
      return null
    }
    if (text === null) return null
    const { record, problem } = parse(text)
    if (problem === "newer") trouble = "newer"
    else if (problem) setAside(text)
    return record || null
  }

  /* A text that is no record is kept under another key, behind one that is there already, so that its owner can save
     it to a file; where that finds no room, in this page. */
  function setAside(text) {
    const all = [damaged(), text].filter(Boolean).join("\n")
    try {
      localStorage.removeItem(KEY) // makes the room that the other key needs
      localStorage.setItem(DAMAGED, all)
    } catch (error) {
      aside = all
    }
  }

  function damaged() {
    try {
      return aside || localStorage.getItem(DAMAGED)
    } catch (error) {
      return aside
    }
  }

  function forgetDamaged() {
    aside = null
    try {
      localStorage.removeItem(DAMAGED)
    } catch (error) {
      trouble = "blocked"
    }
  }

  function write(record) {
    if (trouble === "newer") return false
    try {
      const text = JSON.stringify(record)
      localStorage.setItem(KEY, text)
      trouble = ""
      written = { record, text, at: Date.now() }
      return true
    } catch (error) {
      trouble = error && error.name === "QuotaExceededError" ? "full" : "blocked"
      return false
    }
  }

  /* Two tabs may write at the same moment, when neither knows yet of the other: what this one wrote a moment ago is not
     lost when the other's text takes its place. */
  function withWritten(kept) {
    if (!kept || !written || Date.now() - written.at > MOMENT || localStorage.getItem(KEY) === written.text) return kept
    const mine = tidy(written.record)
    for (const [module, quiz] of Object.entries(mine.open)) {
      const theirs = kept.open[module]
      if (theirs && Math.abs(Date.parse(quiz.at) - Date.parse(theirs.at)) < MOMENT) quiz.at = theirs.at // begun in both
    }
    return { ...merge(kept, mine), name: kept.name, last: kept.last }
  }

  function putBack() {
    const kept = stored()
    const both = withWritten(kept)
    if (JSON.stringify(both) !== JSON.stringify(kept) && !write(both)) unsaved = both
  }

  function read() {
    const kept = withWritten(stored())
    if (unsaved) return kept ? merge(kept, unsaved) : unsaved
    return kept || empty()
  }

  const isBegun = () => stored() !== null || unsaved !== null

  /* Changes the record: `change` is given a fresh copy and alters it. What another tab wrote meanwhile is kept. */
  function update(change) {
    const record = tidy(read())
    change(record)
    unsaved = write(record) ? null : record
    tell()
    return record
  }

  function tell() {
    for (const listener of listeners) listener()
  }

  /* Calls back after every change, also one made in another tab. */
  function onChange(listener) {
    listeners.push(listener)
  }

  window.addEventListener("storage", event => {
    if (event.key !== KEY && event.key !== null) return
    if (event.newValue === null) written = null // it was deleted
    else putBack()
    tell()
  })
  window.addEventListener("pageshow", event => {
    if (event.persisted) tell() // the reader came back to a page that slept meanwhile
  })
  window.addEventListener("beforeunload", event => {
    if (!unsaved) return
    event.preventDefault()
    event.returnValue = ""
  })

  // What pages do with it.

  function readSection(module, section) {
    update(record => {
      const sections = record.read[module] = record.read[module] || {}
      sections[section] = sections[section] || now()
    })
  }

  function visit(module, page) {
    update(record => { record.last = { module, page, at: now() } })
  }

  /* Takes the page visited last out of the record, for pages that nobody else should learn of. */
  function forgetVisit() {
    if (stored()) update(record => { record.last = null })
  }

  function answer(item, chosen, right) {
    update(record => {
      record.answers[item] = [...(record.answers[item] || []), { at: now(), chosen, right }].slice(-KEPT)
    })
  }

  /* Keeps an answer in the quiz under way of a module as well; begins one where there is none. */
  function answerInQuiz(module, item, chosen, right) {
    answer(item, chosen, right)
    update(record => {
      const quiz = record.open[module] = record.open[module] || { at: now(), answers: {} }
      quiz.answers[item] = chosen
    })
  }

  /* Begins a quiz anew; one that is under way is laid aside. */
  function beginQuiz(module) {
    update(record => { record.open[module] = { at: now(), answers: {} } })
  }

  function finishQuiz(module, right, of) {
    update(record => {
      record.attempts[module] = keptAttempts([...(record.attempts[module] || []), { at: now(), right, of }])
      delete record.open[module]
    })
  }

  /* Keeps what is chosen in the final test under way, without saying whether it is right; nothing chosen is no answer. */
  function choose(test, item, chosen) {
    update(record => {
      const open = record.open[test]
      if (!open) return // another tab has ended it
      if (chosen.length) open.answers[item] = chosen
      else delete open.answers[item]
    })
  }

  /* Ends a final test: `given` are its questions as { item, chosen, right }. */
  function finishTest(test, given) {
    const at = now()
    update(record => {
      for (const { item, chosen, right } of given) {
        record.answers[item] = [...(record.answers[item] || []), { at, chosen, right }].slice(-KEPT)
      }
      const right = given.filter(one => one.right).length
      record.attempts[test] = keptAttempts([...(record.attempts[test] || []), { at, right, of: given.length }])
      delete record.open[test]
    })
  }

  function setName(name) {
    update(record => { record.name = name.slice(0, 80) })
  }

  /* Joins another record to this one. */
  function join(other) {
    update(record => Object.assign(record, merge(record, other)))
  }

  function replace(other) {
    unsaved = null
    update(record => Object.assign(record, other))
  }

  /* Deletes the record from this browser; false where the browser does not allow it. */
  function wipe() {
    unsaved = written = aside = null
    try {
      localStorage.removeItem(KEY)
      localStorage.removeItem(DAMAGED)
      trouble = ""
    } catch (error) {
      trouble = "blocked"
    }
    tell()
    return trouble === ""
  }

  function toText() {
    return JSON.stringify(read(), null, 1)
  }

  /* All that is kept, as it is: texts by key, and what is in this page only. For `restore`. */
  function snapshot() {
    try {
      return { texts: [KEY, DAMAGED].map(key => [key, localStorage.getItem(key)]), unsaved, aside, trouble }
    } catch (error) {
      return { texts: [], unsaved, aside, trouble }
    }
  }

  /* Brings back what a snapshot has, whatever came after it; what finds no room stays in this page. */
  function restore(before) {
    unsaved = before.unsaved
    aside = before.aside
    written = null
    trouble = before.trouble
    try {
      for (const [key, text] of before.texts) {
        if (text === null) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
      }
    } catch (error) {
      trouble = "full"
      const { record } = parse(before.texts[0][1] || "")
      unsaved = record && unsaved ? merge(record, unsaved) : record || unsaved
    }
    tell()
  }

  hamkori.record = {
    KEY, LIMIT, parse, empty, merge, spaced, best, passes, isPassed, dueAt, isDue,
    read, isBegun, onChange, trouble: () => trouble, damaged, forgetDamaged,
    readSection, visit, forgetVisit, answer, answerInQuiz, beginQuiz, finishQuiz, choose, finishTest, setName, join, replace, wipe, toText, snapshot, restore
  }
})()
