import { Card } from '#ui/parts/card.tsx'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { ChangedClause } from '../../acknowledgements/contract.ts'
import css from './acknowledgements.module.css'

const kinds: Record<ChangedClause['kind'], { words: string; level: Level }> = {
  added: { words: 'New', level: 'ok' },
  removed: { words: 'Gone', level: 'refuse' },
  changed: { words: 'Changed', level: 'advise' },
}

/** What is different from the edition that the person knew, clause by clause. */
export function ChangesCard({ since, changes }: { since: number; changes: ChangedClause[] }) {
  return (
    <Card title={`What is different from edition ${since}`}>
      {changes.length === 0 && (
        <p>The words of the policy are the same; what Rostrum does about them changed.</p>
      )}
      {changes.map((change) => (
        <Change key={`${change.kind} ${change.clause}`} change={change} />
      ))}
    </Card>
  )
}

function Change({ change }: { change: ChangedClause }) {
  const { clause, title, kind, text, retitled, reworded, moved } = change
  return (
    <article className={css.change} aria-labelledby={`change-${kind}-${clause}`}>
      <Row>
        <Chip level={kinds[kind].level}>{kinds[kind].words}</Chip>
        <h3 id={`change-${kind}-${clause}`}>
          {clause} {title}
        </h3>
      </Row>
      {text !== null && <p className={css.words}>{text}</p>}
      {retitled && <p>It was called “{retitled.before}”.</p>}
      {moved && <p>{movedInWords(moved)}</p>}
      {reworded && <Reworded runs={reworded} />}
    </article>
  )
}

function movedInWords({ from, to, was }: NonNullable<ChangedClause['moved']>): string {
  if (was !== null) return `It was clause ${was}.`
  return from === to
    ? 'It stands in another place of its section.'
    : `It stood under “${from}” and stands under “${to}”.`
}

function Reworded({ runs }: { runs: NonNullable<ChangedClause['reworded']> }) {
  const placed = runs.map((run, at) => ({ ...run, key: `${at} ${run.kind}` }))
  return (
    <p className={css.words}>
      {placed.map(({ kind, text, key }) => {
        if (kind === 'same') return <span key={key}>{text}</span>
        const Mark = kind === 'added' ? 'ins' : 'del'
        return (
          <Mark key={key}>
            <span className="visually-hidden">[{kind === 'added' ? 'added' : 'taken out'}: </span>
            {text}
            <span className="visually-hidden">]</span>
          </Mark>
        )
      })}
    </p>
  )
}
