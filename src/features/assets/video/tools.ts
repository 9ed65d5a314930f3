import type * as mediabunny from 'mediabunny'

type Tools = typeof mediabunny

let loaded: Promise<Tools> | null = null

/** What reads and writes videos, loaded with the first one. What it has to say is said in our own words. */
export function videoTools(): Promise<Tools> {
  loaded ??= import('mediabunny').then((tools) => {
    tools.Logging.level = tools.LogLevel.Silent
    return tools
  })
  return loaded
}
