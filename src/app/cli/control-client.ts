import { request as httpRequest, type IncomingMessage } from 'node:http'
import { z } from 'zod'
import { controlAddress } from './control-address.ts'
import { Stop } from './stop.ts'

const refusal = z.object({ say: z.string() })

/** Sends an order to the Rostrum that runs on this data folder, and gives its answer when it is a yes. */
export async function order(
  dataFolder: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = httpRequest({ socketPath: controlAddress(dataFolder), method, path }, resolve)
    sent.once('error', (error) =>
      reject(
        new Stop(
          `Another Rostrum uses ${dataFolder}, and it does not take orders (${error.message}). Stop it, then try again.`,
        ),
      ),
    )
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
  if (answer.statusCode === 200) return answer
  const said = refusal.safeParse(await jsonOf(answer))
  throw new Stop(said.success ? said.data.say : `The running Rostrum answered ${answer.statusCode}.`)
}

async function jsonOf(answer: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of answer) text += String(part)
  return JSON.parse(text)
}

export async function orderJson<T>(
  dataFolder: string,
  method: 'GET' | 'POST',
  path: string,
  shape: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  return shape.parse(await jsonOf(await order(dataFolder, method, path, body)))
}
