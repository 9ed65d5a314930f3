import { queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from './api.ts'

export const Notice = z.object({
  id: z.string(),
  level: z.enum(['warning', 'info']),
  text: z.string(),
  action: z.object({ label: z.string(), href: z.string() }).optional(),
})
export type Notice = z.infer<typeof Notice>

/** What `GET /api/session` answers to anybody; before somebody signs in only the first two and the institution. */
export const Session = z.object({
  signedIn: z.boolean(),
  setupNeeded: z.boolean(),
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullish(),
  institution: z
    .object({ name: z.string(), nation: z.string(), timeZone: z.string(), example: z.boolean() })
    .nullish(),
  permissions: z.array(z.string()).default([]),
  notices: z.array(Notice).default([]),
  /** How many things wait for this person. */
  waiting: z.number().default(0),
  /** Parts of it, by name, for the entries of the navigation. */
  counts: z.record(z.string(), z.number()).default({}),
})
export type Session = z.infer<typeof Session>

const pulse = 60_000

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.get('/session', Session, { signal }),
  staleTime: 30_000,
  refetchInterval: pulse,
})

const signedOut: Session = {
  signedIn: false,
  setupNeeded: false,
  permissions: [],
  notices: [],
  waiting: 0,
  counts: {},
}

/** Who is here and where. Never waits: the routes have loaded it before a page is drawn. */
export function useSession(): Session {
  return useQuery(sessionQuery).data ?? signedOut
}

/** True when the person has this permission. The server is the authority; this only hides what would be refused. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission)
}

/** The institution's time zone, in which every date is shown. */
export function useZone(): string {
  return useSession().institution?.timeZone ?? 'Europe/London'
}
