import { bareOf, isDisguised, skeletonsOf, wordsOf } from './letters.ts'
import { isCommon, withoutPutOn } from './name-words.ts'
import { isNear, nearNames, push } from './near-names.ts'

/** Why one name may be taken for another. */
export type Likeness = 'letters' | 'separators' | 'words' | 'near' | 'same-name'

/** A name of ours to be compared with. */
export interface KnownName {
  id: string
  network: string
  /** The handle whole: `library.example.ac.uk`. */
  handle: string
  /** The handle without what belongs to the network. */
  name: string
}

export interface AskedName {
  /** Null on a network that we do not keep. */
  network: string | null
  handle: string
  /** As it was written, great and small, without what belongs to the network. */
  name: string
}

export interface Found {
  id: string
  likeness: Likeness
}

interface Entry extends KnownName {
  bare: string
  skeletons: string[]
  /** The parts of the handle that say where it stands. */
  whole: string[]
  /** Has it a word of its own, and is it long enough for likeness to mean something? */
  distinct: boolean
}

/** The ending of a domain says where it is registered, not whose it is. */
const domainEnding = /\.(?:(?:ac|co|org|gov|edu|com|net|me)\.[a-z]{2}|[a-z]{2,24})$/i

function nameIn(name: string): string {
  return name.includes('.') ? name.replace(domainEnding, '') : name
}

/** A handle that is a domain is known by its first part, too. */
function namesOf({ name }: KnownName): string[] {
  const whole = nameIn(name)
  const [first = ''] = whole.split('.')
  return first === whole ? [whole] : [whole, first]
}

function entryOf(one: KnownName, name: string): Entry {
  const bare = bareOf(name)
  const distinct = bare.length >= 5 && !isCommon(name)
  return { ...one, name, bare, skeletons: skeletonsOf(name), distinct, whole: labelsOf(one) }
}

export type Likenesses = (asked: AskedName) => Found[]

/** The names of ours, arranged so that one that looks like some of them is found without looking at each. */
export function likenesses(known: readonly KnownName[]): Likenesses {
  const entries = known.flatMap((one) => namesOf(one).map((name) => entryOf(one, name)))
  const byBare = Map.groupBy(entries, ({ bare }) => bare)
  const bySkeleton = groupByMany(entries, ({ skeletons }) => skeletons)
  const within = wholeWithin(entries)
  const near = nearNames(entries.filter(({ distinct }) => distinct))
  return (asked) => {
    const found = new Map<string, Likeness>()
    const add = (entry: Entry, likeness: Likeness): void => {
      if (!found.has(entry.id)) found.set(entry.id, likeness)
    }
    // A point may part the words of a name as well as end a domain.
    for (const name of new Set([nameIn(asked.name), asked.name])) {
      const bare = bareOf(name)
      const seen = skeletonsOf(name)
      for (const entry of byBare.get(bare) ?? [])
        if (entry.distinct) add(entry, name.toLowerCase() === entry.name ? 'same-name' : 'separators')
        // A common name on a server that looks like ours is no longer common.
        else if (serversAlike(asked.handle, entry.handle)) add(entry, 'near')
      for (const skeleton of seen)
        for (const entry of bySkeleton.get(skeleton) ?? [])
          if (entry.bare !== bare || isDisguised(name)) add(entry, 'letters')
      for (const entry of withWordsPutOn(name, byBare, bySkeleton)) add(entry, 'words')
      for (const entry of near(name)) if (!figuresApart(bare, entry.bare)) add(entry, 'near')
    }
    for (const entry of within(asked)) add(entry, 'words')
    return [...found].map(([id, likeness]) => ({ id, likeness }))
  }
}

type Group = ReadonlyMap<string, readonly Entry[]>

function withWordsPutOn(name: string, byBare: Group, bySkeleton: Group): Entry[] {
  return withoutPutOn(name).flatMap(({ bare, apart }) => [
    ...(byBare.get(bare) ?? []).filter((entry) => (apart ? !isCommon(entry.name) : entry.distinct)),
    ...skeletonsOf(bare).flatMap((one) => (bySkeleton.get(one) ?? []).filter(({ distinct }) => distinct)),
  ])
}

function groupByMany(entries: readonly Entry[], keys: (entry: Entry) => string[]): Map<string, Entry[]> {
  const grouped = new Map<string, Entry[]>()
  for (const entry of entries) for (const key of keys(entry)) push(grouped, key, entry)
  return grouped
}

/** The parts of a name that says where it stands; the network's own ending is no part of it. */
const labelsOf = ({ handle, name }: Pick<KnownName, 'handle' | 'name'>): string[] =>
  wordsOf(handle.includes('@') ? handle.replaceAll('@', '.') : name)

/** Names of ours of several parts that stand whole within the one asked for: `example.ac.uk.elsewhere.com`. */
function wholeWithin(entries: readonly Entry[]): (asked: AskedName) => Entry[] {
  const whole = new Map<string, Entry[]>()
  for (const entry of entries) {
    const labels = entry.whole
    if (labels.length < 2 || !/[.@]/.test(entry.handle)) continue
    const key = labels.join('.')
    whole.set(key, [...(whole.get(key) ?? []), entry])
  }
  return (asked) => {
    const labels = labelsOf(asked).slice(0, 12)
    return labels.flatMap((_, from) =>
      labels.slice(from + 1).flatMap((__, by) => {
        const part = labels.slice(from, from + by + 2)
        return part.length === labels.length ? [] : (whole.get(part.join('.')) ?? [])
      }),
    )
  }
}

const serverOf = (handle: string): string => handle.split('@')[1] ?? ''

function serversAlike(asked: string, ours: string): boolean {
  const [one, other] = [serverOf(asked), serverOf(ours)]
  if (one === '' || other === '' || one === other) return false
  const [theirs = '', own = ''] = [skeletonsOf(nameIn(one))[0], skeletonsOf(nameIn(other))[0]]
  return theirs === own || isNear(theirs, own)
}

/** Another year, another hall: names that differ in figures alone are meant to. */
function figuresApart(asked: string, ours: string): boolean {
  return asked.replaceAll(/\d/g, '') === ours.replaceAll(/\d/g, '')
}
