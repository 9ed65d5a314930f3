/** What the commands under `rostrum policy` do. Each prints through `out` and returns its exit code. */
export { runPolicyCoverage } from './cli/coverage.ts'
export { runPolicyDiff } from './cli/diff.ts'
export { runPolicyInit } from './cli/init.ts'
export { runPolicyLint } from './cli/lint.ts'
export { runPolicySchema } from './cli/schema.ts'
export { runPolicyTest } from './cli/test.ts'
export type { PolicyTestArguments } from './cli/test.ts'
