import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The API of a server that runs beside `vite dev`. */
const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: here('./src/ui'),
  publicDir: here('./src/ui/public'),
  plugins: [react()],
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
        // React changes seldom, so a new edition of Rostrum need not be a new download of it.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }] },
      },
    },
  },
})
