/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { startGraph, type Mail, type Mailbox } from '../../../e2e/peers/graph-microsoft.ts'
import type { Harness, HarnessOptions, SeenPost, Step } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { imagesIn, textOfHtml } from '../families/html-text.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { createOutlook } from './index.ts'

const list = 'all-staff@lists.example.ac.uk'

/** A picture is only there if what it is called is attached. */
function seen(mail: Mail): SeenPost {
  const attached = new Set(mail.attachments.map(({ contentId }) => `cid:${contentId}`))
  return {
    text: textOfHtml(mail.html),
    alts: imagesIn(mail.html)
      .filter(({ src }) => attached.has(src))
      .map(({ alt }) => alt),
    card: null,
    follows: null,
    title: mail.subject,
  }
}

const requests: Record<Step, RegExp> = {
  upload: /^POST \/v1\.0\/.*\/attachments$/,
  stage: /^POST \/v1\.0\/.*\/messages$/,
  publish: /^POST \/v1\.0\/.*\/send$/,
}

export async function outlookHarness(
  shared: boolean,
  { clock, patience = 1 }: HarnessOptions = {},
): Promise<Harness> {
  const peer = await startGraph()
  const context = testContext([peer.host], [], { ...peer.app, domains: 'example.ac.uk' }, clock)
  const settings = {
    loginUrl: peer.url,
    graphUrl: peer.url,
    timeout: 400 * patience,
    settle: 0,
    lookEvery: 5,
  }
  const network = createOutlook(context, settings)
  type Who = ReturnType<typeof peer.addPerson>
  const known = new Map<string, { mailbox: Mailbox; who: Who }>()
  const secrets: string[] = [peer.app.clientSecret]
  let made = 0

  async function connectAs(mailbox: Mailbox, who: Who): Promise<OpenConnection> {
    const method = network.connectMethods.find(({ id }) => id === (shared ? 'shared' : 'own'))
    const connected = await throughThePages(method, mailbox.address, who, { values: { recipients: list } })
    for (const { value, refresh } of peer.oauth.tokens) secrets.push(value, refresh ?? '')
    known.set(connected.remoteId, { mailbox, who })
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }
  const sharedBox = (who: Who[]) => peer.addSharedMailbox(`office_${++made}@example.ac.uk`, who)

  return {
    network,
    connect() {
      const who = peer.addPerson(`person_${++made}`)
      return connectAs(shared ? sharedBox([who]) : who.mailbox, who)
    },
    connectForeign() {
      const who = peer.addPerson(`person_${++made}`)
      return connectAs(shared ? sharedBox([]) : peer.addPerson(`other_${made}`).mailbox, who)
    },
    posts: (account) =>
      Promise.resolve(
        known
          .get(account.remoteId)!
          .mailbox.mails.filter(({ isDraft }) => !isDraft)
          .map(seen),
      ),
    suffer: (fault, step = 'publish') => peer.faults.fail(requests[step], faultOf(fault)),
    revoke(account) {
      peer.oauth.revoke(known.get(account.remoteId)!.who)
      return Promise.resolve(account)
    },
    postOutside(account, text) {
      const { mailbox } = known.get(account.remoteId)!
      const sent = { folder: 'sentitems', isDraft: false, sent: Date.now() } as const
      peer.world.addMail(mailbox, { ...sent, to: [list], html: `<div>${text}</div>` })
      // What is sent to somebody else is nobody's business.
      peer.world.addMail(mailbox, { ...sent, to: ['dean@example.ac.uk'], html: '<div>In confidence</div>' })
      return Promise.resolve()
    },
    faults: peer.faults,
    limited: () => faultOf('rate-limited'),
    loseStaged() {
      for (const { mailbox } of known.values())
        mailbox.mails = mailbox.mails.filter(({ isDraft }) => !isDraft)
    },
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
