import type { Logger } from '#platform/log/index.ts'
import type { Publication } from '../tables.ts'
import { LeaseLost } from './hold.ts'
import type { AccountLook } from './may-go.ts'
import { Lines } from './room.ts'
import type { Turn } from './send.ts'

/** What is in hand of one account: when what was begun is made ready and no longer on its way, and how much it is. */
interface Line {
  prepare: Promise<void>
  before: Promise<void>
  count: number
  /** Was it filled when more of it was last taken? Then there is likely more. */
  filled: boolean
}

/** The place behind all that was begun. */
function joinLine(line: Line, lines: Lines): Turn {
  const { promise: ready, resolve: prepared } = Promise.withResolvers<void>()
  const { promise: own, resolve: over } = Promise.withResolvers<void>()
  const { prepare, before } = line
  // One that ends before its turn has come does not let the next one overtake those before it.
  line.before = before.then(() => own)
  line.prepare = prepare.then(() => ready)
  line.count += 1
  return { prepare, prepared, before, over, lines }
}

interface InHandOptions {
  work(publication: Publication, turn: Turn, look: AccountLook): Promise<void>
  log: Logger
  /** An account of which so few are left may be given more. */
  few: number
  /** How many of one network there may be. */
  share: number
  /** How many of one account there may be. */
  atOnce(network: string): number
  /** Called when more may be taken; `likely`: and when there is more, by what was taken last. */
  room(likely: boolean): void
}

/** What one worker works on: side by side, but one after the other for each account. */
export class InHand {
  readonly ofNetwork = new Map<string, number>()
  readonly #options: InHandOptions
  readonly #all = new Map<string, Promise<void>>()
  readonly #accounts = new Map<string, Line>()
  readonly #lines = new Lines()

  constructor(options: InHandOptions) {
    this.#options = options
  }

  /** `look` is shared by those of one account that were taken together. */
  begin(publication: Publication, look: AccountLook): void {
    const { account_id: account, network, id } = publication
    const line = this.#accounts.get(account) ?? {
      prepare: Promise.resolve(),
      before: Promise.resolve(),
      count: 0,
      filled: false,
    }
    const turn = joinLine(line, this.#lines)
    line.filled = line.count >= this.#options.atOnce(network)
    const work = this.#options
      .work(publication, turn, look)
      .catch((error: unknown) => {
        // Its state says what is known; when the lease runs out it is taken up again from there.
        if (!(error instanceof LeaseLost))
          this.#options.log.error({ err: error, publication: id }, 'working on a publication failed')
      })
      .finally(() => this.#over(publication, line, turn))
    this.#all.set(id, work)
    this.#count(network, 1)
    this.#accounts.set(account, line)
  }

  #over({ id, account_id, network }: Publication, line: Line, turn: Turn): void {
    this.#all.delete(id)
    const { few, share, room } = this.#options
    const filled = (this.ofNetwork.get(network) ?? 0) >= share
    this.#count(network, -1)
    turn.prepared()
    turn.over()
    line.count -= 1
    if (line.count === 0) this.#accounts.delete(account_id)
    if (line.count <= few || filled) room(filled || line.filled)
  }

  #count(network: string, by: 1 | -1): void {
    this.ofNetwork.set(network, (this.ofNetwork.get(network) ?? 0) + by)
  }

  ids(): string[] {
    return [...this.#all.keys()]
  }

  size(): number {
    return this.#all.size
  }

  async done(): Promise<void> {
    await Promise.allSettled(this.#all.values())
  }
}
