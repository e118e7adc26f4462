/* Drawing a final test from the items of a track's modules. The same seed gives the same test, whoever draws it. */
(() => {
  const { chance } = hamkori
  const VERSIONS = ["A", "B"]

  const mixed = (list, seed, nameOf) => {
    const weighed = list.map(entry => [chance(`${nameOf(entry)} ${seed}`), entry])
    return weighed.sort(([a], [b]) => a - b).map(([, entry]) => entry)
  }

  /* The items of a module by outcome, outcomes and items in an order of chance. */
  function heaps(module, seed) {
    const outcomes = mixed([...new Set(module.items.map(item => item.outcome))], seed, outcome => outcome)
    return outcomes.map(outcome => mixed(module.items.filter(item => item.outcome === outcome), seed, item => item.id))
  }

  /* Takes that many items off the heaps, from each outcome one before any gives a second. */
  function taken(heaps, questions) {
    const items = []
    while (items.length < questions && heaps.some(heap => heap.length)) {
      for (const heap of heaps) if (heap.length && items.length < questions) items.push(heap.shift())
    }
    return items
  }

  /* The versions A and B of a track's test, which share no item and test the same outcomes as far as there are items:
     [{ name, questions: [{ module, item }] }]. `outline` is what the build wrote of the course. */
  function draw(outline, track, seed) {
    const versions = VERSIONS.map(name => ({ name, questions: [] }))
    for (const { id, questions } of track.modules) {
      const module = outline.modules.find(one => one.id === id)
      const left = heaps(module, seed)
      for (const version of versions) {
        version.questions.push(...taken(left, questions).map(item => ({ module, item })))
      }
    }
    return versions.map(({ name, questions }) => ({ name, questions: mixed(questions, `${seed} ${name}`, ({ item }) => item.id) }))
  }

  /* Loads what the build wrote of the questions of a track; resolves to their HTML by item id. Fails where an item has
     none: the browser has kept an older file. */
  async function bankOf(track) {
    const ids = track.modules.filter(({ questions }) => questions > 0).map(({ id }) => id)
    await Promise.all(ids.map(id => hamkori.loadData(`bank/${id}`)))
    const bank = Object.assign({}, ...ids.map(id => hamkori.bank[id]))
    const items = hamkori.outline.modules.filter(({ id }) => ids.includes(id)).flatMap(module => module.items)
    if (!items.every(({ id }) => id in bank)) throw new Error(`no question: ${track.id}`)
    return bank
  }

  /* A question of the bank as an element; its links start at the home of the language, where the pages with tests lie. */
  function questionElement(html, heading) {
    const template = document.createElement("template")
    template.innerHTML = html
    const element = template.content.firstElementChild
    element.querySelector("h2").textContent = heading
    return element
  }

  hamkori.draw = { draw, bankOf, questionElement }
})()
