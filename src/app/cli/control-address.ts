import { join } from 'node:path'

/** Where a running Rostrum on the built-in database takes orders from the command line of its own machine. */
export function controlAddress(dataFolder: string): string {
  return join(dataFolder, 'rostrum.sock')
}

/** The kernel keeps the address of a socket in 108 bytes, its end mark among them (unix(7)). */
export const longestAddress = 107
