/** For tests: goes through a server's sign-in pages as a browser would, without one. */
import type { Connected, Network } from '../contract.ts'

interface SignIn {
  username: string
  password: string
}

async function press(address: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(address, { method: 'POST', body, redirect: 'manual', headers: cookie ? { cookie } : {} })
}

export async function throughThePages(
  network: Network,
  server: string,
  handle: string,
  who: SignIn,
  does: 'allow' | 'deny' = 'allow',
): Promise<Connected> {
  const [method] = network.connectMethods
  if (!method?.start || !method.finish) throw new Error('There is no sign-in by page')
  const { url, pending } = await method.start({ server }, handle, 'state-of-ours')
  const { username, password } = who
  const entered = await press(url, { does: 'sign-in', username, password })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answered = await press(url, { does }, cookie)
  const back = new URL(answered.headers.get('location') ?? '')
  if (back.searchParams.get('state') !== 'state-of-ours') throw new Error('The state did not come back')
  return method.finish(pending, back.searchParams)
}
