import { z } from 'zod'
import { ApiProblem, connectionLost, sessionEnded } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { Asset } from '../contract.ts'

const Refusal = z.object({
  status: z.number(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  fix: z.string().optional(),
})

export interface Sending {
  done: Promise<Asset>
  cancel: () => void
}

function problem(status: number, code: string, title: string, fix: string): ApiProblem {
  return new ApiProblem({ status, code, title, fix })
}

export const isVideoFile = (file: File): boolean =>
  file.type.startsWith('video/') || (file.type === '' && /\.(?:mp4|m4v|mov|webm)$/i.test(file.name))

const sizeOf = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`

function tooLarge(file: File, most: number): ApiProblem | null {
  if (file.size <= most) return null
  const [what, fix] = isVideoFile(file)
    ? ['a video', 'Export it with a lower bit rate or in 1080p, or cut it, and upload that.']
    : ['an image', 'Save it with less quality or fewer pixels, and upload that.']
  const title = `“${file.name}” has ${sizeOf(file.size)}; ${what} may have at most ${sizeOf(most)}.`
  return problem(413, 'assets.too-large', title, fix)
}

/** Sends one image or video. Not by `api`: only this older way tells how far an upload has come. */
export function sendFile(file: File, most: number, onProgress: (share: number) => void): Sending {
  const refusal = tooLarge(file, most)
  if (refusal) return { done: Promise.reject(refusal), cancel: () => {} }
  return sendForm('POST', isVideoFile(file) ? '/api/assets/videos' : '/api/assets', file, onProgress)
}

/** The picture that stands for a video. */
export function sendCover(id: string, still: Blob): Promise<Asset> {
  const file = new File([still], 'still.jpg', { type: 'image/jpeg' })
  return sendForm('PUT', `/api/assets/${id}/cover`, file, () => {}).done
}

function sendForm(
  method: 'POST' | 'PUT',
  path: string,
  file: File,
  onProgress: (share: number) => void,
): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<Asset>((resolve, reject) => {
    request.open(method, path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-rostrum', '1')
    request.setRequestHeader('idempotency-key', newId())
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      connectionLost.set(false)
      try {
        resolve(answerOf(request))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    request.addEventListener('error', () => {
      connectionLost.set(true)
      const title = `“${file.name}” did not arrive: Rostrum does not answer.`
      reject(problem(0, 'unreachable', title, 'Try again in a moment.'))
    })
    request.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')))
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
  return { done, cancel: () => request.abort() }
}

function answerOf(request: XMLHttpRequest): Asset {
  const body = jsonOf(request.responseText)
  if (request.status === 201 || request.status === 200) {
    const asset = Asset.safeParse(body)
    if (asset.success) return asset.data
  }
  const refusal = Refusal.safeParse(body)
  if (!refusal.success)
    throw problem(
      request.status,
      'unreadable-answer',
      'The answer of Rostrum can’t be read.',
      'Load the page again.',
    )
  if (refusal.data.code === 'people.not-signed-in') sessionEnded.set(true)
  throw new ApiProblem(refusal.data)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
