/** What the system does about a clause, strongest first. */
export const coverageKinds = ['enforced', 'checked', 'recorded', 'guided', 'not-covered'] as const
export type CoverageKind = (typeof coverageKinds)[number]

export const coverageWords: Record<CoverageKind, string> = {
  enforced: 'enforced',
  checked: 'checked',
  recorded: 'recorded',
  guided: 'guided',
  'not-covered': 'not covered',
}
