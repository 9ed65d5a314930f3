import { ConfigFault, type Config } from '#platform/config/index.ts'

/** Where each network that has addresses of its own is reached instead, as `ROSTRUM_NETWORK_ORIGINS` says. */
export interface NetworkOrigins {
  /** These options of a network, all with its other origin; none where it is reached at its own. */
  at<Name extends string>(network: string, ...options: Name[]): { [Option in Name]?: string }
  /** One option of it, with a path. */
  below<Name extends string>(network: string, option: Name, path: string): { [Option in Name]?: string }
  /** Throws `ConfigFault` for networks that were set and that nobody asked about. */
  allAsked(): void
}

export function networkOrigins({ networkOrigins: set }: Pick<Config, 'networkOrigins'>): NetworkOrigins {
  const asked = new Set<string>()
  const originOf = (network: string): string | undefined => {
    asked.add(network)
    return set[network]
  }
  return {
    at(network, ...options) {
      const origin = originOf(network)
      return origin === undefined ? {} : named(options.map((option) => [option, origin]))
    },
    below(network, option, path) {
      const origin = originOf(network)
      return origin === undefined ? {} : named([[option, `${origin}${path}`]])
    },
    allAsked() {
      const unknown = Object.keys(set).filter((network) => !asked.has(network))
      if (unknown.length === 0) return
      const known = [...asked].toSorted().join(', ')
      throw new ConfigFault(
        unknown.map(
          (network) =>
            `ROSTRUM_NETWORK_ORIGINS names “${network}”, which is none of the networks that can be reached elsewhere: ${known}.`,
        ),
      )
    },
  }
}

function named<Name extends string>(entries: [Name, string][]): { [Option in Name]?: string } {
  const options: { [Option in Name]?: string } = {}
  for (const [name, value] of entries) options[name] = value
  return options
}
