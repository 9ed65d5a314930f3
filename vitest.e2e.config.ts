import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/journeys/**/*.test.ts', 'e2e/peers/*.test.ts', 'e2e/faults/*.test.ts'],
    globalSetup: ['e2e/build-pages.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { hooks: 'stack' },
  },
})
