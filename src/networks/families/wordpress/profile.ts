/** What blogs of WordPress have in common. Isomorphic, no I/O. */
import { plainLinks } from '../plain-links.ts'
import { counted, graphemeLength, noMore, plain, type Capabilities, type Limits } from '../../profile.ts'
import type { Place } from '../../place.ts'

export const passwordAudience = 'password'
export const privateAudience = 'private'

export const wordPressCapabilities: Capabilities = {
  ...plain,
  images: true,
  videos: true,
  mixedMedia: true,
  alternativeText: true,
  captions: true,
  threads: false,
  linkCards: false,
  title: 'required',
  tags: true,
  // https://wordpress.org/documentation/article/settings-sidebar/#status-visibility, read 2026-11.
  audiences: [
    { id: 'public', label: 'Everybody' },
    { id: privateAudience, label: 'Only editors and administrators of the blog' },
    { id: passwordAudience, label: 'Those who know the password for protected posts' },
  ],
  edit: true,
  remove: true,
  pin: true,
  reads: { own: true, comments: true, messages: false, metrics: false, search: false },
  idempotency: 'by-draft',
}

/**
 * WordPress publishes no limits of its own; its database holds 4 GB of text (longtext), 65,535 bytes of title (text) and
 * 200 characters of a tag's name: wp-admin/includes/schema.php of 6.1. The others are ours, so that a post stays one.
 * How large an upload may be is set by each server (`upload_max_filesize` of PHP); one that takes less says so.
 */
export const wordPressLimits: Limits = {
  ...noMore,
  text: 50_000,
  unit: 'characters',
  images: 20,
  imageBytes: 8_000_000,
  // Larger ones are kept as "-scaled": https://make.wordpress.org/core/2019/10/09/introducing-handling-of-big-images-in-wordpress-5-3/, read 2026-11.
  imageEdge: 2560,
  imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
  alternativeText: 1000,
  threadParts: 1,
  videos: 1,
  video: {
    bytes: 50_000_000,
    seconds: [1, 3600],
    // What browsers play from a file: https://wordpress.org/documentation/article/video-block/, read 2026-11.
    types: ['video/mp4'],
    videoCodecs: ['avc'],
    audioCodecs: ['aac', 'mp3'],
    edge: 3840,
    frames: 60,
    ratio: null,
    captions: ['text/vtt'],
  },
  title: 250,
  tags: 20,
  tag: 200,
  firstComment: 0,
}

export const countPlain = (text: string, limits: Limits) => counted(graphemeLength(text), limits.text)

export { plainLinks }

/** `https://Blogs.example.ac.uk/library/` is `blogs.example.ac.uk/library`. */
export function normaliseSite(typed: string): string {
  const plainText = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const [address = ''] = plainText.replace(/^https?:\/\//i, '').split(/[?#]/)
  const [host = '', ...path] = address
    .replace(/\/wp-(?:admin|login|json)\b.*$/i, '')
    .replace(/\/+$/, '')
    .split('/')
  return [host.toLowerCase(), ...path].join('/')
}

const host =
  /^(?:(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]*[\p{L}\p{N}]|localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/u

export function isSite(handle: string): boolean {
  const [name = '', ...path] = handle.split('/')
  return host.test(name) && path.every((step) => /^[\p{L}\p{N}._~%-]+$/u.test(step) && !/^\.+$/.test(step))
}

/** An address of a site is its handle, so any host may have one. */
export const sitePlace: Pick<
  Place,
  'outside' | 'hosts' | 'schemes' | 'paths' | 'identifier' | 'suffix' | 'handleOf' | 'handlesOf' | 'addressOf'
> = {
  outside: true,
  hosts: 'any',
  schemes: [],
  paths: [/^\/(?<name>(?:[^/]+(?:\/[^/]+)*)?)\/?$/],
  identifier: null,
  suffix: null,
  handleOf: (name, server) => normaliseSite(`${server}/${name}`),
  // A site may stand in a folder, and its posts stand below it.
  handlesOf(path, server) {
    const folders = path.split('/').filter((part) => part !== '')
    return folders
      .map((_, at) => normaliseSite(`${server}/${folders.slice(0, folders.length - at).join('/')}`))
      .concat(normaliseSite(server))
  },
  addressOf: (handle) => `https://${handle}`,
}
