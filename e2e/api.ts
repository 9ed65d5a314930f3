import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'

export interface Known {
  name: string
  email: string
  password: string
}

/** A person of a test, with all that a real one would know or carry. */
export interface Person extends Known {
  id: string
  nextCode: AuthenticatorApp
  recoveryCodes: string[]
  api: Api
}

const period = 30_000

export const authenticatorKept = z.object({ secret: z.string(), step: z.number() })

export interface AuthenticatorApp {
  /** What the app shows next; never the same code twice. */
  (): Promise<string>
  /** All that the app knows, to go on with it elsewhere. */
  kept(): z.infer<typeof authenticatorKept>
}

/** An authenticator app: waits for a new code where the last one has been used, as people do. */
export function authenticatorApp(secret: string, used = 0): AuthenticatorApp {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  // The server takes the code before and the one after the present one, so three need no waiting.
  let step = Math.max(used, Math.floor(Date.now() / period) - 2)
  const next = async () => {
    const now = () => Math.floor(Date.now() / period)
    // A code that is about to be too old is not begun with.
    const oldest = Math.floor((Date.now() + 5_000) / period) - 1
    step = Math.max(step + 1, oldest)
    while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500))
    return totp.generate({ timestamp: step * period })
  }
  return Object.assign(next, { kept: () => ({ secret, step }) })
}

/** The JSON API with cookies, as a page of ours would use it. */
export class Api {
  readonly url: string
  readonly #cookies = new Map<string, string>()
  constructor(url: string) {
    this.url = url
  }

  cookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.url }))
  }

  async send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const form = body instanceof FormData
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        'x-rostrum': '1',
        origin: this.url,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }

  async #call<T>(method: string, path: string, type: z.ZodType<T>, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return type.parse(answer.body)
  }
  get = <T>(path: string, type: z.ZodType<T>): Promise<T> => this.#call('GET', path, type)
  post = <T>(path: string, body: unknown, type: z.ZodType<T>): Promise<T> =>
    this.#call('POST', path, type, body)
  put = <T>(path: string, body: unknown, type: z.ZodType<T>): Promise<T> =>
    this.#call('PUT', path, type, body)
}

/** A session of its own, with the password and the authenticator. */
export async function signInByApi(
  url: string,
  person: Pick<Person, 'email' | 'password' | 'nextCode'>,
): Promise<Api> {
  const api = new Api(url)
  await api.post('/session', { email: person.email, password: person.password }, anything)
  await api.post('/session/second-factor', { code: await person.nextCode() }, anything)
  return api
}

export const anything = z.unknown()
/** An invitation that is handed over by hand, because no mail server is set. */
export const invitation = z.object({ personId: z.string(), link: z.string() })
export const identified = z.looseObject({ id: z.string() })
