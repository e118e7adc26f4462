/* What a form works out: results from its fields by the formulas that stand in the page. Empty cells are left out; a cell
   that holds something else than a number makes the result unclear. */
(() => {
  const { make, fill, say, locale } = hamkori
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

  /* Whether a result stands in a row in which nothing is filled in. */
  function isUntouched(output) {
    const row = output.closest("tr")
    return row !== null && ![...row.querySelectorAll("input, select, textarea")].some(input => isFilled([input]))
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
      case "mean": return sum(there) / there.length
      case "product": return there.length === all.length ? there.reduce((a, b) => a * b, 1) : null
      case "difference": return there.length === 2 ? there[0] - there[1] : null
      case "share": return below === 0 ? null : (100 * sum(there)) / below
      case "rate": return below === 0 ? null : (per * sum(there)) / below
      default: return there[0] // publish
    }
  }

  function words(value, formula) {
    if (Number.isNaN(value)) return say("form-unclear")
    if (formula.do === "publish" && value > 0 && value < HIDDEN_UNDER) return say("form-hidden")
    const usual = formula.do in DECIMALS ? DECIMALS[formula.do] : Number(!Number.isInteger(value))
    let decimals = formula.decimals === undefined ? usual : formula.decimals
    // What is shown never contradicts its level: 49.7 % is not yet "50 %, half".
    while (decimals < 3 && levelOf(Number(value.toFixed(decimals)), formula.levels) !== levelOf(value, formula.levels)) decimals += 1
    const text = shown(value, decimals)
    return formula.do === "share" ? say("form-percent", { n: text }) : text
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

  function show(output, value, formula, whole) {
    const said = value === null || Number.isNaN(value) || !whole ? null : levelOf(value, formula.levels) || limitOf(output, value)
    if (value === null) delete output.dataset.value
    else output.dataset.value = value // NaN too: what is worked out from something unclear is unclear
    output.className = said && said.mark ? said.mark : ""
    fill(output, value !== null && [
      words(value, formula),
      said && (said.sign
        ? [make("span", { "aria-hidden": "true" }, ` ${said.sign}`), make("span", { class: "visually-hidden" }, ` · ${said.label}`)]
        : ` · ${said.label}`)
    ])
  }

  /* Works out all results of a form; `groups` are its inputs by name. A result that counts another one comes right
     wherever it stands, because it is worked out again until nothing changes. */
  function compute(form, groups) {
    const outputs = [...form.querySelectorAll("output[data-formula]")].map(output => [output, JSON.parse(output.dataset.formula)])
    for (let turn = 0; turn < 4; turn += 1) {
      const before = outputs.map(([output]) => output.textContent).join("\n")
      for (const [output, formula] of outputs) show(output, result(groups, output, formula), formula, isWhole(groups, output, formula))
      if (outputs.map(([output]) => output.textContent).join("\n") === before) return
    }
  }

  hamkori.compute = { compute, number, shown }
})()
