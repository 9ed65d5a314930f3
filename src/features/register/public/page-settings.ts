import { authorise, entryActor, mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { places } from '#networks/places.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import { accountById } from '../store.ts'
import type { AccountPageSettings, AccountPageView, PublicRegisterSettings } from './contract.ts'
import type { KeptRegister } from './keeper.ts'
import './tables.ts'

/** What an account's public page says beyond its entry, for those who look after the account. */
export async function accountPageView(
  services: Services,
  register: KeptRegister | null,
  actor: Actor,
  accountId: string,
): Promise<AccountPageView> {
  authorise(actor, 'accounts.read')
  const account = await accountById(services.db, accountId)
  if (!account) throw new NotFound('account')
  const page = await services.db
    .selectFrom('account_page')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const offices = await services.db.selectFrom('office').select(['id', 'name']).orderBy('name').execute()
  const shown = register?.byId.get(accountId)
  const { verification, outside = false } = places[account.network] ?? {}
  return {
    officeId: page?.office_id ?? null,
    contact: page?.contact ?? '',
    hours: page?.hours ?? '',
    houseRules: page?.house_rules ?? '',
    mayEdit: mayFor(actor, 'accounts.edit', accountId),
    page: shown?.page ?? null,
    qrCode: shown ? `/public/accounts/${accountId}/qr.svg` : null,
    offices,
    verification:
      shown && outside && verification
        ? {
            title: verification.title,
            steps: verification.steps.map((step) => step.replaceAll('{page}', shown.page)),
          }
        : null,
  }
}

export async function setAccountPage(
  services: Services,
  actor: Actor,
  accountId: string,
  settings: AccountPageSettings,
): Promise<void> {
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  const { officeId, contact, hours, houseRules } = settings
  await services.db.transaction().execute(async (tx) => {
    await openAccountForChange(tx, accountId)
    const office =
      officeId === null ||
      (await tx.selectFrom('office').select('id').where('id', '=', officeId).executeTakeFirst())
    if (!office)
      throw new Invalid('register.office', 'There is no such office.', {
        fields: [{ path: 'officeId', message: 'Choose one of the offices listed.' }],
      })
    const values = { office_id: officeId, contact, hours, house_rules: houseRules, changed_at: at }
    await tx
      .insertInto('account_page')
      .values({ account_id: accountId, ...values })
      .onConflict((on) => on.column('account_id').doUpdateSet(values))
      .execute()
    await append(tx, at, {
      kind: 'register.public-page-changed',
      actor: entryActor(actor),
      subject: `account:${accountId}`,
      accountId,
      summary: 'What an account’s public page says was changed.',
      facts: { office: officeId },
      content: { contact, hours, houseRules },
    })
  })
}

export async function publicRegisterView(services: Services, register: KeptRegister | null, actor: Actor) {
  authorise(actor, 'accounts.read')
  const row = await services.db.selectFrom('public_register').select('house_rules').executeTakeFirst()
  return {
    houseRules: row?.house_rules ?? '',
    mayEdit: mayAnywhere(actor, 'accounts.edit'),
    accounts: register?.accounts.filter(({ state }) => state !== 'closed').length ?? 0,
  }
}

/** The house rules that hold on every account without its own. */
export async function setPublicRegister(
  services: Services,
  actor: Actor,
  { houseRules }: PublicRegisterSettings,
): Promise<void> {
  authorise(actor, 'accounts.edit')
  const at = nowOf(services)
  const values = { house_rules: houseRules, changed_at: at }
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('public_register')
      .values({ id: 1, ...values })
      .onConflict((on) => on.column('id').doUpdateSet(values))
      .execute()
    await append(tx, at, {
      kind: 'register.house-rules-changed',
      actor: entryActor(actor),
      subject: 'public-register',
      summary: 'The house rules of the official accounts were changed.',
      facts: {},
      content: { houseRules },
    })
  })
}
