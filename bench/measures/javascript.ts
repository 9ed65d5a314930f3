import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { figure, type Measure } from '../figure.ts'

const built = fileURLToPath(new URL('../../dist/ui/', import.meta.url))
const chunk = z.object({
  file: z.string(),
  name: z.string().optional(),
  imports: z.array(z.string()).default([]),
})
type Manifest = Record<string, z.infer<typeof chunk>>

/** Every script that a page needs before it shows: its own, and all that they import. */
function scriptsOf(manifest: Manifest, pages: string[]): Set<string> {
  const wanted = ['index.html', ...pages.map((page) => keyOf(manifest, page))]
  const files = new Set(['color-scheme.js'])
  const seen = new Set<string>()
  for (let key = wanted.pop(); key !== undefined; key = wanted.pop()) {
    const found = manifest[key]
    if (!found) throw new Error(`The built pages have no ${key}.`)
    if (seen.has(key)) continue
    seen.add(key)
    files.add(found.file)
    wanted.push(...found.imports)
  }
  return files
}

function keyOf(manifest: Manifest, name: string): string {
  const found = Object.keys(manifest).find((key) => manifest[key]?.name === name)
  if (!found) throw new Error(`The built pages have no part called ${name}.`)
  return found
}

type Compress = (bytes: Buffer) => { byteLength: number }

/** As the server sends it: the compressed file that was built, or the file itself where compressing does not pay. */
function sent(file: string, ending: string, compress: Compress): number {
  const path = `${built}${file}`
  if (existsSync(path + ending)) return readFileSync(path + ending).byteLength
  const bytes = readFileSync(path)
  return Math.min(bytes.byteLength, compress(bytes).byteLength)
}

const kilobytes = (files: Iterable<string>, ending: string, compress: Compress): number =>
  [...files].reduce((sum, file) => sum + sent(file, ending, compress), 0) / 1000

export const javascript: Measure = {
  name: 'javascript',
  about: 'JavaScript that the first page needs, compressed, from the manifest of the built pages.',
  aim: 'under 180 kB',
  pages: true,
  run: () => {
    const manifest = z
      .record(z.string(), chunk)
      .parse(JSON.parse(readFileSync(`${built}manifest.json`, 'utf8')))
    const react = [manifest[keyOf(manifest, 'react')]?.file ?? '']
    const figures = (['sign-in-page', 'today'] as const).flatMap((page) => {
      const files = scriptsOf(manifest, [page])
      const say = page === 'today' ? 'Today, signed in' : 'sign-in'
      return [
        { how: 'brotli', ending: '.br', compress: brotliCompressSync },
        { how: 'gzip', ending: '.gz', compress: gzipSync },
      ].map(({ how, ending, compress }) =>
        figure(`${say}, ${how}`, kilobytes(files, ending, compress), 'kB', {
          reference: { name: 'React alone', value: kilobytes(react, ending, compress) },
          aim: { of: 'value', bound: 'at most', to: 180 },
          note: `${files.size} files.`,
        }),
      )
    })
    return Promise.resolve(figures)
  },
}
