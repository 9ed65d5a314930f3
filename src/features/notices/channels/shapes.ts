import type { ChannelService } from './contract.ts'

/** What the two services take. Pure. */
export interface ToShow {
  title: string
  text: string
  /** Complete, with the institution's own address. */
  url: string
  urgent: boolean
}

/**
 * A word such as @everyone calls a whole channel in some settings. A joiner that nobody sees stands between, so that
 * it reads the same and calls nobody.
 */
const callsNobody = (text: string): string =>
  text.replaceAll(/@(?=(everyone|channel|here|all|team)\b)/gi, '@\u2060')

/** Slack reads <!channel>, <@U1> and <https://…|words> as commands unless these three are written so. */
const forSlack = (text: string): string =>
  callsNobody(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Names a person in a card only together with a list of mentions, which we never send; without it, only odd to read. */
const forTeams = (text: string): string => callsNobody(text).replaceAll(/<\/?at\b[^>]*>/gi, '')

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`

// A section of Block Kit takes 3,000 characters and a header 150; kept below.
const slackSection = 2_900
const slackHeader = 150

function slackBody({ title, text, url, urgent }: ToShow) {
  const plain = (words: string, longest: number) => ({
    type: 'plain_text',
    text: cut(forSlack(words), longest),
    emoji: false,
  })
  return {
    // What a telephone shows, and readers for the blind.
    text: cut(forSlack(urgent ? `Urgent: ${title}` : title), slackSection),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(urgent ? `Urgent: ${title}` : title, slackHeader) },
      ...(text ? [{ type: 'section', text: plain(text, slackSection) }] : []),
      { type: 'actions', elements: [{ type: 'button', text: plain('Open in Rostrum', 75), url }] },
    ],
  }
}

// Teams takes messages of some 28 kB; kept far below. Workflows take Adaptive Cards and nothing else.
const teamsText = 8_000

function teamsBody({ title, text, url, urgent }: ToShow) {
  // Runs of a RichTextBlock are shown as they are; a TextBlock would read Markdown in what strangers wrote.
  const run = (words: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: cut(forTeams(words), teamsText), ...more }],
  })
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            run(urgent ? `Urgent: ${title}` : title, { size: 'Medium', weight: 'Bolder' }),
            ...(text ? [run(text)] : []),
          ],
          actions: [{ type: 'Action.OpenUrl', title: 'Open in Rostrum', url }],
        },
      },
    ],
  }
}

export function bodyFor(service: ChannelService, show: ToShow): string {
  return JSON.stringify(service === 'slack' ? slackBody(show) : teamsBody(show))
}
