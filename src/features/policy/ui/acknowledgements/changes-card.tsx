import { Link } from '@tanstack/react-router'
import { Card } from '#ui/parts/card.tsx'
import type { PolicyChanges } from '../../contract.ts'
import { ClauseGroupPart } from '../changes/clause-group.tsx'
import { byClause } from '../changes/grouping.ts'

/** What is different from the edition that the person knew, clause by clause: the words, and how they are honoured. */
export function ChangesCard({ editionId, changes }: { editionId: string; changes: PolicyChanges }) {
  const { since } = changes
  const groups = byClause(changes).filter(({ words, coverage }) => words !== null || coverage !== null)
  if (since === null) return null
  return (
    <Card
      title={`What is different from edition ${since.edition}`}
      aside={
        <Link to="/policy/editions/$editionId/changes" params={{ editionId }} search={{ since: since.id }}>
          See every change
        </Link>
      }
    >
      {groups.length === 0 && (
        <p>The words of the policy are the same; what Rostrum does about them changed.</p>
      )}
      {groups.map((group) => (
        <ClauseGroupPart key={group.clause} group={group} brief />
      ))}
    </Card>
  )
}
