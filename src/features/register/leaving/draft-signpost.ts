import { authorise, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { maySpeak } from '../life/rules.ts'
import { knownAccount, leavingForChange, leavingOf } from './store.ts'
import { tell } from './told.ts'

/** Begins the last post as an ordinary draft, which is approved and published like any other. */
export async function draftSignpost(deps: RegisterDeps, actor: Actor, accountId: string): Promise<string> {
  const account = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const { services, draftPost } = deps
  const leaving = await leavingOf(services.db, account)
  if (!leaving)
    throw new Conflict('register.not-leaving', 'Nobody has begun to close this account.', {
      fix: 'Begin on its page, under “Close the account”.',
    })
  if (!maySpeak(account.state) || !draftPost)
    throw new Conflict('register.leaving-silent', 'Nothing is published from this account any more.', {
      fix: 'Publish the words on the network itself, and say here that it is done.',
    })
  if (leaving.post_id !== null)
    throw new Conflict('register.signpost-drafted', 'The last post has been begun already.', {
      fix: 'Open it and go on there.',
    })
  const postId = await draftPost(actor, {
    accountId,
    title: `Where to find us: ${account.display_name}`,
    text: leaving.signpost,
  })
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const { leaving: now } = await leavingForChange(tx, accountId)
    await tx.updateTable('leaving').set({ post_id: postId }).where('id', '=', now.id).execute()
    await tell(tx, at, actor, accountId, 'signpost-drafted', { post: postId })
  })
  return postId
}
