import type { Selectable } from 'kysely'
import type { JsonColumn } from '#platform/db/index.ts'
import type {
  Advice,
  Answers,
  Decision,
  RequestKind,
  RequestState,
  StageKind,
  stageStates,
} from './contract.ts'

/** Something that was ticked: what it said then, by whom, and when. */
export interface Declared {
  id: string
  say: string
  by: string
  at: string
}

export interface RequestTable {
  id: string
  kind: RequestKind
  state: RequestState
  version: number
  answers: JsonColumn<Answers>
  reasons: JsonColumn<Record<string, string>>
  declared: JsonColumn<Declared[]>
  account_id: string | null
  unit_id: string | null
  network: string | null
  requester: string
  created_at: string
  updated_at: string
  submitted_at: string | null
  state_since: string
  appeal_until: string | null
  example: boolean
}
export type RequestRow = Selectable<RequestTable>

interface RequestVersionTable {
  request_id: string
  version: number
  answers: JsonColumn<Answers>
  reasons: JsonColumn<Record<string, string>>
  declared: JsonColumn<Declared[]>
  person_id: string
  at: string
}
export type RequestVersionRow = Selectable<RequestVersionTable>

interface RequestStageTable {
  id: string
  request_id: string
  kind: StageKind
  step: number
  /** Null: central communications. */
  office_id: string | null
  clause: string
  clause_title: string
  why: string
  working_days: number
  state: (typeof stageStates)[number]
  opened_at: string | null
  due: string | null
  /** A clause makes it wait: no decision before then. */
  not_before: string | null
  /** Since when its clock stands, because a question waits for an answer. */
  stopped_at: string | null
  answered_by: string | null
  answered_at: string | null
  in_place: boolean
  advice: Advice | null
  decision: Decision | null
  text: string
  clauses: JsonColumn<string[]>
  conditions: string
  version: number | null
}
export type StageRow = Selectable<RequestStageTable>

interface RequestQuestionTable {
  id: string
  request_id: string
  stage_id: string
  asked_by: string
  asked_at: string
  text: string
  answered_by: string | null
  answered_at: string | null
  answer: string
}
export type QuestionRow = Selectable<RequestQuestionTable>

interface RequestEventTable {
  id: string
  request_id: string
  at: string
  person_id: string | null
  kind: string
  facts: JsonColumn<Record<string, string | number | boolean | null | string[]>>
  text: string
}
export type EventRow = Selectable<RequestEventTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    request: RequestTable
    request_version: RequestVersionTable
    request_stage: RequestStageTable
    request_question: RequestQuestionTable
    request_event: RequestEventTable
  }
}
