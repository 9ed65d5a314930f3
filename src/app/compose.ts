import { assetsRoutes, handleAssetJobs } from '#features/assets/index.ts'
import { campaignRoutes, handleCampaignJobs } from '#features/campaigns/index.ts'
import { dutiesWaiting, dutyRoutes, handleDutyJobs } from '#features/duties/index.ts'
import {
  finishSetup,
  getInstitution,
  institutionRoutes,
  setupNotices,
  type SetupHook,
} from '#features/institution/index.ts'
import { handleNoticeJobs, noticeRoutes } from '#features/notices/index.ts'
import { handlePeopleJobs, peopleHooks, peopleRoutes } from '#features/people/index.ts'
import { handlePlanJobs, planRoutes } from '#features/plans/index.ts'
import {
  acknowledgementNotices,
  acknowledgementsWaiting,
  bringBaselineIntoForce,
  handlePolicyJobs,
  officesInPolicy,
  policyRoutes,
  publicPolicyRoutes,
  waiverRoutes,
  policyInForce,
} from '#features/policy/index.ts'
import {
  activityOf,
  createDraft,
  evidenceOf,
  handlePostJobs,
  imagesNeeded,
  mayReadPost,
  titleAndWriters,
  postRoutes,
  postsOutOf,
  postsStandingOf,
  postsWaitingOn,
  scheduledOn,
  startDispatcher,
  usesOfAsset,
  type PostsDeps,
} from '#features/posts/index.ts'
import { recordRoutes } from '#features/records/index.ts'
import {
  accountsFor,
  accountsLeft,
  handleRegisterJobs,
  moveToUnit,
  registerRoutes,
  requestsWaiting,
  publicRegisterRoutes,
  type RegisterDeps,
} from '#features/register/index.ts'
import { practicePages } from '#networks/practice/index.ts'
import type { Network } from '#networks/contract.ts'
import type { Changes } from '#platform/db/index.ts'
import { createServer, type ApiApp } from '#platform/http/index.ts'
import { startHeartbeat, startUpkeep, type Loop } from '#platform/jobs/index.ts'
import { startSequencer } from '#platform/ledger/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { exampleRoutes, loadExample } from './example/index.ts'
import { calendars } from './calendars.ts'
import { createNetworks, sealedStoreOf } from './networks.ts'
import { notices, waiting } from './notices.ts'
import { careRoutes } from './doctor/routes.ts'
import { opsRoutes } from './ops.ts'
import { servePages } from './pages.ts'
import { postsDeps } from './posts-deps.ts'
import { tellAdministration } from './tell-administration.ts'
import { version } from './version.ts'

export interface House {
  services: Services
  /** Of a database that only this process changes. */
  changes: Changes | null
  keys: Keys
  networks: Map<string, Network>
  posts: PostsDeps
  /** Wakes the worker of this process, if it has one. */
  onWake(wake: () => void): void
}

/** Puts the rooms together. Opens nothing and starts nothing. */
export function composeHouse(services: Services, keys: Keys, changes: Changes | null = null): House {
  const networks = createNetworks(services)
  let wake = () => {}
  const posts = postsDeps(services, networks, () => wake())
  return {
    services,
    changes,
    keys,
    networks,
    posts,
    onWake: (next) => {
      wake = next
    },
  }
}

/** What the register asks of the other rooms. */
function registerDeps({ services, networks, posts }: House): RegisterDeps {
  return {
    services,
    networks,
    postsOn: postsWaitingOn,
    activity: activityOf,
    postsOut: postsOutOf,
    scheduledOn,
    postsStanding: postsStandingOf,
    draftPost: (actor, { accountId, title, text }) =>
      createDraft(posts, actor, {
        title,
        accountIds: [accountId],
        content: { parts: [{ text, media: [], link: null }], variants: {} },
      }),
  }
}

