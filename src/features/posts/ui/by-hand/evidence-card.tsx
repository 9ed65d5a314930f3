import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { ByHandView } from '../../by-hand/contract.ts'
import { listed, networkName } from '../words.ts'
import { screenshotAddress } from './queries.ts'
import css from './by-hand.module.css'

/** Who posted it, when and where, with the screenshot, beside what was approved. */
export function EvidenceCard({ view }: { view: ByHandView }) {
  const { record, publicationId, removedAt } = view
  if (!record) return null
  return (
    <Card title="What was recorded">
      <div className={css.stack}>
        <dl className={css.facts}>
          <dt>Posted</dt>
          <dd>
            <DateTime value={record.postedAt} />
            {record.by && `, by ${record.by.name}`}
          </dd>
          <dt>Recorded</dt>
          <dd>
            <DateTime value={record.recordedAt} />
          </dd>
          {record.url !== null && (
            <>
              <dt>Address</dt>
              <dd>
                {removedAt === null ? (
                  <a href={record.url} target="_blank" rel="noreferrer">
                    See it on {networkName(view.account.network)}
                  </a>
                ) : (
                  record.url
                )}
              </dd>
            </>
          )}
          <dt>Approved</dt>
          <dd>
            {view.approvedBy.length > 0 && `by ${listed(view.approvedBy.map(({ name }) => name))}, `}
            <span className={css.digest}>{view.digest}</span>
          </dd>
          {record.screenshot && (
            <>
              <dt>SHA-256 of the screenshot</dt>
              <dd className={css.digest}>{record.screenshot.sha256}</dd>
            </>
          )}
        </dl>
        {record.differs && (
          <div>
            <h3>Posted with other words than were approved</h3>
            <p className={css.words} dir="auto">
              {record.words ?? 'The words as posted were erased.'}
            </p>
          </div>
        )}
        {record.screenshot && (
          <img
            src={screenshotAddress(publicationId, record.screenshot.id)}
            alt="Screenshot of the post where it stands"
            width={record.screenshot.width}
            height={record.screenshot.height}
            className={css.shot}
          />
        )}
      </div>
    </Card>
  )
}
