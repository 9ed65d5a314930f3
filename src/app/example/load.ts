import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { House } from '../compose.ts'
import { backdate } from './backdate.ts'
import type { Present } from './dates.ts'
import { deleteExample, markWhatHangs } from './delete.ts'
import { loadAccounts } from './load-accounts.ts'
import { loadCampaign } from './load-campaign.ts'
import { loadPictures } from './load-pictures.ts'
import { loadPlans } from './load-plans.ts'
import { loadPost } from './load-post.ts'
import { loadRequests } from './load-requests.ts'
import { examplePosts } from './posts.ts'
import { actorsOf, quiet, type Stage } from './stage.ts'
import { exampleLock, exampleState, keepExampleState } from './state.ts'
import { writeStructure, type Structure } from './structure.ts'

/**
 * Loads the example university: units, people in offices, accounts, pictures, posts and requests in every state. What people
 * would have done is done by their own use cases, so that it is checked, approved, published on Practice and recorded
 * for real; its records say when that was. Does nothing when it is there; what an earlier call left unfinished is
 * cleared away first.
 */
export async function loadExample(house: House, actor: Actor): Promise<void> {
  authorise(actor, 'institution.manage')
  await exampleLock(house.services, async () => {
    const state = await exampleState(house.services.db)
    if (state === 'loaded') return
    if (state === 'loading') await clearUnfinished(house)
    await loadAfresh(house, actor)
  })
}

async function clearUnfinished({ services }: House): Promise<void> {
  const { files } = await services.db.transaction().execute(async (tx) => {
    await markWhatHangs(tx)
    return deleteExample(tx)
  })
  for (const file of files) await services.files.remove(file)
}

async function loadAfresh(house: House, actor: Actor): Promise<void> {
  const { services } = house
  const { timeZone } = await house.posts.institution(services.db)
  const present: Present = { now: services.clock.now(), zone: timeZone }
  const structure = await services.db.transaction().execute(async (tx) => {
    await keepExampleState(tx, 'loading')
    return writeStructure(tx, present)
  })
  const stage: Stage = {
    house,
    posts: quiet(house.posts),
    present,
    actors: new Map(),
    accounts: new Map(),
    pictures: new Map(),
  }
  stage.actors = await actorsOf(stage, structure.people)
  await loadAccounts(stage, structure)
  await loadPictures(stage)
  // Again, because they now have their parts in the accounts.
  stage.actors = await actorsOf(stage, structure.people)
  const posts: string[] = []
  for (const post of examplePosts) posts.push(await loadPost(stage, post))
  await loadCampaign(stage, posts)
  await loadPlans(stage)
  await loadRequests(stage, structure)
  await finish(stage, actor, structure, posts)
}

/** Gives the rows their days and says in the log what of it is invented. */
async function finish(stage: Stage, actor: Actor, structure: Structure, posts: string[]): Promise<void> {
  const { services } = stage.house
  await services.db.transaction().execute(async (tx) => {
    for (const [place, id] of posts.entries())
      await backdate(tx, stage.present, examplePosts[place]!, id, place)
    await keepExampleState(tx, 'loaded')
    await append(tx, nowOf(services), {
      kind: 'example.loaded',
      actor: entryActor(actor),
      subject: 'institution',
      summary:
        'The example university was loaded. Its units, people, accounts and posts are invented; what its people are recorded to have done was done by Rostrum in their place.',
      facts: {
        units: [...structure.units.values()],
        people: [...structure.people.values()],
        accounts: [...stage.accounts.values()],
        images: [...stage.pictures.values()].map((picture) => picture.assetId),
        posts,
      },
    })
  })
}
