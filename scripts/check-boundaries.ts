/**
 * Checks the arrows of the house, and that the check itself sees anything at all: with a TypeScript it does not know,
 * dependency-cruiser reads no module and is content. So it has to read many, and to refuse a planted violation.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cruiser = `${root}/node_modules/dependency-cruiser/bin/dependency-cruiser.mjs`

function cruise(folder: string, ...more: string[]) {
  const run = spawnSync(
    process.execPath,
    [cruiser, ...more, '--config', `${root}/.dependency-cruiser.cjs`, '--output-type', 'err'],
    { cwd: folder, encoding: 'utf8' },
  )
  const modules = Number(/(\d+) modules/.exec(run.stdout)?.[1] ?? 0)
  return { ok: run.status === 0, modules, text: (run.stdout + run.stderr).trim() }
}

const house = cruise(root, 'src')
const planted = cruise(`${root}/scripts/planted`, 'src')
console.log(house.text)
const faults = [
  ...(house.ok ? [] : ['There are arrows that should not be.']),
  ...(house.modules > 200 ? [] : [`Only ${house.modules} modules were read, so the check is blind.`]),
  ...(!planted.ok && planted.text.includes('platform-knows-nobody')
    ? []
    : ['The planted violation was not seen, so the check is blind.']),
]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
