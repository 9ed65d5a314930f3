import ipaddr from 'ipaddr.js'
import type { ConnectField, Network } from '#networks/contract.ts'
import type { AppState, Way } from './contract.ts'

type Values = Readonly<Record<string, string>>

/** The fields that have to be filled and are not. */
export function lacking(fields: readonly ConnectField[], values: Values): ConnectField[] {
  return fields.filter(({ name, required }) => required && !values[name])
}

interface Kept {
  values: Values
  /** The names of fields that are other than before. */
  changed: string[]
  faults: { path: string; message: string }[]
}

/** What is to be kept of a form: a secret that is left empty stays as it was. Values of no field are faults. */
export function valuesToKeep(fields: readonly ConnectField[], given: Values, before: Values): Kept {
  const faults = Object.keys(given)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => ({ path: `values.${name}`, message: `“${name}” is not asked for by this network.` }))
  const values: Record<string, string> = {}
  for (const { name, secret } of fields) {
    const typed = (given[name] ?? '').trim()
    const value = secret && typed === '' ? (before[name] ?? '') : typed
    if (value !== '') values[name] = value
  }
  for (const { name, label } of lacking(fields, values))
    faults.push({ path: `values.${name}`, message: `Give: ${label}.` })
  const changed = fields.map(({ name }) => name).filter((name) => values[name] !== before[name])
  return { values, changed, faults }
}

export function appStateOf(network: Network, row: unknown, values: Values | null): AppState {
  if (!network.app) return 'not-needed'
  if (!row) return 'missing'
  if (!values) return 'unreadable'
  return lacking(network.app.fields, values).length > 0 ? 'partly' : 'registered'
}

export function waysOf({ profile, connectMethods }: Pick<Network, 'profile' | 'connectMethods'>): Way[] {
  if (profile.capabilities.publish === 'manual') return ['by-hand']
  const kinds = connectMethods.map(({ kind, fields }): Way => {
    if (kind === 'redirect') return 'sign-in'
    return fields.length > 0 ? 'form' : 'here'
  })
  return [...new Set(kinds)]
}

const insideNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|test|invalid)$/i

/** Is this an address that nobody outside can reach, by its name alone? */
export function isPrivateAddress(origin: string): boolean {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast'
  return !host.includes('.') || insideNames.test(host)
}

/** Browsers let what is on this machine do without https; networks seldom do. */
export function isThisMachine(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)
}
