import type { Advice, OfficeRef, RequestKind, RequestState, StageKind, Standing } from './contract.ts'

export interface StandingStage {
  kind: StageKind
  step: number
  state: 'ahead' | 'open' | 'answered' | 'void'
  office: OfficeRef
  due: string | null
  stopped: boolean
  advice: Advice | null
  /** Can the reader answer it now? */
  yours: boolean
}

export interface ForStanding {
  state: RequestState
  kind: RequestKind
  since: string
  requester: { id: string; name: string }
  stages: readonly StandingStage[]
  openQuestions: number
  appealUntil: string | null
  /** Who reads it. */
  reader: string
  now: string
}

/** Where a request stands, whom it waits for, and what comes after: the same rules for every policy. Pure. */
export function standingOf(about: ForStanding): Standing {
  const open = about.stages.filter((stage) => stage.state === 'open')
  const waitingFor = waitingForOf(about, open)
  const due = open
    .filter((stage) => !stage.stopped && stage.due !== null)
    .map((stage) => stage.due)
    .toSorted()[0]
  return {
    state: about.state,
    say: sayOf(about, open),
    since: about.since,
    waitingFor,
    due: due ?? null,
    overdue: due !== undefined && due !== null && due <= about.now,
    next: nextOf(about, open),
  }
}

function waitingForOf(about: ForStanding, open: readonly StandingStage[]): Standing['waitingFor'] {
  const { state, requester, reader } = about
  const theirs = { name: requester.name, people: [requester.name], you: requester.id === reader }
  switch (state) {
    case 'draft':
    case 'changes-asked':
      return [theirs]
    case 'in-review':
    case 'appealed': {
      const offices = open
        .filter((stage) => !stage.stopped)
        .map(({ office, yours }) => ({
          name: office.name,
          people: office.people.map(({ name }) => name),
          you: yours,
        }))
      return open.some((stage) => stage.stopped) ? [...offices, theirs] : offices
    }
    default:
      return []
  }
}

const names = (stages: readonly StandingStage[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(stages.map(({ office }) => office.name))

function sayOf({ state, openQuestions }: ForStanding, open: readonly StandingStage[]): string {
  switch (state) {
    case 'draft':
      return 'A draft. Only its author sees it.'
    case 'in-review':
      if (openQuestions > 0 && open.every((stage) => stage.stopped))
        return openQuestions === 1
          ? 'A question waits for an answer. The time limit stands still until then.'
          : 'Questions wait for answers. The time limit stands still until then.'
      return open.some((stage) => stage.kind === 'advice')
        ? `Waits for advice: ${names(open)}.`
        : `Waits for a decision: ${names(open)}.`
    case 'changes-asked':
      return 'Changes were asked for. It goes on once the answers are changed.'
    case 'appealed':
      return `Under appeal: ${names(open)}.`
    case 'approved':
      return 'Approved.'
    case 'refused':
      return 'Refused.'
    case 'withdrawn':
      return 'Withdrawn.'
    case 'listed':
      return 'On the list. The body answers for this account itself.'
  }
}

const afterwards: Record<RequestKind, string> = {
  open: 'Once approved, the account may be opened and connected.',
  'hand-over': 'Once approved, those named answer for the account.',
  rename: 'Once approved, the register has the new name, and the name on the network is changed.',
  merge: 'Once approved, the account is closed and points to the one that goes on.',
  close: 'Once approved, the account is closed.',
}

const done: Record<RequestKind, string> = {
  open: 'Open the account on its network and connect it here.',
  'hand-over': 'Those named answer for the account now.',
  rename: 'Change the name on the network, and connect the account again if its handle is another.',
  merge: 'Wind the account up: say there where to go, and keep its handle.',
  close: 'Wind the account up: say there where to go, and keep its handle.',
}

function nextOf(about: ForStanding, open: readonly StandingStage[]): string[] {
  const { state, kind, stages, appealUntil, now } = about
  switch (state) {
    case 'draft':
      return ['Answer what is still asked, and send it.']
    case 'in-review': {
      const ahead = stages.filter((stage) => stage.state === 'ahead')
      const listed = ![...open, ...ahead].some((stage) => stage.kind === 'decision')
      return [
        ...ahead.map(({ kind: what, office }) =>
          what === 'advice' ? `Then ${office.name} advises.` : `Then ${office.name} decides.`,
        ),
        listed ? 'Then it is put on the list.' : afterwards[kind],
      ]
    }
    case 'changes-asked':
      return ['Change the answers and send it again.', 'Then all offices are asked again.']
    case 'appealed':
      return ['The decision on the appeal is final.']
    case 'approved':
      return [done[kind]]
    case 'refused':
      return appealUntil !== null && now < appealUntil
        ? ['An appeal goes to an office that has not decided on it.']
        : ['This is final. A new request can be made.']
    case 'withdrawn':
      return ['A new request can be made.']
    case 'listed':
      return []
  }
}
