import type { AccountState } from '../contract.ts'
import { administratorClause } from '../rules.ts'
import { maySpeak } from './rules.ts'
import type { AccountFacts } from './subject.ts'

/** The clause of the baseline that posts go out only from an account that is open and looked after. */
export const openClause = 'BASE-1.6'
/** The clause of the baseline that bodies which answer for themselves are listed and left alone. */
export const affiliateClause = 'BASE-1.7'

/** Why nothing goes out from an account, whose word that is, and what to do about it. */
export interface Stop {
  /** What it is about. */
  about: 'state' | 'affiliate' | 'pause' | 'people' | 'policy'
  say: string
  clause: string
  fix: string
}

const closed: Record<Exclude<AccountState, 'active' | 'dormant'>, Omit<Stop, 'clause' | 'about'>> = {
  proposed: {
    say: 'The account is only proposed, so nothing is published from it.',
    fix: 'Wait for the decision on its request.',
  },
  'in-review': {
    say: 'The account is in review, so nothing is published from it.',
    fix: 'Wait for the decision on its request.',
  },
  approved: {
    say: 'The account is approved and not open yet, so nothing is published from it.',
    fix: 'Connect it on its page.',
  },
  closing: {
    say: 'The account is being closed, so nothing more is published from it.',
    fix: 'Choose another account, or have its closing given up on its page.',
  },
  closed: { say: 'The account is closed, so nothing is published from it.', fix: 'Choose another account.' },
  refused: {
    say: 'The account was refused, so nothing is published from it.',
    fix: 'Choose another account.',
  },
}

type Looked = Pick<AccountFacts, 'state' | 'paused' | 'affiliate' | 'unit' | 'administrators'>

/** What stops an account under every policy. Pure. */
export function hardStops(account: Looked): Stop[] {
  const stops: Stop[] = []
  if (!maySpeak(account.state)) {
    const { say, fix } = closed[account.state as keyof typeof closed]
    stops.push({ about: 'state', say, clause: openClause, fix })
  }
  if (account.affiliate)
    stops.push({
      about: 'affiliate',
      say: `The account belongs to ${account.unit}, which answers for itself, so nothing is published from it here.`,
      clause: affiliateClause,
      fix: 'Ask them to publish it.',
    })
  if (account.paused)
    stops.push({
      about: 'pause',
      say: account.paused.reason
        ? `The account is paused: ${account.paused.reason}`
        : 'The account is paused, so nothing is published from it.',
      clause: openClause,
      fix: 'Have the pause ended on the account’s page.',
    })
  if (account.administrators.length === 0)
    stops.push({
      about: 'people',
      say: 'Nobody answers for the account, so nothing is published from it.',
      clause: administratorClause,
      fix: 'Have an administrator named on the account’s page.',
    })
  return stops
}