async function accountNames(
  { services, networks }: House,
  ids: string[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = await accountsFor(services.db, ids, nowOf(services))
  return new Map(
    [...accounts.values()].map((account) => [
      account.id,
      `${account.displayName} on ${networks.get(account.network)?.profile.name ?? account.network}`,
    ]),
  )
}

function setupHooks(house: House): SetupHook[] {
  return [
    (services) => bringBaselineIntoForce(services),
    async (_services, actor, start) => {
      if (start === 'example') await loadExample(house, actor)
    },
  ]
}

async function api(app: ApiApp, house: House): Promise<void> {
  const { services, networks, posts } = house
  const onSetup = setupHooks(house)
  await app.register(peopleHooks, { services, remember: 1_000 })
  opsRoutes(app, services)
  careRoutes(app, house)
  institutionRoutes(app, { services, onSetup })
  peopleRoutes(app, {
    services,
    institution: getInstitution,
    notices: [setupNotices, notices, acknowledgementNotices],
    waiting: [(_services, actor) => waiting(posts, actor), acknowledgementsWaiting, dutiesWaiting],
    counts: { requests: requestsWaiting },
    officesInPolicy,
    enrolled: (_services, actor) => finishSetup(services, actor, onSetup),
    unitMerged: [moveToUnit],
    left: [(_services, tx, at, { personId }) => accountsLeft(services, tx, at, personId)],
    tellAdministration,
  })
  policyRoutes(app, { services })
  publicPolicyRoutes(app, { services })
  waiverRoutes(app, {
    services,
    accountNames: (ids) => accountNames(house, ids),
    readPost: (actor, id) => titleAndWriters(services.db, actor, id),
  })
  registerRoutes(app, registerDeps(house))
  publicRegisterRoutes(app, { services, changes: house.changes })
  assetsRoutes(app, { services, usesOf: usesOfAsset })
  postRoutes(app, posts)
  campaignRoutes(app, { services, posts })
  planRoutes(app, { services, posts })
  recordRoutes(app, {
    services,
    keys: house.keys,
    evidenceOf: (entries) => evidenceOf(services, entries),
    mayReadPost: (actor, postId) => mayReadPost(services.db, actor, postId),
    accountNames: (ids) => accountNames(house, ids),
  })
  dutyRoutes(app, { services })
  noticeRoutes(app, { services, calendars: calendars(posts) })
  exampleRoutes(app, house)
  for (const network of networks.values())
    for (const document of network.documents?.() ?? [])
      app.get(
        document.path,
        {
          config: { access: { public: `${network.profile.name} fetches this to know who asks.` } },
          schema: { hide: true },
        },
        () => document.read(),
      )
}

/** The web side, ready to listen. `pages: false` leaves the browser's side out, for tests of the API. */
export async function buildWeb(house: House, options: { pages: boolean } = { pages: true }): Promise<ApiApp> {
  const { services } = house
  await bringBaselineIntoForce(services)
  const app = await createServer({
    config: services.config,
    log: services.log,
    version,
    uploadLimit: 25_000_000,
    requestsPerMinute: 1_200,
    ...(house.changes ? { remember: { changes: house.changes, forMilliseconds: 1_000 } } : {}),
  })
  await api(app, house)
  await app.register(practicePages, {
    db: services.db,
    store: sealedStoreOf(services, 'practice'),
    timeZone: async () => (await getInstitution(services.db))?.timeZone ?? 'Europe/London',
  })
  if (options.pages) await servePages(app)
  return app
}

/**
 * Milliseconds after its start at which a worker reads the policy in force, which takes the better part of a second:
 * the first post would wait for it, and all that are due with it. Whoever waits for the first page comes before.
 */
const readAheadAfter = 3_000

/** The worker side: sends what is due, numbers the log, does the jobs. */
export async function startWorker(house: House): Promise<{ stop(): Promise<void> }> {
  const { services } = house
  handlePeopleJobs(services)
  handleNoticeJobs(services)
  handleDutyJobs(services)
  handlePolicyJobs(services)
  handleAssetJobs(services, imagesNeeded)
  handleRegisterJobs(registerDeps(house))
  handlePostJobs(house.posts)
  handleCampaignJobs({ services, posts: house.posts })
  handlePlanJobs({ services, posts: house.posts })
  await services.jobs.work()
  const heartbeat = startHeartbeat(services.db, services.clock, services.log)
  const dispatcher = startDispatcher(house.posts, heartbeat.workerId, {
    alone: services.config.databaseUrl === null,
  })
  house.onWake(() => dispatcher.wake())
  const readingAhead = setTimeout(() => {
    // Where there is no policy yet, whoever asks for it hears so.
    policyInForce(services.db, nowOf(services)).catch(() => undefined)
  }, readAheadAfter)
  const loops: Loop[] = [dispatcher, startSequencer(services, house.keys), heartbeat]
  // A PostgreSQL server looks after itself.
  if (services.config.databaseUrl === null) loops.push(startUpkeep(services.db, services.log))
  return {
    async stop() {
      clearTimeout(readingAhead)
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
