import { open } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { Invalid } from '#platform/errors.ts'
import { videoTypes } from '../contract.ts'

const names = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(videoTypes.map(({ name }) => name))
const exportAgain = 'Export it as H.264 with AAC sound in MP4, and upload that.'

export const refused = {
  empty: (name: string) => new Invalid('assets.empty', `“${name}” is empty: it has no bytes at all.`),
  damaged: (name: string) =>
    new Invalid('assets.damaged', `“${name}” is damaged or was cut off: not all of the video can be read.`, {
      fix: 'Play it to the end on your own machine. If it plays, export it once more and upload that.',
    }),
  encrypted: (name: string) =>
    new Invalid('assets.encrypted', `“${name}” is encrypted, so nothing but its own player can show it.`, {
      fix: 'Ask whoever made it for a copy without protection.',
    }),
  noPicture: (name: string) =>
    new Invalid('assets.no-picture', `“${name}” has sound but no picture.`, {
      fix: 'Put a picture to it in a video program, and upload what that gives.',
    }),
  codec: (name: string, what: string) =>
    new Invalid('assets.codec-unknown', `“${name}” is encoded as “${what}”, which no network takes.`, {
      fix: exportAgain,
      data: { codec: what },
    }),
  container: (name: string) =>
    new Invalid(
      'assets.not-together',
      `“${name}” holds picture and sound that no kind of file takes together.`,
      {
        fix: exportAgain,
      },
    ),
}

/** Says what a file is that is no video which can be read here. */
export async function notAVideo(path: string, name: string): Promise<Invalid> {
  const file = await open(path, 'r')
  const start = Buffer.alloc(4100)
  try {
    const { bytesRead } = await file.read(start, 0, start.byteLength, 0)
    const found = await fileTypeFromBuffer(start.subarray(0, bytesRead))
    if (found && videoTypes.some(({ type }) => type === found.mime)) return refused.damaged(name)
    const really = found
      ? `it is really a ${found.ext.toUpperCase()} file (${found.mime}).`
      : 'nothing here knows what it is.'
    return new Invalid('assets.not-a-video', `“${name}” is not a video that can be used: ${really}`, {
      fix: `Upload one of these: ${names}.`,
      data: { found: found?.mime ?? null },
    })
  } finally {
    await file.close()
  }
}
