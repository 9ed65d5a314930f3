import { createHash } from 'node:crypto'
import { entryActor, type Actor } from '#features/people/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Asset } from '../contract.ts'
import { authoriseImages } from '../keep-asset.ts'
import { assetById, assetsFor, type AssetRow } from '../store.ts'
import { parseCaptions, toSrt, toVtt, type Cue } from './formats.ts'
import { captionFile, captionsRows, type CaptionsRow } from './store.ts'

/** A tag as everybody writes it, `cy` or `en-GB`. Throws `Invalid`. */
export function languageOf(given: string): string {
  try {
    const [language] = Intl.getCanonicalLocales(given)
    if (language) return language
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new Invalid('assets.no-language', `“${given}” is not a language. Write it like en-GB or cy.`)
}

async function videoOf(
  services: Services,
  id: string,
): Promise<AssetRow & { video: NonNullable<AssetRow['video']> }> {
  const asset = await assetById(services.db, id)
  if (!asset) throw new NotFound('video')
  const { video } = asset
  if (!video) throw new Invalid('assets.no-video', 'Only a video has captions.')
  return { ...asset, video }
}

/** Three quarters of a second are lost in many an export. */
const slack = 750

function cuesOf(text: string, seconds: number): Cue[] {
  const parsed = parseCaptions(text)
  if (!parsed.ok)
    throw new Invalid('assets.captions-unreadable', `Line ${parsed.line}: ${parsed.say}`, {
      fix: 'Correct that line and save again. Nothing was changed.',
      data: { line: parsed.line },
    })
  const late = parsed.cues.find((cue) => cue.from >= seconds * 1000 + slack)
  if (late)
    throw new Invalid(
      'assets.captions-too-long',
      `The caption “${late.text.slice(0, 60)}” begins after the end of the video.`,
      { fix: 'Are these the captions of another cut? Choose the file that belongs to this one.' },
    )
  return parsed.cues
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Keeps captions in one language, from a SubRip or WebVTT file, in both forms. What they were before stays for what is approved. */
export async function keepCaptions(
  services: Services,
  actor: Actor,
  { id, language: given, text }: { id: string; language: string; text: string },
): Promise<Asset> {
  authoriseImages(actor)
  const language = languageOf(given)
  const { video } = await videoOf(services, id)
  const cues = cuesOf(text, video.seconds)
  const [vtt, srt] = [toVtt(cues), toSrt(cues)]
  const row = { language, cues: cues.length, vtt_sha256: sha256(vtt), srt_sha256: sha256(srt) }
  const files = [
    { name: captionFile(id, row.vtt_sha256, 'text/vtt'), words: vtt, type: 'text/vtt' },
    {
      name: captionFile(id, row.srt_sha256, 'application/x-subrip'),
      words: srt,
      type: 'application/x-subrip',
    },
  ]
  for (const { name, words, type } of files) await services.files.put(name, Buffer.from(words), type)
  const asset = await record(services, actor, id, row)
  // The same words may have stood here before, and been swept away between the two.
  for (const { name, words, type } of files)
    if (!(await isThere(services, name))) await services.files.put(name, Buffer.from(words), type)
  return asset
}

async function isThere({ files }: Services, name: string): Promise<boolean> {
  try {
    return (await files.size(name)) > 0
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

function record(
  services: Services,
  actor: Actor,
  id: string,
  row: Pick<CaptionsRow, 'language' | 'cues' | 'vtt_sha256' | 'srt_sha256'>,
): Promise<Asset> {
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const said = { ...row, updated_by: actor.personId, updated_at: at }
    await tx
      .insertInto('asset_captions')
      .values({ asset_id: id, ...said })
      .onConflict((on) => on.columns(['asset_id', 'language']).doUpdateSet(said))
      .execute()
    await append(tx, at, {
      kind: 'assets.captions-kept',
      actor: entryActor(actor),
      subject: `asset:${id}`,
      summary: 'A video was given captions.',
      facts: { language: row.language, cues: row.cues, sha256: row.vtt_sha256 },
    })
    return answer(await assetsFor(tx, [id]))
  })
}

function answer([asset]: Asset[]): Asset {
  if (!asset) throw new NotFound('video')
  return asset
}

async function rowOf(services: Services, id: string, given: string): Promise<CaptionsRow> {
  const language = languageOf(given)
  const row = (await captionsRows(services.db, id)).find((each) => each.language === language)
  if (!row) throw new NotFound('captions')
  return row
}

/** Captions to read and correct. */
export async function readCaptions(services: Services, id: string, given: string) {
  const row = await rowOf(services, id, given)
  const [srt, vtt] = await Promise.all([
    services.files.get(captionFile(id, row.srt_sha256, 'application/x-subrip')),
    services.files.get(captionFile(id, row.vtt_sha256, 'text/vtt')),
  ])
  return {
    language: row.language,
    srt: Buffer.from(srt).toString('utf8'),
    vtt: Buffer.from(vtt).toString('utf8'),
  }
}

export async function dropCaptions(
  services: Services,
  actor: Actor,
  id: string,
  given: string,
): Promise<Asset> {
  authoriseImages(actor)
  const { language } = await rowOf(services, id, given)
  return services.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('asset_captions')
      .where('asset_id', '=', id)
      .where('language', '=', language)
      .execute()
    await append(tx, nowOf(services), {
      kind: 'assets.captions-dropped',
      actor: entryActor(actor),
      subject: `asset:${id}`,
      summary: 'The captions of a video in one language were taken away.',
      facts: { language },
    })
    return answer(await assetsFor(tx, [id]))
  })
}
