/** What tests, and the scripts that run them, take from the environment they are run in. */
import { readEnvironment } from '#platform/config/environment.ts'

const own = readEnvironment()

/** Which engine a suite runs on: set by the PostgreSQL leg of scripts/test.ts. */
export const testDatabaseUrl = own.TEST_DATABASE_URL ?? null

/** Enough for a program to run, and none of the settings of whoever runs the tests. */
export const plainEnvironment = { PATH: own.PATH ?? '', HOME: own.HOME ?? '' }

/** All of it, and something more. */
export function environmentWith(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...own, ...more }
}
