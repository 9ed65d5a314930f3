import { randomBytes } from 'node:crypto'
import { freePort, startPeerProcess } from './child.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { findWordPress, wordPressRemedy } from './wordpress/programs.ts'

export interface BlogPerson {
  login: string
  /** Of the sign-in page. */
  password: string
  /** For the API. */
  appPassword: string
}

/** A post as WordPress keeps it. */
export interface BlogPost {
  id: number
  status: string
  slug: string
  title: string
  /** What is kept, with the comments that mark blocks. */
  raw: string
  /** What a reader gets. */
  shown: string
  password: string
  sticky: boolean
  comments: string
  excerpt: string
  tags: string[]
  /** The alternative text of the featured image; null when there is none. */
  featured: string | null
}

export interface Blog {
  /** Its address, without a stroke at the end. */
  url: string
  /** The same without the protocol. */
  handle: string
  addPerson(role?: 'administrator' | 'editor' | 'author' | 'contributor' | 'subscriber'): Promise<BlogPerson>
  /** Oldest first; drafts and what is in the bin too. */
  posts(): Promise<BlogPost[]>
  /** Publishes past Rostrum. */
  post(title: string, text: string): Promise<void>
  /** As somebody changes it in the blog's own editor: columns of WordPress's posts. */
  change(id: number, fields: Record<string, string>): Promise<void>
  trash(id: number): Promise<void>
  setRole(person: BlogPerson, role: string): Promise<void>
  /** Takes all application passwords back. */
  revoke(person: BlogPerson): Promise<void>
  /** The names of the application passwords that hold. */
  appPasswords(person: BlogPerson): Promise<string[]>
  option(name: string, value: string): Promise<void>
}

export interface WordPress {
  url: string
  host: string
  /** Everything passes through it. */
  faults: FaultProxy
  /** A fresh blog below a path of its own. */
  addBlog(): Promise<Blog>
  stop(): Promise<void>
}

/**
 * A real WordPress with PHP and MariaDB, always behind the fault proxy. `multisite`: one installation whose network
 * holds every blog, as hosted ones do; otherwise each blog is an installation of its own (tables of its own prefix).
 */
export async function startWordPress({ multisite = false } = {}): Promise<WordPress> {
  const programs = await findWordPress()
  if (!programs) throw new Error(wordPressRemedy)
  const port = await freePort()
  const faults = await startFaultProxy(`http://127.0.0.1:${port}`)
  const { host } = new URL(faults.url)
  const key = randomBytes(16).toString('hex')
  const password = randomBytes(12).toString('hex')
  const peer = await startPeerProcess('./wordpress-server.ts', {
    port,
    host,
    key,
    password,
    multisite,
    programs,
  })
  let blogs = 0
  let people = 0

  async function control<T>(blog: string, what: Record<string, unknown>): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${port}${blog}/control.php`, {
      method: 'POST',
      body: JSON.stringify({ ...what, key }),
    })
    const text = await response.text()
    if (!response.ok || text.startsWith('{"error"')) throw new Error(`WordPress: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  return {
    url: faults.url,
    host,
    faults,
    async addBlog() {
      const name = `b${++blogs}`
      const { home } = await control<{ home: string }>('', { do: 'blog', blog: name })
      const at = <T>(what: Record<string, unknown>) => control<T>(`/${name}`, what)
      return {
        url: home,
        handle: home.replace('http://', ''),
        async addPerson(role = 'editor') {
          const login = `office_${++people}`
          const asked = { do: 'person', login, password: 'a password for tests', role, name: 'Press office' }
          const { appPassword } = await at<{ appPassword: string }>(asked)
          return { login, password: asked.password, appPassword }
        },
        posts: () => at({ do: 'posts' }),
        post: (title, text) => at({ do: 'post', title, text }),
        change: (id, fields) => at({ do: 'change', id, fields }),
        trash: (id) => at({ do: 'trash', id }),
        setRole: ({ login }, role) => at({ do: 'set-role', login, role }),
        revoke: ({ login }) => at({ do: 'revoke', login }),
        appPasswords: ({ login }) => at({ do: 'app-passwords', login }),
        option: (wanted, value) => at({ do: 'option', name: wanted, value }),
      }
    },
    async stop() {
      await faults.stop()
      await peer.stop()
    },
  }
}
