import { manyProcesses } from './many-processes.ts'
import { twoOnOneFolder } from './one-folder.ts'
import type { Row, Tell } from './row.ts'

export async function processesTable(tell: Tell): Promise<Row[]> {
  const folder = await twoOnOneFolder(tell)
  const { row } = await manyProcesses({ posts: 200, waitForLeases: true }, tell)
  return [folder, row]
}
