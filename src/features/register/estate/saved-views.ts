import { authorise, mayAnywhere, type Actor } from '#features/people/index.ts'
import { isUniqueViolation, json, newId } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { NewView, SavedView } from './contract.ts'
import './tables.ts'

/** Who looks after every account may give a view to everybody. */
const mayShare = (actor: Actor): boolean => mayAnywhere(actor, 'accounts.edit')

const most = 50

/** One's own views, and those that are shared. */
export async function savedViews(
  services: Services,
  actor: Actor,
): Promise<{ views: SavedView[]; mayShare: boolean }> {
  authorise(actor, 'accounts.read')
  const rows = await services.db
    .selectFrom('saved_view')
    .innerJoin('person', 'person.id', 'saved_view.person_id')
    .select([
      'saved_view.id',
      'saved_view.name',
      'saved_view.filter',
      'saved_view.shared',
      'saved_view.person_id as personId',
      'person.name as by',
    ])
    .where((eb) =>
      eb.or([eb('saved_view.person_id', '=', actor.personId), eb('saved_view.shared', '=', true)]),
    )
    .orderBy((eb) => eb.fn('lower', ['saved_view.name']))
    .execute()
  const views = rows.map(({ personId, ...view }) => ({ ...view, mine: personId === actor.personId }))
  return { views, mayShare: mayShare(actor) }
}

/** Keeps a filter under a name. Two of one name would not be told apart. */
export async function keepView(services: Services, actor: Actor, input: NewView): Promise<SavedView> {
  authorise(actor, 'accounts.read')
  if (input.shared && !mayShare(actor))
    throw new Forbidden('register.view-sharing', 'Only central communications share a view with everybody.', {
      fix: 'Keep it for yourself, or ask them to share it.',
    })
  const { views } = await savedViews(services, actor)
  if (views.filter(({ mine }) => mine).length >= most)
    throw new Conflict('register.views-many', `You have kept ${most} views.`, { fix: 'Delete some first.' })
  const id = newId()
  const filter = Object.fromEntries(Object.entries(input.filter).filter(([, value]) => value !== ''))
  try {
    await services.db
      .insertInto('saved_view')
      .values({
        id,
        person_id: actor.personId,
        name: input.name,
        filter: json(filter),
        shared: input.shared,
        created_at: nowOf(services),
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'saved_view_name')) throw error
    const message = `You have a view called “${input.name}” already.`
    throw new Conflict('register.view-known', message, {
      fix: 'Give it another name, or delete that one first.',
      fields: [{ path: 'name', message }],
    })
  }
  return { id, name: input.name, filter, shared: input.shared, mine: true, by: actor.name }
}

/** Whoever made it, or for a shared one whoever may share. */
export async function forgetView(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'accounts.read')
  const { views } = await savedViews(services, actor)
  const view = views.find((each) => each.id === id)
  if (!view || (!view.mine && !mayShare(actor))) throw new NotFound('view')
  await services.db.deleteFrom('saved_view').where('id', '=', id).execute()
}
