// A bare Node process that has opened PGlite: the reference for memory.
import { PGlite } from '@electric-sql/pglite'
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'

const { folder } = peerOptions<{ folder: string }>()
const pglite = await PGlite.create({ dataDir: folder })
await pglite.query('select 1')
peerReady({}, () => pglite.close())
