// The least that a Fastify server can be: the reference for starting and for reading.
import Fastify from 'fastify'

const { port, path, body } = JSON.parse(process.argv[2] ?? '{}') as {
  port: number
  path?: string
  body?: string
}
const app = Fastify()
app.get('/', (_request, reply) => reply.type('text/html').send('<!doctype html><title>Hello</title>Hello'))
if (path !== undefined)
  app.get(path, (_request, reply) => reply.type('application/json; charset=utf-8').send(body))
process.on('SIGTERM', () => void app.close())
await app.listen({ port, host: '127.0.0.1' })
