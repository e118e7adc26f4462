/* What the data desk works out of right rows: sums, rates and comparisons, and what of them stays hidden. Reported and
   recorded are never added. A month for which a district has no row was not delivered: it is named and is no zero. */
(() => {
  const { isSmall, nextHidden } = hamkori.compute
  const PER = 1000 // residents
  const FEWEST = 20 // a share of a smaller number is not told in percent

  const total = numbers => numbers.reduce((all, one) => all + one, 0)

  /* What stands in a file: its rows, the months from its first to its last, the districts that have any row, those that
     have none, and which months of a district are missing. */
  function holdingOf(rows, standard, lists) {
    const places = new Map(standard.fields.map(({ id }, place) => [id, place]))
    const [district, month] = [places.get("district"), places.get("month")]
    const delivered = new Set(rows.map(row => `${row[district]} ${row[month]}`))
    const there = new Set(rows.map(row => row[district]))
    const months = [...new Set(rows.map(row => row[month]))].sort()
    return {
      rows,
      places,
      lists,
      months: hamkori.deskCheck.monthsBetween(months[0], months[months.length - 1]),
      districts: lists.districts.filter(({ id }) => there.has(id)),
      absent: lists.districts.filter(({ id }) => !there.has(id)),
      missing: (code, of) => of.filter(one => !delivered.has(`${code} ${one}`))
    }
  }

  const inScope = ({ districts }, { district }) => (district ? districts.filter(({ id }) => id === district) : districts)

  /* Sums by the codes of a field. `chosen` has a status, and may have an offence and a district. */
  function sumsBy({ rows, places }, field, chosen, fits = () => true) {
    const [status, offence, district] = ["status", "offence", "district"].map(name => places.get(name))
    const [by, counted] = [places.get(field), places.get("count")]
    const sums = new Map()
    for (const row of rows) {
      const asked = row[status] === chosen.status
        && (!chosen.offence || row[offence] === chosen.offence)
        && (!chosen.district || row[district] === chosen.district)
      if (asked && fits(row)) sums.set(row[by], (sums.get(row[by]) || 0) + row[counted])
    }
    return sums
  }

  /* The rows that a table by a field has, as { id, label, population }. */
  function codesOf(holding, field, chosen) {
    if (field === "district") return inScope(holding, chosen)
    if (field === "month") return holding.months.map(month => ({ id: month, label: month }))
    const codes = holding.lists[{ offence: "offences", sex: "sexes", age: "ages" }[field]]
    return field === "offence" && chosen.offence ? codes.filter(({ id }) => id === chosen.offence) : codes
  }

  /* A table by a field: { cells, sum }, each cell { id, label, value, hidden, missing, rate }. `value` is null where nothing
     was delivered, `missing` names the months of a district, or the districts of a month, that were not. A rate needs all
     months and a number that is shown; without them it is null. */
  function tableOf(holding, field, chosen) {
    const scope = inScope(holding, chosen)
    const gaps = new Map(scope.map(({ id }) => [id, holding.missing(id, holding.months)]))
    const sums = sumsBy(holding, field, chosen)
    const cells = codesOf(holding, field, chosen).map(({ id, label, population }) => {
      const missing = field === "district" ? gaps.get(id) : field === "month" ? scope.filter(one => gaps.get(one.id).includes(id)).map(one => one.label) : []
      return { id, label, population, missing, value: missing.length && missing.length === scope.length && field === "month" ? null : sums.get(id) || 0 }
    })
    const sum = { value: total([...sums.values()]) }
    suppress([...cells, sum], [{ parts: cells, sum }])
    const people = total(scope.map(one => one.population))
    const whole = [...gaps.values()].every(missing => !missing.length)
    sum.rate = whole && !sum.hidden ? (PER * sum.value) / people : null
    for (const cell of cells) {
      const complete = field === "district" ? !cell.missing.length : whole
      const base = field === "district" ? cell.population : people
      cell.rate = complete && !cell.hidden ? (PER * cell.value) / base : null
    }
    return { cells, sum }
  }

  /* Hides small numbers, and then what readers could work out: in every line, the parts of which make its sum. */
  function suppress(cells, lines) {
    for (const cell of cells) cell.hidden = cell.hidden || isSmall(cell.value)
    const next = () => lines.map(nextOf).find(Boolean)
    for (let cell = next(); cell; cell = next()) cell.hidden = true
  }

  function nextOf({ parts, sum }) {
    const gaps = parts.filter(part => part.hidden)
    if (sum.hidden && gaps.length) return null
    if (sum.hidden) return parts.filter(part => part.value > 0).sort((a, b) => a.value - b.value)[0]
    const next = nextHidden(parts)
    return next ? next.part : gaps.length === 1 && sum
  }

  /* Two periods beside each other, by a field: { problem } where they cannot be compared, else { cells, sum, left }. A cell
     is { id, label, earlier, later, hidden, difference, percent }; `left` are the districts that have no data for a month,
     as { label, missing }: nothing of them is compared. */
  function compare(holding, field, chosen, earlier, later) {
    const problem = problemOf(earlier, later)
    if (problem) return { problem }
    const both = [...earlier, ...later]
    const left = inScope(holding, chosen).map(({ id, label }) => ({ id, label, missing: holding.missing(id, both) })).filter(({ missing }) => missing.length)
    const out = new Set(left.map(({ id }) => id))
    const codes = codesOf(holding, field, chosen).filter(({ id }) => !out.has(id))
    if (out.size === inScope(holding, chosen).length) return { problem: "missing", left }
    const [before, after] = [earlier, later].map(months => {
      const [district, month] = [holding.places.get("district"), holding.places.get("month")]
      const among = new Set(months)
      return sumsBy(holding, field, chosen, row => among.has(row[month]) && !out.has(row[district]))
    })
    const cells = codes.map(({ id, label }) => ({ id, label, earlier: { value: before.get(id) || 0 }, later: { value: after.get(id) || 0 } }))
    const sum = { earlier: { value: total([...before.values()]) }, later: { value: total([...after.values()]) } }
    hidePairs(cells, sum, hiddenIn(tableOf(holding, field, chosen)))
    return { cells: cells.map(changed), sum: changed(sum), left }
  }

  function problemOf(earlier, later) {
    if (!earlier.length || !later.length) return "turned"
    if (earlier[earlier.length - 1] >= later[0]) return "overlap"
    return earlier.length === later.length ? "" : "unequal"
  }

  const hiddenIn = ({ cells }) => new Set(cells.filter(({ hidden }) => hidden).map(({ id }) => id))

  /* What the table of all months hides, that of two periods must not give away; and the sum of two periods is known. */
  function hidePairs(cells, sum, already) {
    for (const cell of cells) {
      for (const one of [cell.earlier, cell.later]) one.hidden = already.has(cell.id) && one.value > 0
    }
    const rows = [...cells, sum]
    suppress(rows.flatMap(({ earlier, later }) => [earlier, later]), [
      { parts: cells.map(({ earlier }) => earlier), sum: sum.earlier },
      { parts: cells.map(({ later }) => later), sum: sum.later },
      ...rows.map(({ earlier, later }) => ({ parts: [earlier, later], sum: { value: earlier.value + later.value, hidden: isSmall(earlier.value + later.value) } }))
    ])
  }

  function changed(row) {
    const { earlier, later } = row
    const shown = !earlier.hidden && !later.hidden
    const difference = shown ? later.value - earlier.value : null
    return { ...row, difference, percent: shown && earlier.value >= FEWEST ? (100 * difference) / earlier.value : null }
  }

  hamkori.deskFigures = { FEWEST, holdingOf, tableOf, compare }
})()
