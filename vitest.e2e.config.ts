import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, so that no worker is left alone with it at the end. By name: faults are short files. */
const longest = [/every-page/, /^e2e\/faults\//, /leaver|policy\.test|nothing-is-lost|requests|bad-input/]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => name.test(relative(this.ctx.config.root, moduleId)))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: ['e2e/journeys/**/*.test.ts', 'e2e/peers/*.test.ts', 'e2e/faults/*.test.ts'],
    globalSetup: ['e2e/build-pages.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // At its end a worker still stops a server and the browser.
    teardownTimeout: 60_000,
    // A journey waits as often as it works, so two cores carry three.
    maxWorkers: 3,
    // Concurrent tests of one file share its server and the browser.
    maxConcurrency: 2,
    // Files share a worker's modules, and with them its browser.
    isolate: false,
    sequence: { hooks: 'stack', sequencer: LongestFirst },
  },
})
