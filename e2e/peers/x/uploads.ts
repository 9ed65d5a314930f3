import { text } from '../stand-in/body.ts'
import type { OAuth2, Person } from '../stand-in/oauth2.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { authorised, type Settings } from './access.ts'
import { problem } from './shapes.ts'

export interface Media {
  id: string
  key: string
  owner: Person
  category: string
  type: string
  size: number
  /** By their number. */
  segments: Map<number, Buffer>
  done: boolean
  /** How many more times it is still worked on when asked for; null when it never needed any work. */
  pending: number | null
  alt: string | null
  /** The media of its captions. */
  subtitles: { id: string; language: string }[]
}

const DAY = 86_400
const PART = 5_000_000

const invalid = (detail: string) =>
  new Refusal(400, problem(400, 'Invalid Request', detail, 'https://api.x.com/2/problems/invalid-request'))

/** The upload of media in parts. `ready`: what a post may have; throws X's refusal of anything else. */
export function openUploads(oauth: OAuth2, settings: Settings, nextId: () => string) {
  const all: Media[] = []
  const mine = (ask: Ask, id: string | undefined): Media => {
    const { person } = authorised(oauth, ask, 'media.write')
    const found = all.find((media) => media.id === id && media.owner === person)
    if (found) return found
    throw invalid('The media could not be found.')
  }

  const initialize = (ask: Ask): Answer => {
    const { person } = authorised(oauth, ask, 'media.write')
    const size = Number(ask.fields['total_bytes'])
    const [category, type] = [text(ask, 'media_category'), text(ask, 'media_type')]
    if (!category || !type || !(size > 0))
      throw invalid('media_category, media_type and total_bytes are wanted.')
    const id = nextId()
    const prefix = category === 'tweet_video' ? '13' : '3'
    all.push({
      id,
      key: `${prefix}_${id}`,
      owner: person,
      category,
      type,
      size,
      segments: new Map(),
      done: false,
      pending: category === 'tweet_video' ? settings.processing : null,
      alt: null,
      subtitles: [],
    })
    return ok({ data: { id, media_key: `${prefix}_${id}`, expires_after_secs: DAY } })
  }

  const append = async (ask: Ask): Promise<Answer> => {
    const media = mine(ask, ask.caught[0])
    const part = ask.files['media']
    if (!part || part.size > PART) throw invalid('A part has at most 5 MB.')
    media.segments.set(Number(text(ask, 'segment_index')), Buffer.from(await part.arrayBuffer()))
    return ok({ data: { expires_at: Math.floor(settings.now() / 1000) + DAY } })
  }

  const shape = (media: Media) => {
    const { id, key, size, pending } = media
    const failed = settings.processingFails && pending === 0
    const state = failed ? 'failed' : pending === 0 ? 'succeeded' : media.done ? 'in_progress' : 'pending'
    const processing_info = { state, check_after_secs: 1, progress_percent: pending === 0 ? 100 : 40 }
    const data = { id, media_key: key, size, expires_after_secs: DAY }
    return { data: pending === null ? data : { ...data, processing_info } }
  }

  const finalize = (ask: Ask): Answer => {
    const media = mine(ask, ask.caught[0])
    const numbers = [...media.segments.keys()].toSorted((a, b) => a - b)
    const whole = numbers.every((number, index) => number === index)
    const size = [...media.segments.values()].reduce((sum, part) => sum + part.byteLength, 0)
    if (!whole || size !== media.size) throw invalid('Segments are missing.')
    media.done = true
    return ok(shape(media))
  }

  const status = (ask: Ask): Answer => {
    const media = mine(ask, text(ask, 'media_id'))
    if (media.pending !== null && media.pending > 0) media.pending -= 1
    return ok(shape(media))
  }

  const describe = (ask: Ask): Answer => {
    const media = mine(ask, text(ask, 'id'))
    const metadata = ask.fields['metadata'] as { alt_text?: { text?: string } } | undefined
    const alt = metadata?.alt_text?.text ?? ''
    if (alt.length > 1000) throw invalid('alt_text is too long.')
    media.alt = alt
    return ok({ data: { id: media.id, associated_metadata: { alt_text: { text: alt } } } })
  }

  const subtitle = (ask: Ask): Answer => {
    const video = mine(ask, text(ask, 'id'))
    const wanted = ask.fields['subtitles'] as { id?: string; language_code?: string } | undefined
    const track = mine(ask, wanted?.id)
    if (video.category !== 'tweet_video' || track.category !== 'subtitles' || !track.done)
      throw invalid('Subtitles belong to a video.')
    video.subtitles.push({ id: track.id, language: wanted?.language_code ?? '' })
    return ok({ data: { id: video.id, media_category: 'TweetVideo', associated_subtitles: {} } })
  }

  const routes: Route[] = [
    ['POST', /^\/2\/media\/upload\/initialize$/, initialize],
    ['POST', /^\/2\/media\/upload\/(\d+)\/append$/, append],
    ['POST', /^\/2\/media\/upload\/(\d+)\/finalize$/, finalize],
    ['GET', /^\/2\/media\/upload$/, status],
    ['POST', /^\/2\/media\/metadata$/, describe],
    ['POST', /^\/2\/media\/subtitles$/, subtitle],
  ]
  return {
    routes,
    bytesOf: (id: string) =>
      Buffer.concat([...(all.find((media) => media.id === id)?.segments.values() ?? [])]),
    ready(person: Person, ids: readonly string[]): Media[] {
      const found = ids.map((id) => all.find((media) => media.id === id && media.owner === person))
      const usable = found.filter(
        (media): media is Media => media !== undefined && media.done && (media.pending ?? 0) === 0,
      )
      if (usable.length !== ids.length) throw invalid('Your media IDs are invalid.')
      const videos = usable.filter(({ category }) => category === 'tweet_video').length
      if (usable.length > 4 || (videos > 0 && usable.length > 1)) throw invalid('Too much media.')
      return usable
    },
  }
}
