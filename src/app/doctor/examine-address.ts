import { z } from 'zod'
import type { Config } from '#platform/config/index.ts'
import { Echo, type Finding } from './contract.ts'

const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.enum(['ok', 'unavailable']),
  worker: z.enum(['ok', 'missing']),
})
export type Health = z.infer<typeof Health>

type Answer<T> = { value: T } | { trouble: string }

const patience = 5_000

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer within 5 seconds'
  const { cause } = error
  return cause instanceof Error
    ? cause.message || String('code' in cause ? cause.code : cause.name)
    : error.message
}

/** Our own address, as the configuration gives it: it may well be a private one, so the guarded fetch is not for this. */
async function ask<T>(origin: string, path: string, shape: z.ZodType<T>): Promise<Answer<T>> {
  try {
    const response = await fetch(`${origin}${path}`, {
      signal: AbortSignal.timeout(patience),
      redirect: 'manual',
    })
    if (response.status >= 300 && response.status < 400)
      return { trouble: `it sends us on to ${response.headers.get('location') ?? 'another address'}` }
    const parsed = shape.safeParse(await response.json().catch(() => null))
    return parsed.success
      ? { value: parsed.data }
      : { trouble: `something other than Rostrum answers there (${response.status})` }
  } catch (error) {
    return { trouble: reasonOf(error) }
  }
}

const isHere = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

async function examineReach(
  config: Config,
  version: string,
): Promise<{ finding: Finding; health: Health | null }> {
  const found = { id: 'address', title: 'Address' }
  const outside = await ask(config.publicUrl, '/health', Health)
  if ('value' in outside) {
    const same = outside.value.version === version
    const says = `${config.publicUrl} answers (Rostrum ${outside.value.version}).`
    return {
      finding: same
        ? { ...found, state: 'ok', says }
        : {
            ...found,
            state: 'warning',
            says: `${says} This command is of version ${version}.`,
            fix: 'Start Rostrum anew after an upgrade.',
          },
      health: outside.value,
    }
  }
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  const inside = await ask(
    `http://${host.includes(':') ? `[${host}]` : host}:${config.port}`,
    '/health',
    Health,
  )
  if ('value' in inside)
    return {
      finding: {
        ...found,
        state: 'fault',
        says: `Rostrum runs on this machine, but not at ${config.publicUrl}: ${outside.trouble}.`,
        fix: 'Is ROSTRUM_URL what people type? Then look at the name (DNS), the certificate, and the proxy’s way to this machine.',
      },
      health: inside.value,
    }
  return {
    finding: {
      ...found,
      state: 'warning',
      says: `Rostrum does not answer at ${config.publicUrl}: ${outside.trouble}.`,
      fix: 'Start it with “rostrum start”, then run this again: address, proxy and cookies can only be looked at while it runs.',
    },
    health: null,
  }
}

function examineProxy(config: Config, echo: Echo): Finding {
  const found = { id: 'proxy', title: 'Proxy headers' }
  const wanted = new URL(config.publicUrl)
  const fault = (says: string, fix: string): Finding => ({ ...found, state: 'fault', says, fix })
  const proxied = echo.forwardedFor || echo.forwardedProto
  if (proxied && !echo.trustsProxy)
    return fault(
      'A proxy stands in front of Rostrum, but its headers are not believed: everybody seems to come from one address.',
      'Set ROSTRUM_TRUST_PROXY=true and start Rostrum anew.',
    )
  if (echo.host !== wanted.host)
    return fault(
      `Rostrum is asked for “${echo.host}” instead of “${wanted.host}”.`,
      'Let the proxy pass the name on (nginx: proxy_set_header Host $host), or correct ROSTRUM_URL.',
    )
  if (`${echo.protocol}:` !== wanted.protocol)
    return fault(
      `People come by ${wanted.protocol.slice(0, -1)}, but Rostrum sees ${echo.protocol}.`,
      'Let the proxy set X-Forwarded-Proto (nginx: proxy_set_header X-Forwarded-Proto $scheme).',
    )
  if (echo.trustsProxy && !echo.forwardedFor)
    return {
      ...found,
      state: 'warning',
      says: 'ROSTRUM_TRUST_PROXY is set, but no proxy sent X-Forwarded-For: anybody could pretend any address.',
      fix: 'Let the proxy set X-Forwarded-For, or take ROSTRUM_TRUST_PROXY away if there is no proxy.',
    }
  return {
    ...found,
    state: 'ok',
    says: proxied ? 'The proxy says who asks, how, and for what.' : 'No proxy in between.',
  }
}

function examineCookies(config: Config): Finding {
  const found = { id: 'cookies', title: 'Cookies' }
  const url = new URL(config.publicUrl)
  if (url.protocol === 'https:') return { ...found, state: 'ok', says: 'They travel over https only.' }
  if (isHere(url))
    return { ...found, state: 'ok', says: 'Not marked secure, which is right on this machine alone.' }
  return {
    ...found,
    state: 'fault',
    says: `People reach ${config.publicUrl} without encryption: passwords and cookies can be read on the way, and passkeys do not work.`,
    fix: 'Put a proxy with a certificate in front (docs/running.md shows two), and set ROSTRUM_URL to the https address.',
  }
}

async function examineTime(config: Config): Promise<Finding> {
  const found = { id: 'clock', title: 'Clock' }
  const begun = Date.now()
  try {
    const response = await fetch(config.plcUrl, { method: 'HEAD', signal: AbortSignal.timeout(patience) })
    const there = Date.parse(response.headers.get('date') ?? '')
    const apart = Math.round((there - (begun + Date.now()) / 2) / 1000)
    // The header counts whole seconds.
    if (Math.abs(apart) <= 5) return { ...found, state: 'ok', says: `Agrees with ${config.plcUrl}.` }
    if (Number.isFinite(apart))
      return {
        ...found,
        state: Math.abs(apart) > 25 ? 'fault' : 'warning',
        says: `This machine’s clock is ${Math.abs(apart)} s ${apart > 0 ? 'behind' : 'ahead of'} ${config.plcUrl}.`,
        fix: 'Switch on a time service (chrony or systemd-timesyncd): sign-in codes and schedules need the right time.',
      }
  } catch (error) {
    return {
      ...found,
      state: 'ok',
      says: `Not compared with the world: ${config.plcUrl} does not answer (${reasonOf(error)}).`,
    }
  }
  return {
    ...found,
    state: 'ok',
    says: `Not compared with the world: ${config.plcUrl} does not say the time.`,
  }
}

/** What a browser would meet: asks the running server at its own address. */
export async function examineAddress(
  config: Config,
  version: string,
): Promise<{ findings: Finding[]; health: Health | null }> {
  const [reach, time] = await Promise.all([examineReach(config, version), examineTime(config)])
  const findings = [reach.finding, time, examineCookies(config)]
  if (reach.finding.state === 'fault' || !reach.health) return { findings, health: reach.health }
  const echo = await ask(config.publicUrl, '/api/doctor/echo', Echo)
  if ('value' in echo) findings.splice(1, 0, examineProxy(config, echo.value))
  return { findings, health: reach.health }
}
