import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The API of a server that runs beside `vite dev`. */
const server = 'http://127.0.0.1:3000'

/**
 * Every schema of Zod brings along what writes it down as JSON Schema, a fifth of Zod's weight. Only the server does
 * that, so the browser gets the names of those two modules and nothing behind them.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'rostrum-without-json-schema',
    load(id) {
      if (!/\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return null
      const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map(
        ([, name = '']) => name,
      )
      return `const absent = () => () => { throw new Error('Only the server writes JSON Schema.') }
export { ${['process', ...names].map((name) => `absent as ${name}`).join(', ')} }`
    },
  }
}

export default defineConfig({
  root: here('./src/ui'),
  publicDir: here('./src/ui/public'),
  plugins: [react(), withoutJsonSchema()],
  define: {
    __ROSTRUM_VERSION__: JSON.stringify(
      (JSON.parse(readFileSync(here('./package.json'), 'utf8')) as { version: string }).version,
    ),
  },
  server: { proxy: { '/api': server, '/health': server } },
  build: {
    outDir: here('./dist/ui'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'baseline-widely-available',
    // The policy for scripts and styles allows files of our own only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    // Its polyfill would be one more script; the browsers of the target preload modules themselves.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // What every page needs comes in three files, not in thirty: few requests, and it compresses better as a whole.
        // Libraries change seldom, so a new edition of Rostrum need not be a new download of them.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 2 },
            { name: 'shell', tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
})
