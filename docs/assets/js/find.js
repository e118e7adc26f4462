/* The search itself: makes the index of the reader's language in memory and finds pages, sections and terms in it.
   Loaded with its library when the search is first used. */
(() => {
  const { words, forms, retyped } = hamkori.letters
  const { small, terms, pages } = hamkori.index
  const locale = hamkori.locale
  const languages = [locale, ...Object.keys(terms.length ? terms[0][3] : {}).filter(other => other !== locale)]
  const FOREIGN = ["names", "also"]
  const NAMES = ["title", "names"]
  const BOOST = { title: 4, text: 1, meaning: 0.4, page: 0.5, names: 4, also: 0.2 }
  const IN_SLICES = { chunkSize: 25 } // the page answers the reader in between
  const FROM_LETTERS = 4 // in shorter words a typing mistake makes another word

  const FROM_BEGUN = 3 // fewer letters begin too many words
  const MOST_READ = 60 // hits further down are not read again

  const skipped = new Set(small.map(word => forms(word, locale).word))
  const known = new Set()
  const named = new Map()
  const entries = []

  const both = ({ word, stem }) => (word === stem ? [word] : [word, stem])

  /* Texts in several languages, made comparable each by the rules of its own. */
  function comparable(texts) {
    const found = new Set()
    for (const [language, text] of texts) {
      for (const word of words(text)) both(forms(word, language)).forEach(form => found.add(form))
    }
    return Array.from(found).join(" ")
  }

  const folded = text => words(text).map(word => forms(word, locale).word)
  const phrase = (text, language) => `${language} ${words(text).map(word => forms(word, language).stem).join(" ")}`

  function call(name, id) {
    if (!named.has(name)) named.set(name, new Set())
    named.get(name).add(id)
  }

  function collect() {
    const names = terms.map(([, , , called]) => comparable(languages.slice(1).map(other => [other, called[other].join(" ")])))
    terms.forEach(([id, title, text, called, more], place) => {
      for (const language of languages) called[language].forEach(name => call(phrase(name, language), entries.length))
      entries.push({
        id: entries.length,
        address: `glossary.html#${id}`,
        title,
        meaning: text,
        names: names[place],
        also: comparable(Object.entries(more)),
        term: true
      })
    })
    for (const [address, page, sections] of pages) {
      const linked = new Set([].concat(...sections.map(([, , , places]) => places)))
      sections.forEach(([id, title, text], place) => entries.push({
        id: entries.length,
        address: id ? `${address}#${id}` : address,
        title: place ? title : page,
        text,
        page: place ? page : "",
        also: place ? "" : Array.from(linked, at => names[at]).join(" "),
        of: address,
        first: !place
      }))
    }
  }

  const engine = new hamkori.MiniSearch({
    fields: Object.keys(BOOST),
    extractField: (entry, name) => entry[name] ?? "",
    tokenize: words,
    processTerm: (word, name) => {
      const found = FOREIGN.includes(name) ? [word] : both(forms(word, locale))
      found.forEach(form => known.add(form))
      return found
    }
  })

  /* What else a word may be when it is misspelt by two neighbours in each other's place. */
  function swapped(word) {
    const found = new Set()
    for (let at = 0; at + 1 < word.length; at++) {
      found.add(word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2))
    }
    return Array.from(found).filter(other => other !== word && known.has(other))
  }

  /* One word of the query as a question to the engine: itself, its stem, and what it is in other languages. */
  function asked(word, begun, loose) {
    const queries = []
    const seen = new Set()
    const ask = (text, options) => {
      if (!seen.has(text)) queries.push({ queries: [text], ...options })
      seen.add(text)
    }
    const forgiven = text => (loose && text.length >= FROM_LETTERS ? 1 : false)
    languages.forEach((language, place) => {
      const found = forms(word, language)
      const where = place ? { fields: FOREIGN } : {} // own words may be anywhere
      const prefix = (begun || loose) && found.word.length >= (place ? FROM_LETTERS : 2)
      ask(found.word, { ...where, prefix, fuzzy: forgiven(found.word) })
      ask(found.stem, { ...where, fuzzy: forgiven(found.stem), boostTerm: () => 0.6 })
      if (forgiven(found.word)) swapped(found.word).forEach(other => ask(other, { ...where, boostTerm: () => 0.5 }))
    })
    return { combineWith: "OR", queries }
  }

  const isTerm = hit => entries[hit.id].term

  /* A term is more than a page that has the word; what was done once is less than what tells how it is done. */
  function weight(id) {
    const { term, first, of } = entries[id]
    return term ? 1.3 : of.startsWith("programme/") && !first ? 0.3 : 1
  }

  const options = {
    boost: BOOST,
    weights: { prefix: 0.4, fuzzy: 0.2 },
    tokenize: text => [text],
    processTerm: text => text,
    boostDocument: weight
  }

  function run(list, combineWith, loose) {
    const queries = list.map((word, place) => asked(word, place === list.length - 1, loose))
    const found = engine.search({ combineWith, queries }, options)
    return list.length > 1 ? found.map(lessForMeaning(queries)) : found
  }

  /* A term whose name has only some of the words is no better than a page that speaks of them all. */
  function lessForMeaning(queries) {
    const named = engine.search({ combineWith: "AND", queries }, { ...options, fields: NAMES, filter: isTerm })
    const ids = new Set(named.map(hit => hit.id))
    return hit => (isTerm(hit) && !ids.has(hit.id) ? { ...hit, score: hit.score * 0.4 } : hit)
  }

  /* Every word as it stands; else with a typing mistake each; else at least one of them. */
  function tries(text) {
    const all = words(text)
    const large = all.filter(word => !skipped.has(forms(word, locale).word))
    const list = large.length ? large : all
    if (!list.length) return []
    for (const [combineWith, loose] of [["AND", false], ["AND", true], ["OR", true]]) {
      const found = run(list, combineWith, loose)
      if (found.length) return found
    }
    return []
  }

  /* Whether the words of a query, in their order, begin neighbouring words of a term's name. */
  function begins(asked, name) {
    const own = folded(name)
    const fits = from => asked.every((word, at) => word.length >= FROM_BEGUN && (own[from + at] ?? "").startsWith(word))
    return own.some((_, from) => fits(from))
  }

  /* Who types several words together means them together: a term whose name they begin, a text that has them so. */
  function together(text) {
    const list = folded(text)
    if (list.length < 2) return () => 1
    const spoken = ` ${list.join(" ")} `
    return ({ title, text: said = "", term }) => {
      if (term) return begins(list, title) ? 8 : 1
      return ` ${folded([title, said].join(" ")).join(" ")} `.includes(spoken) ? 2 : 1
    }
  }

  function hits(text) {
    const meant = languages.map(language => named.get(phrase(text, language))).filter(Boolean)
    const rank = (id, score) => (meant.some(ids => ids.has(id)) ? Infinity : score)
    const closer = together(text)
    return tries(text)
      .map(({ id, score, terms: matched }, at) => ({
        ...entries[id], matched, score: rank(id, at < MOST_READ ? score * closer(entries[id]) : score)
      }))
      .sort((one, other) => other.score - one.score || one.id - other.id)
  }

  /* Hits in the order in which they are shown: terms alone, sections under their page, the page itself first. */
  function groups(found) {
    const byPage = new Map()
    for (const hit of found) {
      const key = hit.term ? hit.address : hit.of
      if (!byPage.has(key)) byPage.set(key, [])
      byPage.get(key).push(hit)
    }
    return Array.from(byPage.values(), list => list.sort((one, other) => (other.first || 0) - (one.first || 0)))
  }

  function find(text) {
    const found = hits(text)
    return groups(found.length ? found : hits(retyped(text, locale)))
  }

  collect()
  const complete = engine.addAllAsync(entries, IN_SLICES)
  hamkori.find = { complete, find }
})()
