import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { detectors } from './engine/detectors/index.ts'
import type { Detector, Hit } from './engine/detector.ts'
import type { CheckContext, MediaForCheck, PostForCheck } from './engine/post.ts'
import { checkWording } from './engine/wording-check.ts'
import { exampleInstitution, exampleNetwork } from './packs/example-world.ts'

const folder = fileURLToPath(new URL('./engine/corpora', import.meta.url))

const Item = z.strictObject({
  text: z.string().default(''),
  finds: z.boolean(),
  why: z.string().optional(),
  language: z.string().default('en-GB'),
  alt: z.string().optional(),
  people: z.string().default(''),
})
export type CorpusItem = z.infer<typeof Item>

/** `seen` is what the author of a detector worked with; `held` was kept from them, and measures honestly. */
export type Part = 'seen' | 'held'

/** Facts that have a corpus, by the name of its files. */
export function corpusNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.held.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .toSorted()
}

export function corpus(name: string, part: Part): CorpusItem[] {
  const file = join(folder, part === 'seen' ? `${name}.yaml` : `${name}.held.yaml`)
  return z.array(Item).parse(parse(readFileSync(file, 'utf8')))
}

export function detectorOf(name: string): Detector | undefined {
  const fact = name.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase())
  return detectors.find((detector) => detector.fact === fact)
}

export interface Accuracy {
  posts: number
  /** Of the posts that it should find, the share that it finds. */
  recall: number
  /** Of the posts that it finds, the share that it should. */
  precision: number
  missed: string[]
  wrong: string[]
}

const network = exampleNetwork({})

/** How often a detector is right about posts that people have labelled. */
export function accuracyOf(detector: Detector, items: readonly CorpusItem[]): Accuracy {
  const judged = items.map((item) => ({ item, found: hitsIn(detector, item).length > 0 }))
  const words = ({ item }: { item: CorpusItem }) => item.alt ?? item.text
  const right = judged.filter(({ item, found }) => item.finds && found).length
  const missed = judged.filter(({ item, found }) => item.finds && !found)
  const wrong = judged.filter(({ item, found }) => !item.finds && found)
  return {
    posts: items.length,
    recall: right / Math.max(1, right + missed.length),
    precision: right / Math.max(1, right + wrong.length),
    missed: missed.map(words),
    wrong: wrong.map(words),
  }
}

/** What a detector finds in one labelled post. */
export function hitsIn(detector: Detector, { text, language, alt, people }: CorpusItem): Hit[] {
  const welsh = detector.fact === 'missingWelsh'
  const context: CheckContext = {
    institution: exampleInstitution(welsh ? 'wales' : 'england'),
    profiles: { [network.id]: network },
    wording: checkWording,
  }
  if (detector.scope === 'text') return detector.detect(text, context)
  const image: MediaForCheck = {
    id: 'image-1',
    name: 'image.jpg',
    alt: alt ?? '',
    rights: 'own',
    type: 'image/jpeg',
    width: 1600,
    height: 900,
    bytes: 400_000,
    animated: false,
    locationStripped: false,
    people,
  }
  const part = { text, media: alt === undefined ? [] : [image], link: null }
  const target = { accountId: 'a', network: network.id, handle: 'office', parts: [part] }
  const post: PostForCheck = { targets: [target], audiences: ['public'], language, recent: [] }
  return detector.detect(target, post, context, '2026-09-15T09:00:00Z')
}
