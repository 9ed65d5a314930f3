import { z } from 'zod'
import { ApiProblem, connectionLost, sessionEnded } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { Asset, uploadLimits } from '../contract.ts'

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

/** Sends one image. Not by `api`: only this older way tells how far an upload has come. */
export function sendFile(file: File, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<Asset>((resolve, reject) => {
    if (file.size > uploadLimits.bytes) {
      const most = `${uploadLimits.bytes / 1_000_000} MB`
      const size = `${(file.size / 1_000_000).toFixed(0)} MB`
      reject(
        problem(
          413,
          'assets.too-large',
          `“${file.name}” has ${size}; an image may have at most ${most}.`,
          'Save it with less quality or fewer pixels, and upload that.',
        ),
      )
      return
    }
    request.open('POST', '/api/assets')
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
      reject(
        problem(
          0,
          'unreachable',
          `“${file.name}” did not arrive: Rostrum does not answer.`,
          'Try again in a moment.',
        ),
      )
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
  if (request.status === 201) {
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
