import { z } from 'zod'

/** What a rule may give. */
export const gifts = ['unit', 'coordinator', 'role', 'office', 'deputy'] as const
export type Gift = (typeof gifts)[number]

const line = (longest: number, what: string) =>
  z.string().trim().min(1, `Give ${what}.`).max(longest, `Use at most ${longest} characters.`)

export const ScimToken = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type ScimToken = z.infer<typeof ScimToken>
export const NewScimToken = z.object({
  name: line(80, 'a name, so that you know it again'),
  days: z.number().int().min(1).max(731, 'A token lasts two years at most.'),
})
export type NewScimToken = z.infer<typeof NewScimToken>
export const MadeScimToken = z.object({ id: z.string(), secret: z.string() })

const role = z.enum(['officer', 'governance', 'it'])
const source = {
  /** Null: `value` names a group. */
  attribute: line(120, 'the name of the attribute').nullable(),
  value: line(300, 'what it has to be'),
}
/** What a rule gives, and of which unit, role or office. */
const gift = z.discriminatedUnion('gives', [
  z.object({ gives: z.enum(['unit', 'coordinator']), unitId: z.uuid('Choose a unit.') }),
  z.object({ gives: z.literal('role'), role }),
  z.object({
    gives: z.enum(['office', 'deputy']),
    officeId: z.string().min(1, 'Choose an office.').max(60, 'Choose an office.'),
  }),
])
export const NewRule = z.object({ ...source, grant: gift })
export type NewRule = z.infer<typeof NewRule>
export const Rule = NewRule.extend({ id: z.string() })
export type Rule = z.infer<typeof Rule>

export const DirectorySettings = z.object({ requiredGroup: z.string().trim().min(1).max(300).nullable() })
export type DirectorySettings = z.infer<typeof DirectorySettings>

export const Directory = z.object({
  rules: z.array(Rule),
  settings: DirectorySettings,
  tokens: z.array(ScimToken),
  /** The address that goes into the directory's settings. */
  scimUrl: z.string(),
  people: z.object({ known: z.number(), provisioned: z.number() }),
  /** Groups and attributes that some service has spoken of: what rules can ask for. */
  groups: z.array(z.object({ name: z.string(), members: z.number() })),
  attributes: z.array(z.string()),
})
export type Directory = z.infer<typeof Directory>

/** What is to be changed; nothing is until it is saved. */
export const Proposal = z.discriminatedUnion('change', [
  z.object({ change: z.literal('add'), rule: NewRule }),
  z.object({ change: z.literal('remove'), id: z.uuid() }),
  z.object({ change: z.literal('settings'), settings: DirectorySettings }),
])
export type Proposal = z.infer<typeof Proposal>

export const Preview = z.object({
  /** Of how many people each would change. */
  gains: z.number(),
  loses: z.number(),
  leaves: z.number(),
  /** The first of them, by name. */
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      gains: z.array(gift),
      loses: z.array(gift),
      leaves: z.boolean(),
    }),
  ),
  /** Who would keep system administration all the same, because nobody else has it. */
  keeps: z.array(z.string()),
})
export type Preview = z.infer<typeof Preview>

export const TryOut = z.object({
  groups: z.array(z.string().trim().min(1).max(300)).max(200),
  attributes: z.record(z.string().max(120), z.array(z.string().max(300))).default({}),
})
export type TryOut = z.infer<typeof TryOut>
export const TriedOut = z.object({ admitted: z.boolean(), grants: z.array(gift) })
export type TriedOut = z.infer<typeof TriedOut>
