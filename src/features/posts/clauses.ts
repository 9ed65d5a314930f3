/** The clauses of the baseline that the rules of posts themselves honour, so that a refusal can name its own. */
export const clauses = {
  administrator: 'BASE-1.2',
  secondPairOfEyes: 'BASE-2.1',
  whatWasApproved: 'BASE-2.2',
  onTimeOrNotAtAll: 'BASE-2.3',
} as const
