import { dayOf } from './days.ts'
import { handleKey, nameKey, withoutSuffix, type KeptRegister } from './keeper.ts'
import type { Found } from './look-alikes.ts'
import type { VerifyAnswer } from './contract.ts'
import { readAddress, type ReadHandle } from './read-address.ts'
import type { ListedAccount } from './read-register.ts'
import { networkNames } from '#networks/names.ts'

type Said = Pick<VerifyAnswer, 'result' | 'say'> &
  Partial<Pick<VerifyAnswer, 'network' | 'handle' | 'until'>> & {
    accounts?: readonly (ListedAccount | readonly [ListedAccount, Found['likeness']])[]
  }

/** Is this ours? Asks the register and nobody else; what is not in it is never called anything but “not ours”. */
export function verify(register: KeptRegister, asked: string): VerifyAnswer {
  const {
    accounts = [],
    result,
    say,
    network = null,
    handle = null,
    until = null,
  } = answerTo(register, asked)
  return {
    asked,
    result,
    say,
    network,
    handle,
    until,
    accounts: accounts.slice(0, 10).map((one) => {
      const [account, because] = isPair(one) ? one : [one, null]
      const { id, name, network: on, networkName, handle: has, address, page, state, stateName } = account
      return { id, name, network: on, networkName, handle: has, address, page, state, stateName, because }
    }),
  }
}

const isPair = (
  one: ListedAccount | readonly [ListedAccount, Found['likeness']],
): one is readonly [ListedAccount, Found['likeness']] => Array.isArray(one)

function answerTo(register: KeptRegister, asked: string): Said {
  const read = readAddress(asked)
  switch (read.kind) {
    case 'unreadable':
      return { result: 'unreadable', say: read.say }
    case 'identifier': {
      const account = register.byRemoteId.get(read.remoteId)
      const network = read.network
      return account
        ? ofAccount(register, account)
        : { ...unknown(register, networkNames[network] ?? network), network }
    }
    case 'name':
      return ofName(register, read.name)
    case 'elsewhere':
      return ofElsewhere(register, read)
    case 'handles':
      return ofHandles(register, read.handles, read.written, read.bare)
  }
}

function ofHandles(
  register: KeptRegister,
  handles: readonly ReadHandle[],
  written: string,
  bare: boolean,
): Said {
  const ours = handles.flatMap(
    ({ network, handle }) => register.byHandle.get(handleKey(network, handle)) ?? [],
  )
  const open = ours.filter(({ state }) => state !== 'closed')
  const [account] = open
  const [first] = handles
  const one = handles.length === 1 && first ? { network: first.network, handle: first.handle } : {}
  if (account) return { ...ofAccount(register, account, bare), accounts: open, ...one }
  for (const { network, handle } of handles) {
    const former = register.byFormerHandle.get(handleKey(network, handle))
    if (former) return { ...renamed(register, former), network, handle }
  }
  const [closed] = ours
  if (closed) return { ...ofAccount(register, closed), ...one }
  const found = handles.flatMap(({ network, handle, written: as }) =>
    register.likenesses({ network, handle, name: withoutSuffix(network, as) }),
  )
  const alike =
    found.length > 0 || !bare ? found : register.likenesses({ network: null, handle: written, name: written })
  if (alike.length > 0) return { ...looksLike(register, alike), ...one }
  const on = one.network === undefined ? null : (networkNames[one.network] ?? one.network)
  return { ...unknown(register, on), ...one }
}

function ofAccount(register: KeptRegister, account: ListedAccount, bare = false): Said {
  const { house } = register
  const { name, networkName, network, handle, unit, closedAt } = account
  const which = `@${handle} on ${networkName}`
  const base = { network, handle, accounts: [account] }
  if (account.state === 'closed')
    return {
      ...base,
      result: 'was-official',
      until: closedAt,
      say: `It was ours until ${closedAt ? dayOf(closedAt, house.timeZone) : 'it was closed'}: ${name}, ${which}. Whoever uses it now does not speak for ${house.institution}.`,
    }
  const rest = {
    approved: ' It is approved, and not in use yet.',
    active: '',
    dormant: ' It is ours, and quiet for some time.',
    closing: ' It is being closed.',
  }[account.state]
  const elsewhere = bare ? ' The same handle on another network is not ours unless it is listed.' : ''
  const whose = account.affiliate ? `${unit.name}, which is responsible for itself` : unit.name
  return {
    ...base,
    result: 'official',
    say: `Yes: ${which} is “${name}”, an official account of ${whose}.${rest}${elsewhere}`,
  }
}

function renamed(
  register: KeptRegister,
  { account, until }: { account: ListedAccount; until: string },
): Said {
  const day = dayOf(until, register.house.timeZone)
  const now =
    account.state === 'closed'
      ? 'The account is closed.'
      : `The account is @${account.handle} on ${account.networkName} now.`
  return {
    result: 'was-official',
    until,
    accounts: [account],
    say: `It was ours until ${day}, when “${account.name}” took another handle. ${now} Whoever uses the old one does not speak for ${register.house.institution}.`,
  }
}

function ofName(register: KeptRegister, name: string): Said {
  const named = register.byName.get(nameKey(name)) ?? []
  if (named.length > 0)
    return {
      result: 'name-known',
      accounts: named,
      say: 'We have an account of this name. Anybody can give themselves a name, so compare the address and the handle.',
    }
  const alike = register.likenesses({ network: null, handle: name, name })
  return alike.length > 0 ? looksLike(register, alike) : unknown(register, null)
}

function ofElsewhere(
  register: KeptRegister,
  {
    place,
    host,
    written,
    like,
  }: { place: string | null; host: string; written: string | null; like: string | null },
): Said {
  const alike = written === null ? [] : register.likenesses({ network: null, handle: written, name: written })
  const none = place === null ? `We know no account at ${host}.` : `We keep no account on ${place}.`
  const trick = like === null ? '' : ` The address itself looks like ${like} and is not.`
  if (alike.length > 0 || like !== null)
    return {
      ...looksLike(register, alike),
      say: `${none}${trick}${alike.length > 0 ? ` ${sayAlike(register, alike)}` : ''}`,
    }
  return {
    result: 'not-official',
    say: `No. ${none} It is not an official account of ${register.house.institution}.`,
  }
}

function looksLike(register: KeptRegister, found: readonly Found[]): Said {
  const accounts = found.flatMap(({ id, likeness }) => {
    const account = register.byId.get(id)
    return account ? [[account, likeness] as const] : []
  })
  return { result: 'looks-like', accounts, say: sayAlike(register, found) }
}

/** What is alike, never why somebody made it so. */
const likenessWords: Record<Found['likeness'], string> = {
  letters: 'Some of its letters look like others',
  separators: 'Its words are parted in another way',
  words: 'It has our name with something put on',
  near: 'A letter or two are different',
  'same-name': 'The name is the same, the place is not',
}

function sayAlike(register: KeptRegister, [first]: readonly Found[]): string {
  const account = first && register.byId.get(first.id)
  if (!account) return 'It looks like one of ours, and is not in our register.'
  return `It looks like one of ours, @${account.handle} on ${account.networkName}, and is not in our register. ${likenessWords[first.likeness]}.`
}

function unknown(register: KeptRegister, network: string | null): Said {
  const where = network === null ? '' : ` on ${network}`
  return {
    result: 'not-official',
    say: `No. The register of ${register.house.institution} has no such account${where}. It may be a person’s own, or somebody else’s altogether.`,
  }
}
