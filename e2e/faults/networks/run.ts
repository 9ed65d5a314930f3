import { networkKills } from './kills/table.ts'
import { networksTable, type NetworkRow } from './table.ts'

function totalOf(rows: NetworkRow[], seconds: number): NetworkRow {
  const sum = (of: (row: NetworkRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    network: 'all of them',
    cases: sum(({ cases }) => cases),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    untrue: sum(({ untrue }) => untrue),
    seconds,
  }
}

/** `npm run faults -- --networks`: the table, and how to run what was wrong by itself. Answers whether all was right. */
export async function runNetworks(options: {
  only: readonly string[]
  lanes: number
  patience: number
  json: boolean
  /** Workers in processes of their own are killed; otherwise everything else goes wrong. */
  kills: boolean
}): Promise<boolean> {
  const started = performance.now()
  const wrong: { id: string; at: string; note: string }[] = []
  let count = 0
  const [table, how, what] = options.kills
    ? ([networkKills, '--networks --kills', 'kills'] as const)
    : ([networksTable, '--networks', 'cases'] as const)
  const rows = await table(options, ({ id, at, note, untrue, lost, doubled }) => {
    count += 1
    if (count % (options.kills ? 50 : 200) === 0 && !options.json) process.stderr.write(`${count} ${what}\n`)
    if (!untrue && !lost && !doubled) return
    wrong.push({ id, at, note })
    if (!options.json) process.stderr.write(`WRONG  ${how} --only ${id}  (${at}): ${note}\n`)
  })
  // The rows’ seconds are those of their cases, many of which run side by side.
  const total = totalOf(rows, Math.round((performance.now() - started) / 1000))
  if (options.json) console.log(JSON.stringify({ rows, total, wrong }, null, 2))
  else {
    console.table([...rows, total])
    console.log(
      `${total.cases} ${what} on ${rows.length} networks in ${total.seconds} s: ` +
        `${total.lost} lost, ${total.doubled} doubled, ${total.untrue} untrue.`,
    )
  }
  return wrong.length === 0 && rows.length > 0
}
