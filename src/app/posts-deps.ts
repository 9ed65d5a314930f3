import type { Network } from '#networks/contract.ts'
import type { Limits } from '#networks/profile.ts'
import {
  assetsFor,
  captionBytes,
  lentAddress,
  mediaForm,
  renditionBytes,
  videoSlice,
} from '#features/assets/index.ts'
import { getInstitution } from '#features/institution/index.ts'
import { notify } from '#features/notices/index.ts'
import { needFitWhereItStands } from '#features/plans/index.ts'
import { checkPostInForce, checkPostsInForce, mayPublish } from '#features/policy/index.ts'
import type { AccountFacts, PostsDeps } from '#features/posts/index.ts'
import { accountsFor, accountSpoke, openSession, standingOf, type Account } from '#features/register/index.ts'
import { NotFound, Unavailable } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'

function factsOf(account: Account): AccountFacts {
  return {
    id: account.id,
    network: account.network,
    handle: account.handle,
    displayName: account.displayName,
    unit: account.unit.name,
    unitId: account.unit.id,
    remoteId: account.remoteId,
    state: account.state,
    connected: account.connection.state === 'connected' || account.connection.state === 'expiring',
    administrators: account.members.filter((member) => member.relation === 'administrator' && member.active)
      .length,
  }
}

/** Limits that servers state are asked for seldom: a server's limits change once in years. */
function limitsOf(
  services: Services,
  networks: ReadonlyMap<string, Network>,
): (accountId: string) => Promise<Limits> {
  const known = new Map<string, { limits: Limits; until: number }>()
  const hour = 3_600_000
  return async (accountId) => {
    const row = await services.db
      .selectFrom('account')
      .select(['network', 'server'])
      .where('id', '=', accountId)
      .executeTakeFirst()
    const network = row && networks.get(row.network)
    if (!network) throw new NotFound('account')
    if (!network.serverLimits || !row.server) return network.profile.limits
    const kept = known.get(row.server)
    if (kept && kept.until > Date.now()) return kept.limits
    const stated = await network.serverLimits(row.server)
    const limits = { ...network.profile.limits, ...stated }
    // A server that doesn't answer is asked again sooner.
    known.set(row.server, { limits, until: Date.now() + (stated ? hour : hour / 60) })
    return limits
  }
}

/**
 * The register counts an account's silence in days, so it is told once a minute and not for every post of a busy one.
 * Who spoke a minute ago can't have gone dormant since.
 */
function spokeSeldom(tell: PostsDeps['spoke']): PostsDeps['spoke'] {
  const told = new Map<string, number>()
  return async (accountId, at) => {
    const instant = Date.parse(at)
    const last = told.get(accountId)
    if (last !== undefined && Math.abs(instant - last) < 60_000) return
    await tell(accountId, at)
    told.set(accountId, instant)
  }
}

/** What posts ask of the other rooms. */
export function postsDeps(services: Services, networks: Map<string, Network>, wake: () => void): PostsDeps {
  const register = { services, networks }
  return {
    services,
    networks,
    wake,
    async institution(db) {
      const institution = await getInstitution(db)
      if (!institution) throw new Unavailable('institution.none', 'Rostrum has not been set up yet.')
      return institution
    },
    async accounts(db, ids) {
      const found = await accountsFor(db, [...ids], nowOf(services))
      return ids.flatMap((id) => {
        const account = found.get(id)
        return account ? [factsOf(account)] : []
      })
    },
    standing: (accountId) => standingOf(services.db, accountId, nowOf(services)),
    spoke: spokeSeldom((accountId, at) => accountSpoke(services.db, accountId, at)),
    openSession: (accountId) => openSession(register, accountId),
    serverLimits: limitsOf(services, networks),
    assets: (db, ids) => assetsFor(db, [...ids]),
    rendition: (use, limits) => mediaForm(services, use, limits),
    renditionBytes: (assetId, sha256) => renditionBytes(services, assetId, sha256),
    videoSlice: (assetId, sha256, range) => videoSlice(services, assetId, sha256, range),
    captionBytes: (assetId, sha256, type) => captionBytes(services, assetId, sha256, type),
    mediaAddress: (media) => lentAddress(services, media),
    check: (post) => checkPostInForce(services, post),
    checkAll: (posts) => checkPostsInForce(services, posts),
    needFitInQueue: needFitWhereItStands,
    mayPublish: (actor, at) => mayPublish(services, actor, at),
    tell: async (tx, personIds, { kind, postId, subject, text }) => {
      const about = { postId }
      const link = `/posts/${postId}`
      await notify(services, tx, nowOf(services), {
        to: { persons: personIds },
        kind,
        title: subject,
        text,
        link,
        about,
      })
    },
  }
}
