import type { KeptCopy } from './kept-copy.ts'

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict'

/** A draft as the server has it. `check`: what it says of what it has. */
export interface SavedDraft<Source, Check> {
  version: number
  source: Source
  check: Check
}

export interface Saving<Source, Check, Draft extends SavedDraft<Source, Check>> {
  source: Source
  state: SaveState
  fault: unknown
  check: Check
  /** What the check is about. */
  checked: Source
  /** What has been written elsewhere meanwhile, when the state is `conflict`. */
  theirs: Draft | null
  /** My text from before theirs was taken. */
  aside: Source | null
  /** False when this browser would not keep what is not saved yet. */
  kept: boolean
}

export interface SaverParts<Source, Check, Draft extends SavedDraft<Source, Check>> {
  put: (body: { version: number; source: Source }) => Promise<{ version: number; check: Check }>
  get: () => Promise<Draft>
  same: (one: Source, other: Source) => boolean
  /** Has somebody else changed the draft meanwhile? */
  isConflict: (fault: unknown) => boolean
  unsaved: KeptCopy<Source>
  aside: KeptCopy<Source>
  onSaved?: () => void
}

/** Long enough not to save at every key, short enough to lose nothing. */
const settle = 700

/**
 * Keeps a draft on the server a moment after each change, and in this browser until the server has them.
 * Nothing that was written is given up: where somebody else has written meanwhile, saving stops until the person chooses.
 */
export class DraftSaver<Source extends object, Check, Draft extends SavedDraft<Source, Check>> {
  readonly #parts: SaverParts<Source, Check, Draft>
  readonly #listeners = new Set<() => void>()
  #version: number
  /** What the server has. */
  #saved: Source
  #now: Saving<Source, Check, Draft>
  #busy: Promise<boolean> = Promise.resolve(true)
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(draft: Draft, parts: SaverParts<Source, Check, Draft>) {
    this.#parts = parts
    this.#version = draft.version
    this.#saved = draft.source
    this.#now = {
      source: draft.source,
      state: 'saved',
      fault: undefined,
      check: draft.check,
      checked: draft.source,
      theirs: null,
      aside: parts.aside.read()?.source ?? null,
      kept: true,
    }
    const mine = parts.unsaved.read()
    if (mine && !parts.same(mine.source, draft.source)) {
      const upToDate = mine.version === draft.version
      const question = upToDate
        ? { state: 'changed' as const }
        : { state: 'conflict' as const, theirs: draft }
      this.#now = { ...this.#now, source: mine.source, ...question }
    }
  }

  get = (): Saving<Source, Check, Draft> => this.#now
  version = (): number => this.#version
  subscribe = (listen: () => void): (() => void) => {
    this.#listeners.add(listen)
    return () => void this.#listeners.delete(listen)
  }

  /** What was left unsaved the last time goes to the server now. */
  begin = (): void => {
    if (this.#now.state === 'changed') this.#soon()
  }

  change = (change: Partial<Source>): void => {
    const source = { ...this.#now.source, ...change }
    if (this.#parts.same(source, this.#now.source)) return
    const state = this.#now.state === 'conflict' ? 'conflict' : 'changed'
    // In a conflict the copy keeps the version that it was written upon, so that it is one after a reload, too.
    this.#set({ source, state, kept: this.#parts.unsaved.write({ version: this.#version, source }) })
    if (state === 'changed') this.#soon()
  }

  /** Saves what is not saved yet, one save at a time; true when the server has it. */
  flush = (): Promise<boolean> => {
    clearTimeout(this.#timer)
    this.#busy = this.#busy.then(() => this.#save())
    return this.#busy
  }

  /** What the server has by now: taken when nothing of mine waits, and otherwise left to the next save. */
  refetched = (other: Draft): void => {
    if (other.version > this.#version && this.#now.state === 'saved') this.#adopt(other)
  }

  /** Goes on with their text; mine is set aside, to be copied from. */
  takeTheirs = (): void => {
    const { theirs, source } = this.#now
    if (!theirs) return
    const kept = this.#parts.aside.write({ version: this.#version, source })
    this.#adopt(theirs)
    this.#set({ aside: source, kept })
    if (kept) this.#parts.unsaved.forget()
  }

  /** Puts my text in the place of theirs. */
  keepMine = (): Promise<boolean> => {
    const { theirs } = this.#now
    if (!theirs) return Promise.resolve(false)
    this.#version = theirs.version
    this.#saved = theirs.source
    this.#set({ state: 'changed', theirs: null })
    return this.flush()
  }

  dropAside = (): void => {
    this.#parts.aside.forget()
    this.#set({ aside: null })
  }

  async #save(): Promise<boolean> {
    const { source } = this.#now
    if (this.#now.state === 'conflict') return false
    if (this.#parts.same(source, this.#saved)) {
      this.#parts.unsaved.forget()
      if (this.#now.state !== 'saved') this.#set({ state: 'saved', fault: undefined })
      return true
    }
    this.#set({ state: 'saving' })
    try {
      const { version, check } = await this.#parts.put({ version: this.#version, source })
      this.#version = version
      this.#saved = source
      const all = this.#parts.same(this.#now.source, source)
      if (all) this.#parts.unsaved.forget()
      else this.#parts.unsaved.write({ version, source: this.#now.source })
      this.#set({ state: all ? 'saved' : 'changed', fault: undefined, check, checked: source })
      this.#parts.onSaved?.()
      return true
    } catch (fault) {
      await this.#meet(fault)
      return false
    }
  }

  async #meet(fault: unknown): Promise<void> {
    if (!this.#parts.isConflict(fault)) return this.#set({ state: 'failed', fault })
    try {
      this.#set({ state: 'conflict', theirs: await this.#parts.get(), fault: undefined })
    } catch (unreachable) {
      this.#set({ state: 'failed', fault: unreachable })
    }
  }

  #adopt(other: Draft): void {
    const { source, check, version } = other
    this.#version = version
    this.#saved = source
    this.#set({ source, check, checked: source, state: 'saved', theirs: null, fault: undefined })
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), settle)
  }

  #set(change: Partial<Saving<Source, Check, Draft>>): void {
    this.#now = { ...this.#now, ...change }
    for (const listen of this.#listeners) listen()
  }
}
