/** What comes out of a calendar file, before it is held against anything. */
export interface EventDays {
  name: string
  from: string
  until: string
  timed: boolean
  notes: string[]
}

export interface Reading {
  days: EventDays[]
  /** How many events are not among them. */
  over: number
  farAhead: number
  cancelled: number
  unreadable: number
}

export type ReadingFault =
  | { fault: 'not-a-calendar' | 'damaged' | 'empty' }
  | { fault: 'too-many'; count: number }

export interface Given {
  /** The institution's. */
  zone: string
  today: string
}
