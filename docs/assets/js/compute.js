/* What a form works out: results from its fields by the formulas that stand in the page. Empty cells are left out; a cell
   that holds something else than a number, or a number that is hidden, makes the result unclear. */
(() => {
  const { make, fill, say, sayCount, locale } = hamkori
  const HIDDEN_UNDER = 5 // counts from 1 to 4 can point to a person
  const DECIMALS = { mean: 1, share: 0, rate: 1 } // others have one where they are no whole number

  /* A number as people write it, with blanks between thousands: null where nothing is written, NaN where it is unclear.
     After a comma or point three figures are unclear: 12,000 is twelve thousand to some, twelve to others. */
  function number(text) {
    const plain = text.trim().replace("−", "-").replace(/(\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, "$1")
    if (plain === "") return null
    return /^-?\d+([.,]\d+)?$/.test(plain) && !/[1-9]\d*[.,]\d{3}$/.test(plain) ? Number(plain.replace(",", ".")) : NaN
  }

  function shown(value, decimals) {
    const text = value.toFixed(decimals).replace("-", "−")
    return locale === "en" ? text : text.replace(".", ",")
  }

  /* What an input, a select, a group of boxes or another result counts: a number, null where it is empty. */
  function counted(inputs) {
    const [first] = inputs
    if (first.tagName === "OUTPUT") return first.dataset.value === undefined ? null : Number(first.dataset.value)
    if (first.tagName === "SELECT") return pointsOf(first.selectedOptions[0])
    if (first.type === "radio") return pointsOf(inputs.find(input => input.checked))
    if (first.type !== "checkbox") return number(first.value)
    const ticked = inputs.filter(input => input.checked)
    return ticked.reduce((sum, input) => sum + (input.dataset.points === undefined ? 1 : Number(input.dataset.points)), 0)
  }

  const pointsOf = option => (option && option.dataset.points !== undefined ? Number(option.dataset.points) : null)

  const isFilled = ([first, ...others]) => (first.type === "checkbox" || first.type === "radio"
    ? [first, ...others].some(input => input.checked)
    : first.tagName === "OUTPUT" ? first.dataset.value !== undefined : first.value.trim() !== "")

  /* Whether nothing is filled in in a form or in a row of it. */
  function isEmpty(part) {
    return ![...part.querySelectorAll("input, select, textarea")].some(input => isFilled([input]))
  }

  /* Whether a result stands in a row in which nothing is filled in. */
  function isUntouched(output) {
    const row = output.closest("tr")
    return row !== null && isEmpty(row)
  }

  /* The inputs that a formula names, as groups of the same name. */
  function operands(groups, output, named) {
    const [table, row] = output.getAttribute("name").split(".")
    const [first, second, third] = named.split(".")
    const own = `${table}.${row}.${named}`
    if (row && second === undefined && groups.has(own)) return [groups.get(own)]
    if (groups.has(named)) return [groups.get(named)]
    if (third !== undefined) return []
    return [...groups].filter(([name]) => name.startsWith(`${first}.`) && name.endsWith(`.${second}`)).map(([, inputs]) => inputs)
  }

  const sum = numbers => numbers.reduce((all, one) => all + one, 0)

  /* The result of a formula: a number, null where there is nothing to count, NaN where it is unclear. */
  function result(groups, output, { do: what, of, base, per }) {
    const inputs = of.flatMap(named => operands(groups, output, named))
    if (what === "count") return isUntouched(output) ? null : inputs.filter(isFilled).length
    const all = inputs.map(counted)
    const there = all.filter(value => value !== null)
    if (!there.length) return null
    const below = base ? sum(operands(groups, output, base).map(counted).filter(value => value !== null)) : null
    switch (what) {
      case "sum": return sum(there)
      case "least": return Math.min(...there)
      case "mean": return sum(there) / there.length
      case "product": return there.length === all.length ? there.reduce((a, b) => a * b, 1) : null
      case "difference": return there.length === 2 ? there[0] - there[1] : null
      case "share": return below === 0 ? null : (100 * sum(there)) / below
      case "rate": return below === 0 ? null : (per * sum(there)) / below
      default: return there[0] // publish
    }
  }

  function words(value, formula) {
    const usual = formula.do in DECIMALS ? DECIMALS[formula.do] : Number(!Number.isInteger(value))
    let decimals = formula.decimals === undefined ? usual : formula.decimals
    // What is shown never contradicts its level: 49.7 % is not yet "50 %, half".
    while (decimals < 3 && levelOf(Number(value.toFixed(decimals)), formula.levels) !== levelOf(value, formula.levels)) decimals += 1
    const text = shown(value, decimals)
    return formula.do === "share" ? say("form-percent", { n: text }) : text
  }

  const isSmall = value => value > 0 && value < HIDDEN_UNDER

  /* Which of the parts of a sum, as { value, hidden }, has to go with those that are hidden, because readers know the sum:
     the smallest of the others, never a zero. Returns { part, why }, why "alone" or "together", or null. */
  function nextHidden(parts) {
    const gaps = parts.filter(part => part.hidden && part.value > 0)
    const [part] = parts.filter(one => !one.hidden && one.value > 0).sort((a, b) => a.value - b.value)
    if (!gaps.length || !part) return null
    if (gaps.length === 1) return { part, why: "alone" }
    return sum(gaps.map(({ value }) => value)) < HIDDEN_UNDER ? { part, why: "together" } : null
  }

  /* Why a number is hidden: it is small, or readers know a sum in which small ones would be a single gap or hold less than
     five; then the next smallest goes with them, and never a zero. Otherwise "". */
  function whyHidden(groups, output, { of: [own], among = [] }) {
    const [inputs] = operands(groups, output, own)
    if (isSmall(counted(inputs))) return say("form-hidden-small")
    const next = nextHidden(among.flatMap(named => operands(groups, output, named))
      .map(one => ({ inputs: one, value: counted(one), hidden: isSmall(counted(one)) })))
    if (!next || next.part.inputs !== inputs) return ""
    return next.why === "alone" ? say("form-hidden-alone") : say("form-hidden-together")
  }

  /* How many answers a formula still waits for. */
  const missing = (groups, output, { of }) => of.flatMap(named => operands(groups, output, named)).filter(inputs => counted(inputs) === null).length

  /* What a result says: { value, words, why, level }. `value` is null where there is nothing to count or to say yet, and
     NaN where no other result can count it. */
  function outcome(groups, output, formula) {
    const value = result(groups, output, formula)
    if (value === null) return { value, words: "" }
    if (Number.isNaN(value)) return { value, words: say("form-unclear") }
    const why = formula.do === "publish" && whyHidden(groups, output, formula)
    if (why) return { value: NaN, words: say("form-hidden"), why }
    const level = levelOf(value, formula.levels)
    if (formula.do !== "least") return { value, words: words(value, formula), level: isWhole(groups, output, formula) && (level || limitOf(output, value)) }
    const open = missing(groups, output, formula)
    if (open && !(level && level === formula.levels[0])) return { value: null, words: sayCount("form-missing", open) }
    return level ? { value, words: level.label, level: { mark: level.mark } } : { value, words: words(value, formula) }
  }

  const levelOf = (value, levels = []) => [...levels].reverse().find(level => value >= level.from)

  /* Whether every score that a sum adds up was given; until then nothing is said about it. An empty number is none. */
  const isWhole = (groups, output, { do: what, of }) => what !== "sum" || of.every(named => {
    const inputs = operands(groups, output, named)
    return inputs.length !== 1 || inputs[0][0].type === "text" || counted(inputs[0]) !== null
  })

  function limitOf(output, value) {
    const { atLeast, atMost } = output.closest("tr") ? output.closest("tr").dataset : {}
    if (atLeast !== undefined && value < Number(atLeast)) return { label: say("form-too-low", { n: atLeast }), mark: "warning" }
    if (atMost !== undefined && value > Number(atMost)) return { label: say("form-too-high", { n: atMost }), mark: "warning" }
    return atLeast === undefined && atMost === undefined ? null : { label: say("form-within"), mark: "good", sign: "✓" }
  }

  function show(output, { value, words: said, why, level }) {
    if (value === null) delete output.dataset.value
    else output.dataset.value = value
    output.className = (level && level.mark) || ""
    fill(output,
      said,
      why && make("span", { class: "tool-why" }, ` (${why})`),
      level && level.label && (level.sign
        ? [make("span", { "aria-hidden": "true" }, ` ${level.sign}`), make("span", { class: "visually-hidden" }, ` · ${level.label}`)]
        : ` · ${level.label}`))
  }

  /* Works out all results of a form; `groups` are its inputs by name. A result that counts another one comes right
     wherever it stands, because it is worked out again until nothing changes. */
  function compute(form, groups) {
    const outputs = [...form.querySelectorAll("output[data-formula]")].map(output => [output, JSON.parse(output.dataset.formula)])
    const state = () => outputs.map(([output]) => `${output.dataset.value} ${output.textContent}`).join("\n")
    for (let turn = 0; turn < 4; turn += 1) {
      const before = state()
      for (const [output, formula] of outputs) show(output, outcome(groups, output, formula))
      if (state() === before) return
    }
  }

  hamkori.compute = { HIDDEN_UNDER, compute, isEmpty, isSmall, nextHidden, number, shown }
})()
