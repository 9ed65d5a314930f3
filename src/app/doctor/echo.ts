import ipaddr from 'ipaddr.js'
import type { FastifyRequest } from 'fastify'
import type { ApiApp } from '#platform/http/index.ts'
import type { Config } from '#platform/config/index.ts'
import { Echo } from './contract.ts'

function kindOf(address: string): Echo['clientAddress'] {
  if (!ipaddr.isValid(address)) return 'public'
  const range = ipaddr.process(address).range()
  if (range === 'loopback') return 'this-machine'
  return range === 'unicast' ? 'public' : 'private'
}

function echoOf(request: FastifyRequest, config: Config): Echo {
  return {
    protocol: request.protocol,
    host: request.host,
    secureCookies: config.publicUrl.startsWith('https:'),
    clientAddress: kindOf(request.ip),
    forwardedFor: request.headers['x-forwarded-for'] !== undefined,
    forwardedProto: request.headers['x-forwarded-proto'] !== undefined,
    trustsProxy: config.trustProxy,
  }
}

/** Says back how a request arrived, so that `rostrum doctor` sees what a proxy in between does to it. */
export function echoRoute(app: ApiApp, config: Config): void {
  app.get(
    '/api/doctor/echo',
    {
      config: { access: { public: 'It says back to the caller only what came in from the caller.' } },
      schema: { tags: ['System'], summary: 'How this request arrived', response: { 200: Echo } },
    },
    (request) => echoOf(request, config),
  )
}
