// Unpacks the browser of @sparticuz/chromium into $TMPDIR. Started by chromium.ts, never imported: the package
// changes the library path of the process that loads it, which no test's process should suffer.
import chromium from '@sparticuz/chromium'

process.stdout.write(await chromium.executablePath())
