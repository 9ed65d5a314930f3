/**
 * The errors a person may see. Each has a stable code, a sentence in the user's words, and where there is one the
 * way out and the clause that says so. They become RFC 9457 problem details in one place, platform/http.
 */
export interface ProblemExtras {
  /** What to do about it, as a sentence. */
  fix?: string
  /** The clause a refusal comes from. */
  clause?: string
  /** Faults by field, for forms. */
  fields?: { path: string; message: string }[]
  /** More for machines. */
  data?: Record<string, unknown>
}

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly extras: ProblemExtras
  constructor(status: number, code: string, message: string, extras: ProblemExtras = {}) {
    super(message)
    this.name = new.target.name
    this.status = status
    this.code = code
    this.extras = extras
  }
}

/** The request makes no sense as it stands: 400, or 422 when it is well formed but impossible. */
export class Invalid extends Problem {
  constructor(code: string, message: string, extras?: ProblemExtras) {
    super(422, code, message, extras)
  }
}

export class NotSignedIn extends Problem {
  constructor(message = 'Sign in first.', extras?: ProblemExtras) {
    super(401, 'people.not-signed-in', message, extras)
  }
}

export class Forbidden extends Problem {
  constructor(code: string, message: string, extras?: ProblemExtras) {
    super(403, code, message, extras)
  }
}

export class NotFound extends Problem {
  constructor(what: string, extras?: ProblemExtras) {
    super(404, 'not-found', `There is no ${what} here, or you may not see it.`, extras)
  }
}

/** Somebody or something was quicker: what was asked for no longer fits what is. */
export class Conflict extends Problem {
  constructor(code: string, message: string, extras?: ProblemExtras) {
    super(409, code, message, extras)
  }
}

export class TooLarge extends Problem {
  constructor(code: string, message: string, extras?: ProblemExtras) {
    super(413, code, message, extras)
  }
}

/** Something that this needs does not answer; trying later may help. */
export class Unavailable extends Problem {
  constructor(code: string, message: string, extras?: ProblemExtras) {
    super(503, code, message, extras)
  }
}
