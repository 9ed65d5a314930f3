import { z } from 'zod'
import { ConnectionState } from '../contract.ts'

const networkId = z.string().min(1).max(40)
export const NetworkParams = z.object({ network: networkId })

/** What is not as it should be with a network, and what to do about it. `ok` where all is. */
export const NetworkFinding = z.object({
  state: z.enum(['ok', 'warning', 'fault']),
  says: z.string(),
  fix: z.string().optional(),
})
export type NetworkFinding = z.infer<typeof NetworkFinding>

/** How accounts of a network come to be connected. */
export const ways = {
  'sign-in': 'Signing in at the network',
  form: 'A password or token for apps',
  here: 'At once: it is inside Rostrum',
  'by-hand': 'Not connected: published by hand',
} as const
export type Way = keyof typeof ways

/** `unreadable`: it was sealed with a key that is not in the key file. `partly`: something new is asked for. */
export const AppState = z.enum(['not-needed', 'missing', 'partly', 'unreadable', 'registered'])
export type AppState = z.infer<typeof AppState>

export const appStates: Record<AppState, string> = {
  'not-needed': 'None needed',
  missing: 'Not registered',
  partly: 'Not complete',
  unreadable: 'Can’t be opened',
  registered: 'Registered',
}

const Registered = z.object({
  /** Null when it was done from the command line, or by somebody who is no longer on file. */
  by: z.string().nullable(),
  at: z.string(),
})

export const NetworkLine = z.object({
  network: z.string(),
  name: z.string(),
  ways: z.array(z.enum(Object.keys(ways) as [Way, ...Way[]])),
  app: AppState,
  registered: Registered.nullable(),
  /** Open accounts there, and how many of them are connected. */
  accounts: z.int(),
  connected: z.int(),
  findings: z.array(NetworkFinding),
})
export type NetworkLine = z.infer<typeof NetworkLine>
export const NetworkLines = z.object({ networks: z.array(NetworkLine) })

export const AppField = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  /** Of a secret, always empty. */
  value: z.string(),
  filled: z.boolean(),
})
export type AppField = z.infer<typeof AppField>

export const Dependent = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  state: ConnectionState,
  expiresAt: z.string().nullable(),
  grantedBy: z.string().nullable(),
})
export type Dependent = z.infer<typeof Dependent>

const Inline = z.object({
  text: z.string(),
  as: z.enum(['plain', 'strong', 'code', 'link']),
  href: z.string().optional(),
})
export type Inline = z.infer<typeof Inline>
/** One block of a guide. `items` of a list hold what stands below each point, one level deep as text. */
export interface GuideBlock {
  kind: 'heading' | 'paragraph' | 'steps' | 'points' | 'table'
  words: Inline[]
  items: GuideBlock[][]
  rows: Inline[][][]
}
export const GuideBlock: z.ZodType<GuideBlock> = z.object({
  kind: z.enum(['heading', 'paragraph', 'steps', 'points', 'table']),
  words: z.array(Inline),
  get items() {
    return z.array(z.array(GuideBlock))
  },
  rows: z.array(z.array(z.array(Inline))),
})

/** How the last question to the network whether it takes the app was answered. */
export const AppChecked = z.object({
  kind: z.enum(['works', 'refused', 'unsure']),
  say: z.string(),
  at: z.string(),
})
export type AppChecked = z.infer<typeof AppChecked>

export const NetworkAppView = NetworkLine.extend({
  /** Nought while none is registered. */
  version: z.int(),
  fields: z.array(AppField),
  scopes: z.array(z.string()),
  console: z.string().nullable(),
  callback: z.string(),
  /** Can the network be asked whether it takes the app? */
  checkable: z.boolean(),
  checked: AppChecked.nullable(),
  dependents: z.array(Dependent),
  guide: z.array(GuideBlock),
})
export type NetworkAppView = z.infer<typeof NetworkAppView>

/** `version` is that of the app as it was read; a secret that is left empty stays as it is. */
export const AppInput = z.object({
  version: z.int().nonnegative(),
  values: z.record(z.string().max(60), z.string().max(4_000)),
})
export type AppInput = z.infer<typeof AppInput>

export const AppRemoval = z.object({ version: z.coerce.number().int().positive() })
