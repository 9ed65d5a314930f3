import { figure, median, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { startBareFastify, startRostrum, type Server } from '../parts/server.ts'

const rounds = 7

async function timeOf(starting: Promise<Server>): Promise<number> {
  const server = await starting
  await server.stop()
  return server.firstPage
}

export const start: Measure = {
  name: 'start',
  about: 'From the start of the process to the first page (200 on /), with a database that is there already.',
  aim: 'at most 3 s',
  pages: true,
  run: () =>
    withFolder(async (folder) => {
      const first = await timeOf(startRostrum(folder))
      const own: number[] = []
      const bare: number[] = []
      for (let round = 0; round < rounds; round++) {
        bare.push(await timeOf(startBareFastify()))
        own.push(await timeOf(startRostrum(folder)))
      }
      return [
        figure('first page, existing database', median(own), 'ms', {
          reference: { name: 'a bare node process with a Fastify hello-world', value: median(bare) },
          aim: { of: 'value', bound: 'at most', to: 3000 },
          note: `Median of ${rounds} starts each, turn about; the slowest took ${Math.round(Math.max(...own))} ms.`,
        }),
        figure('first page, database made at this start', first, 'ms', {
          note: 'One start, on an empty folder.',
        }),
      ]
    }),
}
