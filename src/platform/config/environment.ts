/** The environment of this process, for `readConfig`. The one place that touches it. */
export function readEnvironment(): Record<string, string | undefined> {
  return process.env
}
