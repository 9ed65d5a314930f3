import { domainToUnicode } from 'node:url'
import { profiles } from '#networks/profiles.ts'
import { otherPlaces, places } from '#networks/places.ts'
import type { Place } from '#networks/place.ts'
import { skeletonsOf } from './letters.ts'

/** A handle on one of our networks, as it was written and as the network writes it. */
export interface ReadHandle {
  network: string
  handle: string
  /** Great and small as it was written. */
  written: string
}

export type ReadAddress =
  /** The page of an account on a network that we know; more than one where several could be meant. */
  | { kind: 'handles'; handles: readonly ReadHandle[]; written: string; bare: boolean }
  | { kind: 'identifier'; network: string; remoteId: string }
  /** On a network that Rostrum does not speak with, or on no network. */
  | { kind: 'elsewhere'; place: string | null; host: string; written: string | null; like: string | null }
  | { kind: 'name'; name: string }
  | { kind: 'unreadable'; say: string }

const unreadable = (say: string): ReadAddress => ({ kind: 'unreadable', say })

/** What somebody pasted or typed: an address, a handle, an identifier, or a name. Nothing is fetched. */
export function readAddress(typed: string): ReadAddress {
  const text = typed.trim().replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  if (text === '') return unreadable('Give an address, a handle or a name.')
  for (const [network, place] of Object.entries(places))
    if (place.identifier?.test(text)) return { kind: 'identifier', network, remoteId: text }
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:)(?:\/\/)?(.*)$/is.exec(text) ?? []
  const own = Object.entries(places).find(([, { schemes }]) => schemes.includes(scheme?.toLowerCase() ?? ''))
  if (own) return ofScheme(own, rest)
  if (scheme !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return ofUrl(text)
  if (scheme !== undefined && /^(?:javascript|data|file|vbscript|blob|mailto|about|ftp):$/i.test(scheme))
    return unreadable('This is no address of a profile. An address begins with https://.')
  if (/\s/u.test(text)) return { kind: 'name', name: text }
  if (/[/\\]/.test(text) && /^[^/\\@]+\.[^/\\]+[/\\]/.test(text)) return ofUrl(`https://${text}`)
  if (isHostOfPlace(text)) return ofUrl(`https://${text}`)
  return ofHandle(text)
}

function ofScheme([network, place]: [string, Place], rest: string): ReadAddress {
  const name = rest.split(/[/?#]/)[0] ?? ''
  if (place.identifier?.test(name)) return { kind: 'identifier', network, remoteId: name }
  const read = handleOn(network, name)
  return read === null
    ? unreadable('No account can have this address.')
    : { kind: 'handles', handles: [read], written: name, bare: false }
}

function ofHandle(text: string): ReadAddress {
  const handles = profiles.flatMap(({ id }) => handleOn(id, text) ?? [])
  return { kind: 'handles', handles, written: text.replace(/^@/, ''), bare: true }
}

function handleOn(network: string, written: string): ReadHandle | null {
  const profile = profiles.find(({ id }) => id === network)
  if (!profile) return null
  const handle = profile.normaliseHandle(written)
  return profile.handleProblem(handle) === null
    ? { network, handle, written: written.replace(/^@/, '') }
    : null
}

/** The host without what browsers for telephones put before it, and without the dot of the root. */
const plainHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/\.+$/, '')
    .replace(/^(?:(?:www|m|mobile|l|touch)\.)+(?=[^.]+\.)/, '')

const known = [
  ...Object.entries(places).flatMap(([id, { hosts }]) =>
    hosts === 'any' ? [] : hosts.map((host) => [host, id] as const),
  ),
  ...otherPlaces.flatMap(({ name, hosts }) => hosts.map((host) => [host, name] as const)),
]
const isHostOfPlace = (text: string): boolean => known.some(([host]) => host === plainHost(text))

function ofUrl(text: string): ReadAddress {
  const url = parsed(text)
  if (typeof url === 'string') return unreadable(url)
  const path = decoded(url.pathname)
  if (path === null) return unreadable('This address has a sign in it that cannot be read. Copy it again.')
  const host = plainHost(domainToUnicode(url.hostname.replace(/\.+$/, '')))
  const place = Object.entries(places).find(([, { hosts }]) => hosts !== 'any' && hosts.includes(host))
  if (place) return url.port === '' ? onPlace(place, path, host, text) : unreadable(portSay(host))
  const other = otherPlaces.find(({ hosts }) => hosts.includes(host))
  if (other) {
    const written = other.path.exec(path)?.groups?.name ?? null
    return { kind: 'elsewhere', place: other.name, host, written, like: null }
  }
  const like = hostLike(host)
  const server = url.port === '' ? host : `${host}:${url.port}`
  const own = like === null ? onOwnServer(path, server) : []
  const [first] = own
  if (first) return { kind: 'handles', handles: own, written: first.written, bare: false }
  return { kind: 'elsewhere', place: null, host, written: lastOf(path), like }
}

/** Whose page this can be on a server that somebody runs for themselves: every network whose pages look like it. */
function onOwnServer(path: string, server: string): ReadHandle[] {
  return Object.entries(places).flatMap(([network, place]) => {
    if (place.hosts !== 'any') return []
    const written = place.handlesOf?.(path, server)
    if (written) return written.flatMap((one) => handleOn(network, one) ?? [])
    const read = onPlace([network, place], path, server, '')
    return read.kind === 'handles' ? read.handles : []
  })
}

/** Parses it as a browser does, or says what is wrong with it. */
function parsed(text: string): URL | string {
  let url: URL
  try {
    url = new URL(text)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return 'This cannot be read as an address. Copy it again from the browser.'
  }
  if (!/^https?:$/.test(url.protocol)) return 'An address of a profile begins with https://.'
  if (url.username !== '' || url.password !== '')
    return `This address hides where it leads: what stands before the @ is no host. It leads to ${domainToUnicode(url.hostname)}.`
  if (url.hostname === '' || /^[\d.]+$|^\[/.test(url.hostname))
    return 'This address leads to a number and not to a name. No network has such addresses.'
  return url
}

const portSay = (host: string): string =>
  `This address names a port. No page of ${host} does, so do not trust it.`

/** Null when it cannot be decoded, or hides a stroke, which would change where it leads. */
function decoded(path: string): string | null {
  if (/%(?:2f|5c|00)/i.test(path)) return null
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function onPlace([network, place]: [string, Place], path: string, host: string, text: string): ReadAddress {
  for (const pattern of place.paths) {
    const { name, server } = pattern.exec(path)?.groups ?? {}
    if (name === undefined) continue
    if (place.identifier?.test(name)) return { kind: 'identifier', network, remoteId: name }
    const written = place.handleOf(name, server ?? host)
    const read = handleOn(network, written)
    return { kind: 'handles', handles: read ? [{ ...read, written }] : [], written, bare: false }
  }
  return { kind: 'elsewhere', place: null, host, written: lastOf(text === '' ? '' : path), like: null }
}

const lastOf = (path: string): string | null =>
  path
    .split('/')
    .find((part) => part !== '')
    ?.replace(/^@/, '') ?? null

/** The host of a network that this one looks like without being it. */
function hostLike(host: string): string | null {
  const seen = new Set(skeletonsOf(host))
  const found = known.find(
    ([one]) =>
      one !== host && (skeletonsOf(one).some((skeleton) => seen.has(skeleton)) || host.startsWith(`${one}.`)),
  )
  return found?.[0] ?? null
}
