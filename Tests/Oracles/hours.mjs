// Reads opening hours with opening_hours.js, for Tests/Oracles/hours.
//
// Arguments: the folder in which npm put the package, the first day, how many days. Writes the bank holidays that it knows,
// separated by commas; then for each line of standard input one run a stretch of one state, as HoursOracle does, or
// `refused`, a tab, and why. It is run with TZ=UTC, so that no day has 23 or 25 hours.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'

const [folder, first, count] = process.argv.slice(2)
const found = createRequire(`${folder}/here.js`).resolve('opening_hours')
const module = await import(pathToFileURL(found))
const OpeningHours = module.default.default ?? module.default

const england = { lat: 51.5, lon: -0.1, address: { country_code: 'gb', state: 'England' } }
const minute = 60000
const day = 1440 * minute
const start = new Date(`${first}T00:00:00Z`)
const end = new Date(start.getTime() + Number(count) * day)

const read = text => new OpeningHours(text, england, { locale: 'en' })

function runs(text) {
  const found = []
  const add = (letter, milliseconds) => {
    if (milliseconds <= 0) return
    if (found.length && found.at(-1)[0] === letter) found.at(-1)[1] += milliseconds / minute
    else found.push([letter, milliseconds / minute])
  }
  let last = start
  for (const [from, until, isUnknown] of read(text).getOpenIntervals(start, end)) {
    add('c', from - last)
    add(isUnknown ? 'u' : 'o', until - from)
    last = until
  }
  add('c', end - last)
  return found.map(run => run.join('')).join('')
}

const holidays = []
const before = new Date(start.getTime() - 20 * day)
const after = new Date(end.getTime() + 20 * day)
for (const [from, until] of read('PH').getOpenIntervals(before, after)) {
  for (let at = from.getTime(); at < until; at += day) holidays.push(new Date(at).toISOString().slice(0, 10))
}
console.log(holidays.join(','))
for (const text of readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
  try {
    console.log(runs(text))
  } catch (error) {
    console.log(`refused\t${String(error.message ?? error).split('\n')[0]}`)
  }
}
