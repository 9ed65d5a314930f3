/**
 * Every fault that a publication has to survive, and an import of a list, with one table of what came of it: lost,
 * doubled and untrue have to be 0 throughout.
 * Usage: npm run faults -- [--json] [--only kills|withdrawn|database|disk|clock|processes|imports]
 * [--stride N] (every Nth boundary is killed at) [--lanes N] [--minute] (outages of the database last a whole minute).
 * Or: npm run faults -- --networks [--only x[:thread[:7[:drop-after]]]] [--lanes N] [--patience N] [--json], every network
 * through every fault at every request; patience is for a machine that is busy with much else. With --kills, a worker in
 * a process of its own is killed by `kill -9` before, during and after every request instead.
 */
import { parseArgs } from 'node:util'
import { clockTable } from './clock.ts'
import { databaseTable } from './database.ts'
import { diskTable } from './disk.ts'
import { importsTable } from './imports.ts'
import { killsTable } from './kills.ts'
import { runNetworks } from './networks/run.ts'
import { processesTable } from './processes.ts'
import { withdrawnTable } from './withdrawn.ts'
import { kinds, totalOf, type Kind, type Row, type Tell } from './row.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    stride: { type: 'string', default: '2' },
    lanes: { type: 'string' },
    minute: { type: 'boolean', default: false },
    networks: { type: 'boolean', default: false },
    kills: { type: 'boolean', default: false },
    patience: { type: 'string', default: '1' },
  },
})
if (values.networks) {
  const { only = [], kills, lanes = kills ? '2' : '4', patience, json } = values
  process.exit(
    (await runNetworks({ only, lanes: Number(lanes), patience: Number(patience), json, kills })) ? 0 : 1,
  )
}
const unknown = (values.only ?? []).filter((name) => !kinds.some((kind) => kind === name))
const [stride, lanes] = [Number(values.stride), Number(values.lanes ?? 2)]
if (unknown.length > 0 || !(stride >= 1) || !(lanes >= 1)) {
  console.error(`--only takes ${kinds.join(', ')}; --stride and --lanes take numbers from 1.`)
  process.exit(2)
}
const tell: Tell = (line) => void (values.json || process.stderr.write(`${line}\n`))
const seconds = values.minute ? 60 : 15
const tables: Record<Kind, () => Promise<Row[]>> = {
  kills: () => killsTable({ stride, lanes }, tell),
  withdrawn: () => withdrawnTable(tell),
  database: () => databaseTable({ seconds }, tell),
  disk: () => diskTable(tell),
  clock: () => clockTable(tell),
  processes: () => processesTable(tell),
  imports: () => importsTable(tell),
}

const started = performance.now()
const rows: Row[] = []
for (const kind of kinds) {
  if (values.only && !values.only.includes(kind)) continue
  tell(`\n${kind}`)
  rows.push(...(await tables[kind]()))
}
const total = { ...totalOf(rows), seconds: Math.round((performance.now() - started) / 1000) }
if (values.json) console.log(JSON.stringify({ rows, total }, null, 2))
else {
  console.table(
    rows.map(({ scenario, times, posts, lost, doubled, untrue }) => ({
      scenario,
      times,
      posts,
      lost,
      doubled,
      untrue,
    })),
  )
  for (const { scenario, note } of rows) if (note) console.log(`${scenario}: ${note}`)
  console.log(
    `\n${total.kills} kills and ${total.times - total.kills} other faults over ${total.posts} posts in ${total.seconds} s: ` +
      `${total.lost} lost, ${total.doubled} doubled, ${total.untrue} untrue.`,
  )
}
process.exitCode = total.lost + total.doubled + total.untrue > 0 ? 1 : 0
