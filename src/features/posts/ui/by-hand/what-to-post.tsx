import { profileOf } from '#networks/profiles.ts'
import { Card } from '#ui/parts/card.tsx'
import type { ByHandView } from '../../by-hand/contract.ts'
import { networkName } from '../words.ts'
import { CopyText } from './copy-text.tsx'
import { FileCard } from './file-card.tsx'
import css from './by-hand.module.css'

const fileWords = { image: 'Image', video: 'Video' } as const

/** What to do there, in order. */
export function StepsCard({ view }: { view: ByHandView }) {
  const network = networkName(view.account.network)
  return (
    <Card title="How to post it">
      <div className={css.stack}>
        <ol className={css.steps}>
          {view.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <a href={view.open} target="_blank" rel="noreferrer">
            Open {network}
          </a>
        </p>
      </div>
    </Card>
  )
}

/** Words and files, each to be taken along. */
export function WhatToPost({ view }: { view: ByHandView }) {
  const { parts, title, tags, firstComment, language } = view
  const takesAlt = profileOf(view.account.network)?.capabilities.alternativeText ?? false
  const several = parts.length > 1
  return (
    <Card title={view.record ? 'What was approved' : 'What to post'}>
      <div className={css.stack}>
        {title !== null && <CopyText label="Title" text={title} lang={language} />}
        {parts.map((part, index) => (
          <div key={index} className={css.stack}>
            {part.text !== '' && (
              <CopyText
                label={several ? `Words of part ${index + 1}` : 'Words'}
                text={part.text}
                lang={language}
              />
            )}
            {part.link !== null && !part.text.includes(part.link) && (
              <CopyText label={several ? `Link of part ${index + 1}` : 'Link'} text={part.link} />
            )}
            {part.files.map((file, at) => (
              <FileCard
                key={file.sha256}
                publicationId={view.publicationId}
                file={file}
                label={part.files.length > 1 ? `${fileWords[file.kind]} ${at + 1}` : fileWords[file.kind]}
                takesAlt={takesAlt}
              />
            ))}
          </div>
        ))}
        {tags.length > 0 && <CopyText label="Tags" text={tags.join(', ')} />}
        {firstComment !== null && <CopyText label="First comment" text={firstComment} lang={language} />}
      </div>
    </Card>
  )
}

/** What is easily got wrong with a thumb. */
export function CheckCard({ view }: { view: ByHandView }) {
  const { account, audience, parts } = view
  const files = parts.flatMap((part) => part.files).length
  return (
    <Card title="Check before you send it">
      <ul className={css.steps}>
        <li>
          You are in <strong>{account.displayName}</strong> ({account.handle}), and in no account of your own.
        </li>
        <li>
          The words are whole, with their line ends, and nothing was put in or corrected by the keyboard.
        </li>
        {files > 0 && <li>{files === 1 ? 'The file' : `All ${files} files, in this order,`} went along.</li>}
        {audience !== null && <li>It is for: {audience}.</li>}
      </ul>
    </Card>
  )
}
