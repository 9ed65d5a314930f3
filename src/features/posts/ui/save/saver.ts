import { asProblem, type ApiProblem } from '#ui/api.ts'
import type { Draft } from '../../contract.ts'
import { openSave, reduceSave, waitBefore, type SaveEvent, type SaveState } from './save-state.ts'

export interface SaverParts {
  put: (draft: Draft, version: number) => Promise<{ version: number; voided: number }>
  /** Keeps or, when null, forgets a copy of what has not reached the server. */
  keep: (draft: Draft | null, version: number) => void
  onSaved: (answer: { version: number; voided: number }, draft: Draft) => void
  now: () => number
}

/** From the last key to the save. */
const pause = 800

/** Carries what is written to the server: waits for a pause in typing, tries again, never overwrites. */
export class Saver {
  #state: SaveState
  readonly #parts: SaverParts
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null

  constructor(draft: Draft, version: number, parts: SaverParts) {
    this.#state = openSave(draft, version)
    this.#parts = parts
  }

  readonly get = (): SaveState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  edit(change: (draft: Draft) => Draft): void {
    this.#apply({ type: 'edit', draft: change(this.#state.draft) })
  }

  adopt(saved: Draft, version: number): void {
    this.#apply({ type: 'adopt', saved, version })
  }

  resolve(draft: Draft, saved: Draft, version: number): void {
    this.#apply({ type: 'resolve', draft, saved, version })
  }

  /** Sends at once. Answers the version that the server has then; throws the problem when it has not. */
  async flush(): Promise<number> {
    const { accountsProblem: told } = this.#state
    for (;;) {
      if (this.#running) await this.#running
      else if (this.#state.phase === 'clean') return this.#state.version
      else if (this.#state.phase === 'conflict') throw asProblem(this.#state.problem)
      else await this.#send()
      const { phase, problem, timeProblem, accountsProblem } = this.#state
      if (phase === 'lost' || phase === 'refused' || phase === 'conflict') throw asProblem(problem)
      if (phase === 'clean' && timeProblem) throw timeProblem
      if (phase === 'clean' && accountsProblem && accountsProblem !== told) throw accountsProblem
    }
  }

  /** Tries again now instead of when its time comes. */
  retry(): void {
    if (this.#state.phase === 'lost' || this.#state.phase === 'refused') void this.#send()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #apply(event: SaveEvent): void {
    const next = reduceSave(this.#state, event)
    if (next === this.#state) return
    this.#state = next
    this.#parts.keep(next.phase === 'clean' ? null : next.draft, next.version)
    clearTimeout(this.#timer)
    if (next.phase === 'dirty') this.#timer = setTimeout(() => void this.#send(), pause)
    if (next.phase === 'lost') this.#timer = setTimeout(() => void this.#send(), waitBefore(next.attempt))
    for (const listener of this.#listeners) listener()
  }

  #send(): Promise<void> {
    this.#running ??= this.#sendOnce().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #sendOnce(): Promise<void> {
    this.#apply({ type: 'send' })
    const { sending, version } = this.#state
    if (!sending) return
    try {
      const answer = await this.#parts.put(sending, version)
      this.#apply({ type: 'done', version: answer.version, at: this.#parts.now() })
      this.#parts.onSaved(answer, sending)
    } catch (error) {
      this.#apply(fate(asProblem(error)))
    }
  }
}

/** What a failed save means for what is written. */
function fate(problem: ApiProblem): SaveEvent {
  if (problem.code === 'posts.edited-meanwhile') return { type: 'conflict', problem }
  const passing =
    problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500
  return passing ? { type: 'lost', problem } : { type: 'refused', problem }
}
