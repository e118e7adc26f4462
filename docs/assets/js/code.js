/* The check code of a completion sheet: what the sheet says, and a digest of it with the name, in signs that people can
   read to each other. It finds slips and careless changes. It is no signature: everybody can write one.

   Crockford's base 32: the day in 3 signs (days since 2020-01-01), the learner's code in 6; for each module its number in
   1, right answers and questions in 2 (five bits each); then 8 signs, the first 40 bits of SHA-256 over all signs before
   them, a line break and the name (NFC, small letters, single blanks). */
(() => {
  const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  const DAY = 86400000
  const FIRST_DAY = Date.UTC(2020, 0, 1)
  const HEAD = 9
  const MODULE = 3
  const TAIL = 8
  const MOST = 31 // questions of a quiz
  const SERIES = { B: 20, F: 24 } // "B1" is 21; "F1", the final test of the first track, is 25

  const mixedUp = { O: "0", I: "1", L: "1", А: "A", В: "B", С: "C", Е: "E", Н: "H", К: "K", М: "M", О: "0", Р: "P", Т: "T", Х: "X", У: "Y" }

  const signs = (number, length) => Array.from({ length }, (_, place) => SIGNS[Math.floor(number / 32 ** (length - 1 - place)) % 32]).join("")
  const number = text => [...text].reduce((sum, sign) => sum * 32 + SIGNS.indexOf(sign), 0)
  const grouped = text => text.replace(/.{4}(?=.)/g, "$&-")

  // SHA-256 (FIPS 180-4). The browser's own is not there on plain http.

  const primes = []
  for (let candidate = 2; primes.length < 64; candidate += 1) {
    if (primes.every(prime => candidate % prime)) primes.push(candidate)
  }
  const fraction = value => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0
  const START = primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime)))
  const ROUND = primes.map(prime => fraction(Math.cbrt(prime)))

  const turn = (word, by) => (word >>> by) | (word << (32 - by))

  function padded(bytes) {
    const length = Math.ceil((bytes.length + 9) / 64) * 64
    const block = new DataView(new ArrayBuffer(length))
    bytes.forEach((byte, place) => block.setUint8(place, byte))
    block.setUint8(bytes.length, 0x80)
    block.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29))
    block.setUint32(length - 4, bytes.length * 8)
    return block
  }

  function schedule(block, at) {
    const words = Array.from({ length: 16 }, (_, place) => block.getInt32(at + place * 4))
    for (let t = 16; t < 64; t += 1) {
      const a = words[t - 15]
      const b = words[t - 2]
      const small0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const small1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      words.push((words[t - 16] + small0 + words[t - 7] + small1) | 0)
    }
    return words
  }

  function compressed(hash, words) {
    let [a, b, c, d, e, f, g, h] = hash
    for (let t = 0; t < 64; t += 1) {
      const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      const first = h + big1 + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]
      const second = big0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
    }
    return [a, b, c, d, e, f, g, h].map((word, place) => (word + hash[place]) | 0)
  }

  /* The digest of a text's UTF-8, as 64 hexadecimal digits. */
  function sha256(text) {
    const block = padded(new TextEncoder().encode(text))
    let hash = START
    for (let at = 0; at < block.byteLength; at += 64) hash = compressed(hash, schedule(block, at))
    return hash.map(word => (word >>> 0).toString(16).padStart(8, "0")).join("")
  }

  const plainName = name => name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim()

  function digest(payload, name) {
    const hex = sha256(`${payload}\n${plainName(name)}`)
    return signs(parseInt(hex.slice(0, 10), 16), TAIL)
  }

  const toNumber = label => (label[0] in SERIES ? SERIES[label[0]] + Number(label.slice(1)) : Number(label))

  function toLabel(value) {
    const [letter, first] = Object.entries(SERIES).reverse().find(([, start]) => value > start) || ["", 0]
    return `${letter}${value - first}`
  }

  /* "21" would be read as "B1", and "B5" as "F1". */
  const fits = ({ number, of }) => toNumber(number) > 0 && toNumber(number) < 32 && toLabel(toNumber(number)) === number && of <= MOST

  /* The code of a sheet in groups of four, or "" where its day or a result does not fit into one. A sheet is { day: "2026-11-22",
     learner, name, modules: [{ number: "4", right, of }] }. */
  function write({ day, learner, name, modules }) {
    const days = (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY
    if (!(days >= 0 && days < 32 ** 3) || !modules.every(fits)) return ""
    const results = modules.map(({ number, right, of }) => signs(toNumber(number), 1) + signs(right * 32 + of, 2))
    const payload = signs(days, 3) + learner + results.join("")
    return grouped(payload + digest(payload, name))
  }

  function content(payload, name) {
    const results = payload.slice(HEAD).match(/.../g)
    return {
      day: new Date(FIRST_DAY + number(payload.slice(0, 3)) * DAY).toISOString().slice(0, 10),
      learner: payload.slice(3, HEAD),
      name,
      modules: results.map(result => ({ number: toLabel(number(result[0])), right: number(result[1]), of: number(result[2]) }))
    }
  }

  /* What a code says, as { content }, or what is wrong with it, as { problem }: "empty"; "sign" with `sign`, one that no
     code has; "length" with `length`; "differs", where code and name do not belong together. Reading is kind: blanks,
     hyphens, small letters, O and I and Cyrillic letters that look like Latin ones make no difference. */
  function read(text, name) {
    const typed = [...text.normalize("NFC").toUpperCase().replace(/[\s\u2010-\u2015\u2212-]+/g, "")]
    const code = typed.map(sign => mixedUp[sign] || sign)
    const foreign = code.findIndex(sign => !SIGNS.includes(sign))
    if (!code.length) return { problem: "empty" }
    if (foreign >= 0) return { problem: "sign", sign: typed[foreign] }
    if (code.length < HEAD + MODULE + TAIL || (code.length - HEAD - TAIL) % MODULE) return { problem: "length", length: code.length }
    const payload = code.slice(0, -TAIL).join("")
    if (digest(payload, name) !== code.slice(-TAIL).join("")) return { problem: "differs" }
    return { content: content(payload, name) }
  }

  hamkori.code = { write, read, sha256 }
})()
