/**
 * A stand-in for the webhooks of Teams and Slack; neither has a server that can be run here. It takes only the shapes
 * that we know of Slack's Block Kit and of Teams' Adaptive Cards: neither service runs here, so this proves our own
 * consistency and no more.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const plainText = (longest: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(longest), emoji: z.boolean() })
const SlackMessage = z.strictObject({
  text: z.string().min(1),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('header'), text: plainText(150) }),
        z.strictObject({ type: z.literal('section'), text: plainText(3_000) }),
        z.strictObject({
          type: z.literal('actions'),
          elements: z
            .array(
              z.strictObject({ type: z.literal('button'), text: plainText(75), url: z.url().max(3_000) }),
            )
            .min(1)
            .max(25),
        }),
      ]),
    )
    .min(1)
    .max(50),
})

const TeamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z
          .array(
            z.strictObject({
              type: z.literal('RichTextBlock'),
              inlines: z
                .array(
                  z.strictObject({
                    type: z.literal('TextRun'),
                    text: z.string().min(1),
                    size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
                    weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
                  }),
                )
                .min(1),
            }),
          )
          .min(1),
        actions: z.array(
          z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() }),
        ),
      }),
    }),
  ]),
})

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
}

export interface Webhooks {
  /** `http://127.0.0.1:…`; `/slack` and `/teams` take messages. */
  url: string
  host: string
  taken: { service: 'slack' | 'teams'; message: unknown }[]
  /** What the next requests are answered with, instead of being taken. */
  next: Answer[]
  stop(): Promise<void>
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function take(webhooks: Pick<Webhooks, 'taken' | 'next'>, path: string, text: string): Answer {
  const asked = webhooks.next.shift()
  if (asked) return asked
  const service = path === '/slack' ? 'slack' : 'teams'
  const parsed = (service === 'slack' ? SlackMessage : TeamsMessage).safeParse(JSON.parse(text))
  if (!parsed.success) return { status: 400, body: z.prettifyError(parsed.error) }
  webhooks.taken.push({ service, message: parsed.data })
  return service === 'slack' ? { status: 200, body: 'ok' } : { status: 202 }
}

export async function startWebhooks(): Promise<Webhooks> {
  const held: Pick<Webhooks, 'taken' | 'next'> = { taken: [], next: [] }
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { status, headers, body } = take(held, request.url ?? '', text)
      response.writeHead(status, headers).end(body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...held,
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
