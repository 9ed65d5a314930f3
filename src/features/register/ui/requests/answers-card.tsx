import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { RequestView } from '../../requests/contract.ts'
import css from './requests.module.css'

/** What was answered, in words, with what was reasoned and declared. */
export function AnswersCard({ view }: { view: RequestView }) {
  const sections = [...Map.groupBy(view.reading, ({ section }) => section)]
  const titles = new Map(view.check?.reasons.map(({ id, say }) => [id, say]))
  const reasons = Object.entries(view.reasons).filter(([, text]) => text.trim() !== '')
  return (
    <Card title="What was asked for">
      {sections.map(([section, lines]) => (
        <section key={section} className={css.reading} aria-label={section}>
          <h3>{section}</h3>
          <dl>
            {lines.map(({ id, label, words }) => (
              <div key={id}>
                <dt>{label}</dt>
                <dd>
                  {words.length === 0 ? (
                    '–'
                  ) : words.length === 1 ? (
                    words[0]
                  ) : (
                    <ul>
                      {words.map((one) => (
                        <li key={one}>{one}</li>
                      ))}
                    </ul>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {reasons.length > 0 && (
        <section className={css.reading} aria-label="Reasons">
          <h3>Reasons</h3>
          <dl>
            {reasons.map(([id, text]) => (
              <div key={id}>
                <dt>{titles.get(id) ?? 'Reason'}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {view.declared.length > 0 && (
        <section className={css.reading} aria-label="Declared">
          <h3>Declared</h3>
          <ul>
            {view.declared.map(({ id, say, by, at }) => (
              <li key={id}>
                {say}{' '}
                <span className={css.note}>
                  {by.name}, <DateTime value={at} style="date" />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  )
}

/** What was changed since it was first sent. */
export function ChangesCard({ view }: { view: RequestView }) {
  if (view.changes.length === 0) return null
  return (
    <Card title="What was changed">
      <ol className={css.stages}>
        {view.changes.map(({ version, at, by, fields }) => (
          <li key={version}>
            <p className={css.note}>
              {by.name}, <DateTime value={at} />
            </p>
            <dl className={css.changed}>
              {fields.map(({ id, label, from, to }) => (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd>
                    <del>{from || 'nothing'}</del> <ins>{to || 'nothing'}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </Card>
  )
}
