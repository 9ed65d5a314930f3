import { Chip, type Level } from '#ui/parts/chip.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { ControlChange, CoverageChange } from '../../contract.ts'
import { kindOf } from '../kinds.ts'
import type { ClauseGroup } from './grouping.ts'
import { Words } from './words.tsx'
import css from './changes.module.css'

/** All that became of one clause. `brief`: without what its controls ask, for people who only keep to it. */
export function ClauseGroupPart({ group, brief = false }: { group: ClauseGroup; brief?: boolean }) {
  const { clause, title, words, controls, coverage } = group
  const id = `change-${clause}`
  const done = coverage !== null || (!brief && controls.length > 0)
  return (
    <article className={css.clause} aria-labelledby={id}>
      <div className={css.head}>
        <h3 id={id}>
          {clause} {title}
        </h3>
        <Row>
          {chipsOf(group).map(({ label, level }) => (
            <Chip key={label} level={level}>
              {label}
            </Chip>
          ))}
        </Row>
      </div>
      {words?.moved && <p>{movedInWords(words.moved)}</p>}
      {words?.retitled && <p>Its title was “{words.retitled.before}”.</p>}
      {words?.text && <p className={css.policy}>{words.text}</p>}
      {words?.reworded && <Words runs={words.reworded} policy />}
      {done && (
        <div className={css.done}>
          <h4>What Rostrum does about it</h4>
          {coverage && <Coverage change={coverage} />}
          {!brief && controls.length > 0 && (
            <ul>
              {controls.map((change) => (
                <li key={`${change.kind} ${change.control}`}>
                  <Control change={change} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </article>
  )
}

function chipsOf({ words }: ClauseGroup): { label: string; level: Level }[] {
  if (words === null) return [{ label: 'Same words', level: 'neutral' }]
  if (words.kind === 'added') return [{ label: 'New', level: 'ok' }]
  if (words.kind === 'removed') return [{ label: 'Taken out', level: 'refuse' }]
  return [
    ...(words.reworded ? [{ label: 'Reworded', level: 'advise' as const }] : []),
    ...(words.retitled ? [{ label: 'New title', level: 'advise' as const }] : []),
    ...(words.moved ? [{ label: 'Moved', level: 'require' as const }] : []),
  ]
}

function movedInWords({ from, to, was }: NonNullable<NonNullable<ClauseGroup['words']>['moved']>): string {
  if (was !== null && from === to) return `It was clause ${was}.`
  if (was !== null) return `It was clause ${was}, under “${from}”; now it stands under “${to}”.`
  return from === to
    ? 'It stands in another place of its section.'
    : `It stood under “${from}”; now it stands under “${to}”.`
}

function Coverage({ change: { before, after } }: { change: CoverageChange }) {
  return (
    <dl className={css.kinds}>
      {[
        { when: 'Before', kind: kindOf(before) },
        { when: 'Now', kind: kindOf(after) },
      ].map(({ when, kind }) => (
        <div key={when}>
          <dt>{when}</dt>
          <dd>{kind && <Chip level={kind.level}>{kind.chip}</Chip>}</dd>
        </div>
      ))}
    </dl>
  )
}

const controlWords: Record<ControlChange['kind'], string> = {
  added: 'New control',
  removed: 'Control taken out',
  changed: 'Control that does something else',
}

function Control({ change: { control, kind, does, changes } }: { change: ControlChange }) {
  return (
    <>
      <p>
        <strong>{controlWords[kind]}</strong> <code>{control}</code>
      </p>
      {does !== null && <p>{does}</p>}
      {changes.length > 0 && (
        <dl className={css.aspects}>
          {changes.map(({ what, before, after }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                Before: <q>{before}</q>.
              </dd>
              <dd>
                Now: <q>{after}</q>.
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
