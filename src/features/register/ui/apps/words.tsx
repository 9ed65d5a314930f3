import { Chip, type Level } from '#ui/parts/chip.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { appStates, type AppState, type NetworkFinding } from '../../apps/contract.ts'
import css from './apps.module.css'

const levels: Record<AppState, Level> = {
  'not-needed': 'neutral',
  missing: 'neutral',
  partly: 'refuse',
  unreadable: 'refuse',
  registered: 'ok',
}

export function AppChip({ state }: { state: AppState }) {
  return <Chip level={levels[state]}>{appStates[state]}</Chip>
}

const findingWords: Record<NetworkFinding['state'], { level: Level; label: string }> = {
  ok: { level: 'ok', label: 'In order' },
  warning: { level: 'advise', label: 'Worth a look' },
  fault: { level: 'refuse', label: 'Needs mending' },
}

const gravest = ['fault', 'warning', 'ok'] as const

/** The gravest of what was found, in words; `Not used` where we have nothing there. */
export function howItStands(findings: readonly NetworkFinding[]): string {
  const found = gravest.find((state) => findings.some((finding) => finding.state === state))
  return found ? findingWords[found].label : 'Not used'
}

export function StandsChip({ findings }: { findings: readonly NetworkFinding[] }) {
  const found = gravest.find((state) => findings.some((finding) => finding.state === state))
  if (!found) return <Chip>Not used</Chip>
  const { level, label } = findingWords[found]
  return <Chip level={level}>{label}</Chip>
}

/** What is not in order, each with what to do. */
export function Findings({ findings }: { findings: readonly NetworkFinding[] }) {
  const wrong = findings.filter(({ state }) => state !== 'ok')
  if (wrong.length === 0) return null
  return (
    <div className={css.findings}>
      {wrong.map(({ state, says, fix }) => (
        <Callout key={says} level={state === 'fault' ? 'refuse' : 'advise'} title={says}>
          {fix}
        </Callout>
      ))}
    </div>
  )
}
