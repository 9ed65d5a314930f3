/** What every network promises on which no API may publish, as one suite. */
import { describe, expect, test } from 'vitest'
import { ConnectRefused, NetworkTrouble, ReconnectNeeded, type Network } from './contract.ts'
import { capabilitiesShape, limitsShape, rateRuleShape } from './shapes.ts'

export interface ByHandExamples {
  /** The same account, as people type it; what it is written as comes first. */
  handles: [string, ...string[]]
  notHandles: string[]
  /** Addresses of posts. */
  links: string[]
  notLinks: string[]
  /** Has every post an address? */
  addressed: boolean
}

export function manualConformance(name: string, make: () => Network, examples: ByHandExamples): void {
  describe(`${name} keeps the contract of what is done by hand`, () => {
    soundProfile(make)
    readableSteps(make, examples)
    connecting(make, examples)
  })
}

function soundProfile(make: () => Network): void {
  test('says what can be sent there, and no more', () => {
    const { capabilities: can, limits, rates, count } = make().profile
    expect(capabilitiesShape.parse(can)).toEqual(can)
    expect(limitsShape.parse(limits)).toEqual(limits)
    for (const rate of rates) expect(rateRuleShape.parse(rate)).toEqual(rate)
    expect(can.publish).toBe('manual')
    expect([can.edit, can.remove, can.pin, can.idempotency]).toEqual([false, false, false, 'none'])
    expect(Object.values(can.reads)).not.toContain(true)
    expect(limits.images > 0 && limits.imageTypes.length > 0, 'images').toBe(can.images)
    expect(limits.videos > 0 && limits.video !== null, 'videos').toBe(can.videos)
    expect(limits.alternativeText > 0, 'alternative text').toBe(can.alternativeText)
    expect(limits.threadParts > 1, 'threads').toBe(can.threads)
    expect(limits.title > 0, 'title').toBe(can.title !== 'none')
    expect(limits.tags > 0, 'tags').toBe(can.tags)
    expect((limits.video?.captions.length ?? 0) > 0, 'captions').toBe(can.captions)
    expect(can.needsMedia ? can.images || can.videos : true, 'something to see').toBe(true)
    expect(count('x'.repeat(limits.text)).over).toBe(0)
    expect(count('x'.repeat(limits.text + 1)).over).toBe(1)
  })

  test('finds links and names where they stand in the text', () => {
    const { profile } = make()
    const text = '👩‍👩‍👧‍👦 مرحبا https://example.ac.uk/open-days #OpenDay @example'
    let last = 0
    for (const { start, end, value } of profile.entities(text)) {
      expect(text.slice(start, end)).toContain(value)
      expect(start).toBeGreaterThanOrEqual(last)
      last = end
    }
  })
}

function readableSteps(make: () => Network, { links, notLinks, addressed }: ByHandExamples): void {
  test('tells a person step by step what to do', () => {
    const { manual } = make()
    expect(manual?.steps.length).toBeGreaterThanOrEqual(3)
    for (const step of manual?.steps ?? []) {
      expect(step, 'a sentence').toMatch(/^\p{Lu}.*[^.]\.$/u)
      expect(step.replaceAll('{handle}', ''), 'only {handle} is filled in').not.toMatch(/[{}]/)
      expect(step.length, 'short enough to follow').toBeLessThanOrEqual(240)
    }
    expect(manual?.steps.join(' ')).toContain('{handle}')
    expect(URL.parse(manual?.open ?? '')?.protocol).toBe('https:')
  })

  test('knows the address of a post when it sees one', () => {
    const { manual } = make()
    for (const link of links) expect(manual?.linkProblem(link), link).toBeNull()
    const elsewhere = ['https://example.ac.uk/', 'http://127.0.0.1/', 'not an address', 'javascript:alert(1)']
    for (const link of [...notLinks, ...elsewhere, ...links.map((each) => each.replace('https:', 'http:'))])
      expect(manual?.linkProblem(link), link).toMatch(/https:.*\.$/)
    for (const link of links)
      expect(manual?.linkProblem(link.replace('https://', 'https://a@')), 'hides its host').not.toBeNull()
    expect(manual?.linkProblem('') === null, 'an empty one').toBe(!addressed)
  })
}

function connecting(make: () => Network, { handles, notHandles }: ByHandExamples): void {
  test('takes an account with nothing to sign in to, however it is written', async () => {
    const { connectMethods, profile } = make()
    expect(connectMethods).toHaveLength(1)
    const [method] = connectMethods
    expect([method?.kind, method?.fields]).toEqual(['form', []])
    expect(method?.hint).toMatch(/\.$/)
    const [written] = handles
    for (const typed of handles) {
      const connected = await method?.connect?.({}, ` ${typed} `)
      expect(connected).toMatchObject({ handle: written, grant: null, scopes: [], expiresAt: null })
      expect(connected?.remoteId).toBe(`${profile.id}:${written}`)
      expect(connected?.profileUrl).toMatch(/^https:\/\//)
      expect(new URL(connected?.profileUrl ?? '').origin).toBe(connected?.server)
    }
    expect(profile.handleProblem(profile.normaliseHandle(profile.handleHint))).toBeNull()
  })

  test('refuses what can be no account there, and says why', async () => {
    const [method] = make().connectMethods
    for (const typed of ['', 'two words', ...notHandles]) {
      const told = await method?.connect?.({}, typed).catch((error: unknown) => error)
      expect(told, typed).toBeInstanceOf(ConnectRefused)
      expect((told as ConnectRefused).message).toMatch(/\.$/)
    }
  })

  test('is never opened', async () => {
    const { open } = make()
    const [handle] = handles
    const account = { accountId: 'an account', remoteId: handle, handle, server: 'https://example.ac.uk' }
    const told = await open({ ...account, grant: null }, () => Promise.resolve()).catch(
      (error: unknown) => error,
    )
    expect(told).toBeInstanceOf(Error)
    // It is neither a reason to wait nor to connect again: whoever asks has not looked at `capabilities.publish`.
    expect(told instanceof ReconnectNeeded || told instanceof NetworkTrouble).toBe(false)
  })
}
