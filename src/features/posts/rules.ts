import type { Finding } from '#features/policy/index.ts'

/** What somebody asks for by an approval that is not an office's: settled by the way every post is approved. */
const anotherPerson = 'another-person'

/** How many people besides its writers read a post before it goes; a held one is seen by another pair of eyes. */
export const readersNeeded = (held: boolean): number => (held ? 2 : 1)

/** What has been settled about the findings of one post. */
export interface Settled {
  /** Ids of the findings that somebody has kept with a reason. */
  kept: ReadonlySet<string>
  /** From `agreementKey`: offices that have agreed. */
  agreed: ReadonlySet<string>
}

/** Says no more than what holds for every post: that somebody else approves it. */
export function asksApprovalAlone(finding: Pick<Finding, 'outcome' | 'requirements'>): boolean {
  return (
    finding.outcome === 'require' &&
    finding.requirements.every((needed) => 'approval' in needed && needed.approval === anotherPerson)
  )
}

export const agreementKey = (findingId: string, office: string): string => `${findingId} ${office}`

type Asking = Pick<Finding, 'id' | 'outcome' | 'requirements' | 'overridable' | 'waiver'>

/** Is this a finding that stops a submission until it is mended, agreed to or, where it may be, kept with a reason? */
export function stops(finding: Pick<Finding, 'outcome' | 'requirements' | 'waiver'>): boolean {
  if (finding.waiver) return false
  if (finding.outcome === 'refuse') return true
  return finding.outcome === 'require' && finding.requirements.some((needed) => !('approval' in needed))
}

const isKept = (finding: Asking, kept: ReadonlySet<string>): boolean =>
  finding.overridable && kept.has(finding.id)

/** Does it stand in the way of a submission as things are now? */
export function isOpen(finding: Asking, { kept, agreed }: Settled): boolean {
  if (!stops(finding) || isKept(finding, kept)) return false
  if (finding.outcome === 'refuse') return true
  return finding.requirements.some((needed) =>
    'consult' in needed ? !agreed.has(agreementKey(finding.id, needed.consult)) : !('approval' in needed),
  )
}

/** The offices that a finding asks to be consulted before the post is put forward. */
export function consultsOf(finding: Pick<Finding, 'outcome' | 'requirements' | 'waiver'>): string[] {
  if (finding.waiver || finding.outcome !== 'require') return []
  return finding.requirements.flatMap((needed) => ('consult' in needed ? [needed.consult] : []))
}

/** The office that a finding is brought before when the post is put forward; it stops nothing. */
export function routeOf(finding: Pick<Finding, 'outcome' | 'office' | 'waiver'>): string | null {
  return finding.outcome === 'route' && !finding.waiver ? (finding.office ?? null) : null
}

/** Does it make the post wait? */
export function makesWait(finding: Asking, kept: ReadonlySet<string>): boolean {
  return finding.outcome === 'hold' && !finding.waiver && !isKept(finding, kept)
}

export interface WantedOffice {
  office: string
  clause: string
  findingId: string
}

/** The offices of which somebody has to be among those who approve the post. */
export function officesWanted(findings: readonly Finding[], kept: ReadonlySet<string>): WantedOffice[] {
  const wanted = new Map<string, WantedOffice>()
  for (const finding of findings) {
    if (finding.outcome !== 'require' || finding.waiver || isKept(finding, kept)) continue
    for (const needed of finding.requirements)
      if ('approval' in needed && needed.approval !== anotherPerson && !wanted.has(needed.approval))
        wanted.set(needed.approval, {
          office: needed.approval,
          clause: finding.clause,
          findingId: finding.id,
        })
  }
  return [...wanted.values()]
}

/** A wait that has neither ended nor been ended. */
export function isWaiting(hold: { until: string; releasedAt: string | null }, now: string): boolean {
  return hold.releasedAt === null && hold.until > now
}
