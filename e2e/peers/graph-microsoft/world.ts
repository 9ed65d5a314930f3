/** What is on the stand-in for Microsoft Graph: people of one tenant, teams with channels, and mailboxes. */
import { randomUUID } from 'node:crypto'
import type { Person } from '../stand-in/oauth2.ts'

export interface ChannelMessage {
  /** Milliseconds since 1970, as Teams numbers messages; no two alike. */
  id: string
  channel: Channel
  author: Person
  root: ChannelMessage | null
  created: number
  modified: number
  edited: number | null
  deleted: number | null
  subject: string | null
  importance: string
  contentType: string
  content: string
  /** Pictures by what they are called in the content. */
  hosted: { id: string; type: string; bytes: Buffer }[]
}

export interface Channel {
  id: string
  name: string
  team: Team
  messages: ChannelMessage[]
}

export interface Team {
  id: string
  name: string
  members: Set<Person>
  channels: Channel[]
}

export interface Attachment {
  name: string
  contentType: string
  contentId: string | null
  isInline: boolean
  bytes: Buffer
}

export interface Mail {
  /** Does not change when it moves. */
  immutableId: string
  /** Changes with every move. */
  id: string
  folder: 'drafts' | 'sentitems' | 'deleteditems'
  isDraft: boolean
  created: number
  sent: number | null
  subject: string
  html: string
  from: string | null
  to: string[]
  bcc: string[]
  internetMessageId: string
  properties: { id: string; value: string }[]
  attachments: Attachment[]
  /** Taken for sending: how many more looks find it among the drafts. */
  leaving: number | null
}

export interface Mailbox {
  address: string
  owner: Person | null
  delegates: Set<Person>
  mails: Mail[]
}

export interface Settings {
  now(): number
  /** Requests of one token in ten seconds. */
  requestsIn10Seconds: number
  /** Messages that one mailbox sends in a minute. */
  mailsInAMinute: number
  /** How many looks find a mail among the drafts that was taken for sending. */
  leavesAfter: number
}

export interface World {
  tenant: string
  settings: Settings
  teams: Team[]
  mailboxes: Mailbox[]
  addTeam(name: string): Team
  addChannel(team: Team, name: string): Channel
  addMailbox(address: string, owner: Person | null): Mailbox
  addMessage(
    wanted: Pick<ChannelMessage, 'channel' | 'author' | 'content'> & Partial<ChannelMessage>,
  ): ChannelMessage
  addMail(mailbox: Mailbox, wanted: Partial<Mail>): Mail
}

export const newMailId = () => Buffer.from(randomUUID()).toString('base64')

export function newWorld(tenant: string, settings: Settings): World {
  const teams: Team[] = []
  const mailboxes: Mailbox[] = []
  let lastId = 0
  return {
    tenant,
    settings,
    teams,
    mailboxes,
    addTeam(name) {
      const team: Team = { id: randomUUID(), name, members: new Set(), channels: [] }
      teams.push(team)
      return team
    },
    addChannel(team, name) {
      const id = `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`
      const channel: Channel = { id, name, team, messages: [] }
      team.channels.push(channel)
      return channel
    },
    addMailbox(address, owner) {
      const mailbox: Mailbox = { address, owner, delegates: new Set(), mails: [] }
      mailboxes.push(mailbox)
      return mailbox
    },
    addMessage(wanted) {
      const now = settings.now()
      lastId = Math.max(lastId + 1, now)
      const message: ChannelMessage = {
        id: String(lastId),
        root: null,
        created: now,
        modified: now,
        edited: null,
        deleted: null,
        subject: null,
        importance: 'normal',
        contentType: 'html',
        hosted: [],
        ...wanted,
      }
      wanted.channel.messages.push(message)
      return message
    },
    addMail(mailbox, wanted) {
      const mail: Mail = {
        immutableId: newMailId(),
        id: newMailId(),
        folder: 'drafts',
        isDraft: true,
        created: settings.now(),
        sent: null,
        subject: '',
        html: '',
        from: mailbox.address,
        to: [],
        bcc: [],
        internetMessageId: `<${randomUUID()}@example.ac.uk>`,
        properties: [],
        attachments: [],
        leaving: null,
        ...wanted,
      }
      mailbox.mails.push(mail)
      return mail
    },
  }
}
