/** For conformance tests: the harness of both networks, on a real WordPress. */
import { randomUUID } from 'node:crypto'
import { parse } from 'node-html-parser'
import { freePort } from '../../../../e2e/peers/child.ts'
import { startWordPress, type Blog, type BlogPerson, type BlogPost } from '../../../../e2e/peers/wordpress.ts'
import type { Harness, HarnessOptions, SeenPost } from '../../conformance.ts'
import type { Connected, Network, NetworkContext, OpenConnection } from '../../contract.ts'
import { faultOf } from '../../stand-ins.test-helper.ts'
import { testContext } from '../../test-context.ts'
import type { WordPressOptions } from './index.ts'
import { wordPressGrant } from './site.ts'

/** Milliseconds; a real server is not asked to answer quicker than it can. */
export const quick: WordPressOptions = { timeout: 800, uploadTimeout: 800, settle: 0 }
export const postsPassword = 'the password of posts'

export function opened({ remoteId, handle, server, grant }: Connected): OpenConnection {
  return { accountId: randomUUID(), remoteId, handle, server, grant }
}

export function connectBy(
  network: Network,
  blog: Blog,
  { login, appPassword }: BlogPerson,
  more: Record<string, string> = {},
): Promise<Connected> {
  const form = network.connectMethods.find((method) => method.connect)
  if (!form?.connect) throw new Error('There is no form')
  return form.connect({ user: login, password: appPassword, postsPassword, ...more }, blog.handle)
}

/** The words of a post as a reader gets it, past the adapter's own reading. */
export function shownText(html: string): string {
  const page = parse(html)
  for (const figure of page.querySelectorAll('figure')) figure.remove()
  for (const end of page.querySelectorAll('br')) end.replaceWith('\n')
  return page
    .querySelectorAll('p')
    .map((paragraph) => paragraph.text)
    .join('\n\n')
}

function seen(
  { title, shown, raw, featured, tags, status, password, sticky }: BlogPost,
  files: string[],
): SeenPost {
  const page = parse(shown)
  return {
    text: shownText(shown),
    alts: [
      ...(featured === null ? [] : [featured]),
      ...page.querySelectorAll('img').map((image) => image.getAttribute('alt') ?? ''),
    ],
    card: /wp:embed/.test(raw) ? 'embedded' : null,
    follows: null,
    title: parse(title).text,
    tags,
    audience: status === 'private' ? 'private' : password === '' ? 'public' : 'password',
    videos: page.querySelectorAll('video').map(() => 'video/mp4'),
    captions: files,
    pinned: sticky,
  }
}

async function captionsOf({ shown }: BlogPost): Promise<string[]> {
  const tracks = parse(shown).querySelectorAll('track')
  return Promise.all(tracks.map(async (track) => (await fetch(track.getAttribute('src') ?? '')).text()))
}

const steps = {
  upload: /^POST \/b\d+\/wp-json\/wp\/v2\/media$/,
  stage: /^POST \/b\d+\/wp-json\/wp\/v2\/posts$/,
  publish: /^POST \/b\d+\/wp-json\/wp\/v2\/posts\/\d+$/,
}

async function withdrawn(
  { blog, person }: { blog: Blog; person: BlogPerson },
  account: OpenConnection,
): Promise<OpenConnection> {
  await blog.revoke(person)
  return account
}

async function binDrafts(blogs: Blog[]): Promise<void> {
  for (const blog of blogs)
    for (const { id, status } of await blog.posts()) if (status === 'draft') await blog.trash(id)
}

/** Every account is a fresh blog with an editor of its own. */
export async function startBlogs(
  create: (context: NetworkContext, options: WordPressOptions) => Network,
  multisite: boolean,
  { clock, patience = 1 }: HarnessOptions = {},
): Promise<Harness> {
  const peer = await startWordPress({ multisite })
  const closed = `127.0.0.1:${await freePort()}`
  const context = testContext([peer.host, closed], [], undefined, clock)
  const settings = { ...quick, timeout: 800 * patience, uploadTimeout: 800 * patience }
  const network = create(context, settings)
  const blogs = new Map<string, { blog: Blog; person: BlogPerson }>()
  const secrets: string[] = [postsPassword]

  const of = (account: OpenConnection) => {
    const found = blogs.get(account.remoteId)
    if (!found) throw new Error('This account was not connected here')
    return found
  }

  async function fresh() {
    const blog = await peer.addBlog()
    const person = await blog.addPerson()
    secrets.push(person.appPassword, person.password)
    return { blog, person }
  }

  return {
    network,
    film: 3_000_000,
    async connect() {
      const { blog, person } = await fresh()
      const connected = await connectBy(network, blog, person)
      blogs.set(connected.remoteId, { blog, person })
      return opened(connected)
    },
    async connectForeign() {
      const [ours, theirs] = [await fresh(), await fresh()]
      return connectBy(network, theirs.blog, ours.person)
    },
    async posts(account) {
      const all = await of(account).blog.posts()
      const out = all.filter(({ status }) => status === 'publish' || status === 'private')
      return Promise.all(out.map(async (post) => seen(post, await captionsOf(post))))
    },
    suffer: (fault, step = 'publish') => peer.faults.fail(steps[step], faultOf(fault)),
    revoke: (account) => withdrawn(of(account), account),
    unreachable: (account) => ({
      ...account,
      grant: { ...wordPressGrant.parse(account.grant), api: `http://${closed}/wp-json/` },
    }),
    postOutside: (account, text) => of(account).blog.post('Past us', text),
    faults: peer.faults,
    limited: () => faultOf('rate-limited'),
    loseStaged: () => binDrafts([...blogs.values()].map(({ blog }) => blog)),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
