import { createServer, type RequestListener, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createGuardedFetch, isPrivateAddress } from './guarded.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

async function serve(listener: RequestListener): Promise<{ origin: string; host: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }
}

const guard = (...allowPrivate: string[]) => createGuardedFetch({ allowPrivate, userAgent: 'Test' })

test('addresses that only this machine or this network can reach are known', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'rubbish',
  ])
    expect(isPrivateAddress(address), address).toBe(true)
  for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])
    expect(isPrivateAddress(address), address).toBe(false)
})

test('private addresses are refused, however they are written, and nothing reaches them', async () => {
  let reached = 0
  const { origin } = await serve((_request, response) => {
    reached += 1
    response.end()
  })
  const { port } = new URL(origin)
  const ways = [
    origin,
    `http://localhost:${port}`,
    `http://2130706433:${port}`,
    `http://0x7f000001:${port}`,
    `http://127.1:${port}`,
    `http://[::1]:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
  ]
  for (const way of ways)
    await expect(guard()(way), way).rejects.toMatchObject({ fault: 'refused', notAllowed: true })
  await expect(guard()('file:///etc/passwd')).rejects.toMatchObject({ fault: 'refused' })
  await expect(guard()('no address')).rejects.toMatchObject({ fault: 'refused' })
  expect(reached).toBe(0)
})

test('a host that is allowed is allowed on its own port only', async () => {
  const ours = await serve((_request, response) => response.end('ours'))
  const other = await serve((_request, response) => response.end('other'))
  const fetch = guard(ours.host)
  expect((await fetch(ours.origin)).text()).toBe('ours')
  await expect(fetch(other.origin)).rejects.toMatchObject({ fault: 'refused' })
})

test('a redirect is checked again, and credentials stay with the host they were for', async () => {
  const seen: (string | undefined)[] = []
  const second = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('there')
  })
  const inside = await serve((_request, response) => response.end('secret'))
  const first = await serve((request, response) => {
    const to = request.url === '/inside' ? inside.origin : second.origin
    response.writeHead(302, { location: to }).end()
  })
  const fetch = guard(first.host, second.host)
  const answer = await fetch(`${first.origin}/outside`, {
    redirects: 2,
    headers: { authorization: 'Bearer secret' },
  })
  expect(answer.text()).toBe('there')
  expect(seen).toEqual([undefined])
  await expect(fetch(`${first.origin}/inside`, { redirects: 2 })).rejects.toMatchObject({ fault: 'refused' })
  expect((await fetch(`${first.origin}/outside`)).status).toBe(302)
})

test('what is too large, too slow or no JSON is said so', async () => {
  const { origin, host } = await serve((request, response) => {
    if (request.url === '/slow') return
    if (request.url === '/html') return void response.end('<html>')
    response.end(Buffer.alloc(50_000))
  })
  const fetch = guard(host)
  await expect(fetch(origin, { maxBytes: 10_000 })).rejects.toMatchObject({ fault: 'too-large' })
  await expect(fetch(`${origin}/slow`, { timeout: 100 })).rejects.toMatchObject({ fault: 'slow' })
  const page = await fetch(`${origin}/html`)
  expect(() => page.json()).toThrow(/isn't JSON/)
})

test('it is known whether anything can have been sent', async () => {
  const { origin, host } = await serve((request) => request.socket.destroy())
  await expect(guard(host)(origin, { method: 'POST', body: 'x' })).rejects.toMatchObject({ fault: 'lost' })
  const gone = await serve(() => {})
  const server = servers.pop()
  server?.close()
  await expect(guard(gone.host)(gone.origin, { method: 'POST', body: 'x' })).rejects.toMatchObject({
    fault: 'refused',
    notAllowed: false,
  })
})

test('the standard shape is guarded alike', async () => {
  const { origin, host } = await serve((_request, response) =>
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"ok":true}'),
  )
  const answer = await guard(host).standard(origin, { method: 'POST', body: 'x' })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toEqual({ ok: true })
  await expect(guard().standard(origin)).rejects.toMatchObject({ fault: 'refused' })
})

test('a body that comes bit by bit is sent as it comes, with its length', async () => {
  const seen: [string | undefined, string][] = []
  const { origin, host } = await serve((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => void (text += chunk.toString()))
    request.on('end', () => {
      seen.push([request.headers['content-length'], text])
      response.end()
    })
  })
  async function* bits() {
    yield Buffer.from('bit ')
    yield Buffer.from('by bit')
  }
  await guard(host)(origin, { method: 'POST', body: bits(), headers: { 'content-length': '10' } })
  expect(seen).toEqual([['10', 'bit by bit']])
})

test('what is not HTTP goes through the same guard', async () => {
  const { host } = await serve((_request, response) => response.end('hello'))
  const [address = '', port = ''] = host.split(':')
  for (const name of [address, 'localhost'])
    await expect(guard().connect(name, Number(port))).rejects.toMatchObject({
      fault: 'refused',
      notAllowed: true,
    })
  await expect(guard(`${address}:1`).connect(address, Number(port))).rejects.toMatchObject({
    notAllowed: true,
  })
  const socket = await guard(host).connect(address, Number(port))
  socket.write('GET / HTTP/1.0\r\n\r\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toContain('200 OK')
  socket.destroy()
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port: free } = closed.address() as AddressInfo
  closed.close()
  await once(closed, 'close')
  await expect(guard(`${address}:${free}`).connect(address, free)).rejects.toMatchObject({
    fault: 'refused',
    notAllowed: false,
  })
})
