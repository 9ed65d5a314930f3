import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config/index.ts'

export interface Letter {
  to: string
  subject: string
  text: string
  /** More headers, such as List-Unsubscribe. */
  headers?: Record<string, string>
  /** One that is the same each time a letter is tried, so that two of them are known for one. */
  messageId?: string
}

/** Sends plain-text letters. Without a mail server every letter is left unsent and `enabled` says so. */
export interface Mailer {
  enabled: boolean
  /** Throws when the server did not take it. */
  send(letter: Letter): Promise<void>
  /** Null when the server answers; otherwise what is wrong. */
  trouble(): Promise<string | null>
}

export function createMailer(config: MailConfig | null): Mailer {
  if (!config)
    return {
      enabled: false,
      send: () => Promise.reject(new Error('No mail server is set; see ROSTRUM_MAIL_URL.')),
      trouble: () =>
        Promise.resolve(
          'No mail server is set, so links are shown on the page instead of sent. Set ROSTRUM_MAIL_URL.',
        ),
    }
  const transport = createTransport(config.url, { from: config.from, connectionTimeout: 10_000 } as object)
  return {
    enabled: true,
    send: async (letter) => {
      await transport.sendMail({ from: config.from, ...letter })
    },
    trouble: async () => {
      try {
        await transport.verify()
        return null
      } catch (error) {
        return `The mail server did not accept us: ${error instanceof Error ? error.message : String(error)}`
      }
    },
  }
}
