import { z } from 'zod'
import { anything, identified, type Person } from './api.ts'

const draftView = z.looseObject({
  version: z.number(),
  check: z.looseObject({ digest: z.string().nullable() }),
  offices: z.array(z.looseObject({ id: z.string(), name: z.string() })),
})
const offices = z.object({ offices: z.array(identified) })

/** Gives an office, which is added where it is not there yet. */
export async function giveOffice(
  by: Person,
  office: { id: string; name: string },
  to: Person,
): Promise<void> {
  const known = await by.api.get('/offices', offices)
  if (!known.offices.some(({ id }) => id === office.id)) await by.api.post('/offices', office, anything)
  await by.api.post(`/offices/${office.id}/holdings`, { personId: to.id }, anything)
}

/** Puts a policy that comes with Rostrum into force: written by one person, approved by another for its office. */
export async function adoptByApi(writer: Person, approver: Person, shipped: string): Promise<void> {
  const { id } = await writer.api.post('/policy/drafts', { shipped }, identified)
  const draft = await writer.api.get(`/policy/drafts/${id}`, draftView)
  await writer.api.post(`/policy/drafts/${id}/submit`, { version: draft.version, inForceOn: null }, anything)
  for (const office of draft.offices) {
    await giveOffice(approver, office, approver)
    await approver.api.post(
      `/policy/drafts/${id}/decide`,
      { office: office.id, digest: draft.check.digest, decision: 'approved' },
      anything,
    )
  }
}
