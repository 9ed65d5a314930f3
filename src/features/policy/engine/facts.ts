import type { PlacedHit, TargetDetector, TextDetector } from './detector.ts'
import { detectors } from './detectors/index.ts'
import type { CheckContext, InstitutionForCheck, PostForCheck, TargetForCheck } from './post.ts'
import { blackoutOn, dayJudged, isWithin } from './periods.ts'
import type { FactItem, Facts, Field, Span, Subject, TargetRef } from './types.ts'
import type { Moment } from './types.ts'

/** Enough for a long thread being typed; beyond it the oldest are forgotten. */
const remembered = 400
type Cache = Map<string, ReturnType<TextDetector['detect']>>
const caches = new WeakMap<CheckContext, Map<TextDetector, Cache>>()

/** Everything the detectors see in a post. Results for a text are kept, so that typing re-reads only what changed. */
export function factsOfPost(post: PostForCheck, context: CheckContext, now: string): Facts {
  const facts: Facts = {}
  for (const detector of detectors) {
    const items = new Items()
    for (const target of post.targets) {
      const ref = { accountId: target.accountId, network: target.network }
      const hits =
        detector.scope === 'text'
          ? inTexts(detector, target, context)
          : inTarget(detector, target, post, context, now)
      for (const hit of hits) items.add(hit, ref)
    }
    facts[detector.fact] = items.all()
  }
  return facts
}

/**
 * Reads the texts of a post step by step, so that a browser can do other things between: what was read is kept, and
 * the check of the post under the same context afterwards costs little.
 */
export function* readAhead(post: Pick<PostForCheck, 'targets'>, context: CheckContext): Generator<void> {
  const texts = new Set(post.targets.flatMap(readIn).map(({ text }) => text))
  for (const detector of detectors) {
    if (detector.scope !== 'text') continue
    for (const text of texts) {
      detected(detector, text, context)
      yield
    }
  }
}

/** The post as the subject of a control. */
export function subjectOfPost(
  post: PostForCheck,
  context: CheckContext,
  moment: Moment,
  now: string,
): Subject {
  const texts = [...new Set(post.targets.flatMap(readIn).map(({ text }) => text))]
  const fields = {
    audiences: post.audiences,
    language: post.language,
    text: texts.join('\n\n'),
    networks: [...new Set(post.targets.map((target) => target.network))],
    images: Math.max(
      0,
      ...post.targets.map((target) => target.parts.reduce((sum, part) => sum + part.media.length, 0)),
    ),
    parts: Math.max(0, ...post.targets.map((target) => target.parts.length)),
    hasLink: post.targets.some((target) => target.parts.some((part) => part.link !== null)),
  }
  return {
    kind: 'post',
    moment,
    fields,
    institution: institutionFields(context.institution, dayJudged(post, now)),
  }
}

/** The institution as conditions see it on a day; of an instant, its day counts. */
export function institutionFields(institution: InstitutionForCheck, at: string): Subject['institution'] {
  const { name, nation, domains, welsh, electionPeriods, blackouts } = institution
  const day = dayJudged({}, at)
  const electionPeriod = electionPeriods.some((period) => isWithin(period, day))
  const blackout = blackoutOn(blackouts, day)?.name ?? ''
  return { name, nation, domains, welsh, electionPeriod, blackout }
}

/** Everything of a target that people will read: its words, and what stands beside them. */
function readIn({ parts, title, tags, firstComment }: TargetForCheck) {
  const beside: { text: string; part: number; field: Field }[] = []
  if (title) beside.push({ text: title, part: 0, field: 'title' })
  if (tags && tags.length > 0) beside.push({ text: tags.join('\n'), part: 0, field: 'tags' })
  if (firstComment)
    beside.push({ text: firstComment, part: Math.max(0, parts.length - 1), field: 'firstComment' })
  return [...parts.map(({ text }, part) => ({ text, part, field: 'text' as Field })), ...beside]
}

function inTexts(detector: TextDetector, target: TargetForCheck, context: CheckContext): PlacedHit[] {
  return readIn(target).flatMap(({ text, part, field }) =>
    detected(detector, text, context).map((hit) => {
      const words = text.slice(hit.start, hit.end)
      return {
        ...hit,
        part,
        field,
        value: hit.value ?? words.toLowerCase(),
        shown: hit.shown ?? words,
      }
    }),
  )
}

function inTarget(
  detector: TargetDetector,
  target: TargetForCheck,
  post: PostForCheck,
  context: CheckContext,
  now: string,
): PlacedHit[] {
  return detector.detect(target, post, context, now)
}

function detected(
  detector: TextDetector,
  text: string,
  context: CheckContext,
): ReturnType<TextDetector['detect']> {
  const byDetector = caches.get(context) ?? new Map<TextDetector, Cache>()
  caches.set(context, byDetector)
  const cache: Cache = byDetector.get(detector) ?? new Map()
  byDetector.set(detector, cache)
  const known = cache.get(text)
  if (known) return known
  const hits = detector.detect(text, context)
  const [oldest] = cache.size >= remembered ? cache.keys() : []
  if (oldest !== undefined) cache.delete(oldest)
  cache.set(text, hits)
  return hits
}

/** Gathers hits: the same value with the same attributes is one item, however often and wherever it stands. */
class Items {
  readonly #byKey = new Map<string, { item: FactItem; places: Map<string, Span> }>()

  add(hit: PlacedHit, ref: TargetRef): void {
    const key = JSON.stringify([hit.value, hit.attributes])
    const { part, start, end, field, media } = hit
    const span: Span = {
      part,
      start,
      end,
      field,
      ...(media === undefined ? {} : { media }),
      targets: [ref.accountId],
    }
    const known = this.#byKey.get(key)
    if (!known) {
      const { value, shown: text, attributes } = hit
      const item = { value, text, attributes, spans: [span], targets: [ref] }
      this.#byKey.set(key, { item, places: new Map([[placeOf(span), span]]) })
      return
    }
    const { item, places } = known
    const same = places.get(placeOf(span))
    if (!same) {
      item.spans.push(span)
      places.set(placeOf(span), span)
    } else if (!same.targets.includes(ref.accountId)) same.targets.push(ref.accountId)
    if (!item.targets.some((target) => target.accountId === ref.accountId)) item.targets.push(ref)
  }

  all(): FactItem[] {
    return [...this.#byKey.values()].map(({ item }) => item)
  }
}

const placeOf = ({ part, start, end, field, media }: Span): string =>
  `${part} ${start} ${end} ${field} ${media ?? ''}`
