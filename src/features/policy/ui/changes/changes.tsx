import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { PolicyChanges } from '../../contract.ts'
import { ClauseGroupPart } from './clause-group.tsx'
import { byClause, countsInWords } from './grouping.ts'
import { Words } from './words.tsx'
import css from './changes.module.css'

/** What became of a policy: how much first, then its particulars, clause by clause, and the sentences people read. */
export function Changes({ changes }: { changes: PolicyChanges }) {
  const groups = byClause(changes)
  return (
    <Stack>
      <Counts changes={changes} />
      {changes.particulars.length > 0 && <Particulars changes={changes} />}
      {groups.length > 0 && (
        <Card title="Clause by clause">
          {groups.map((group) => (
            <ClauseGroupPart key={group.clause} group={group} />
          ))}
        </Card>
      )}
      {changes.messages.length > 0 && <Sentences changes={changes} />}
    </Stack>
  )
}

/** The summary in one line. */
export function Counts({ changes }: { changes: PolicyChanges }) {
  if (changes.same)
    return (
      <p className={css.same}>
        Nothing has changed: the words, what is done about them, and the sentences are the same.
      </p>
    )
  return (
    <ul className={css.counts} aria-label="How much has changed">
      {countsInWords(changes).map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
  )
}

/** Beyond so many characters two texts are not compared by eye. */
const longest = 80

function Particulars({ changes: { particulars } }: { changes: PolicyChanges }) {
  return (
    <Card title="Particulars">
      <dl className={css.aspects}>
        {particulars.map(({ what, before, after, words }) => (
          <div key={what}>
            <dt>{what}</dt>
            {Math.max(before.length, after.length) > longest ? (
              <dd>
                <Words runs={words} />
              </dd>
            ) : (
              <>
                <dd>
                  Before: <q>{before}</q>.
                </dd>
                <dd>
                  Now: <q>{after}</q>.
                </dd>
              </>
            )}
          </div>
        ))}
      </dl>
    </Card>
  )
}

const languages = new Intl.DisplayNames(['en-GB'], { type: 'language' })
const sentenceKinds = {
  added: { label: 'New', level: 'ok' },
  removed: { label: 'Taken out', level: 'refuse' },
  changed: { label: 'Reworded', level: 'advise' },
} as const

/** More than these are folded away, as they are all new where there was no edition before. */
const shownSentences = 20

function Sentences({ changes }: { changes: PolicyChanges }) {
  const { length } = changes.messages
  return (
    <Card title="Sentences that people read">
      {length > shownSentences ? (
        <details>
          <summary>Show all {length} of them</summary>
          <SentenceList changes={changes} />
        </details>
      ) : (
        <SentenceList changes={changes} />
      )}
    </Card>
  )
}

function SentenceList({ changes: { messages } }: { changes: PolicyChanges }) {
  return (
    <ul className={css.sentences}>
      {messages.map(({ language, key, kind, words }) => (
        <li key={`${language} ${key}`}>
          <p className={css.key}>
            <Chip level={sentenceKinds[kind].level}>{sentenceKinds[kind].label}</Chip> <code>{key}</code>
            {language !== 'en-GB' && <span> {languages.of(language)}</span>}
          </p>
          {kind === 'changed' ? (
            <Words runs={words} />
          ) : (
            <p className={css.words}>{words.map(({ text }) => text).join('')}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
