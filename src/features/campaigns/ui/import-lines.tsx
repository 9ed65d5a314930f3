import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { audienceLabel } from '#features/register/contract.ts'
import { counted, networkName } from '#features/posts/ui/index.ts'
import { profileOf } from '#networks/profiles.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { useLinePages } from '#ui/parts/line-pages.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import {
  importFields,
  ImportView,
  networkOfField,
  verdicts,
  type ImportLine,
  type LineResult,
} from '../import/contract.ts'
import { importQuery, importsKey, linesQuery, type LinesWanted } from './queries.ts'
import { findingWords, localWords, noteWords, verdictWords } from './words.ts'
import css from './campaigns.module.css'

/** Each line as the post that it would become, some at a time. */
export function ImportLines({ view }: { view: ImportView }) {
  const { counts, id } = view
  const [show, setShow] = useState<LinesWanted['show']>('')
  const pages = useLinePages()
  const { data, error } = useQuery(
    linesQuery(
      id,
      { show, after: pages.after },
      `${view.state} ${view.checked} ${view.made} ${JSON.stringify(counts)}`,
    ),
  )
  return (
    <Card title="Line by line">
      <Stack>
        <SelectField
          label="Show"
          value={show}
          data={[
            { value: '', label: `All lines (${view.lines})` },
            ...verdicts.map((key) => ({ value: key, label: `${verdictWords[key].label} (${counts[key]})` })),
            { value: 'left-out', label: `Left out (${counts.leftOut})` },
          ]}
          onChange={(value) => {
            pages.reset()
            setShow(value as LinesWanted['show'])
          }}
        />
        <ProblemAlert error={error} />
        {data && data.lines.length === 0 && <p>No line of this kind.</p>}
        <ul className={css.lines}>
          {data?.lines.map((line) => (
            <Line key={line.line} line={line} view={view} />
          ))}
        </ul>
        {pages.buttons(data?.next ?? null)}
      </Stack>
    </Card>
  )
}

function Line({ line, view }: { line: ImportLine; view: ImportView }) {
  const { result, verdict, postId } = line
  return (
    <li className={css.line} data-left-out={line.leftOut}>
      <Row>
        <h3>
          {postId ? (
            <Link to={`/posts/${postId}`}>{result?.title ?? 'A draft'}</Link>
          ) : (
            (result?.title ?? 'Being checked')
          )}
        </h3>
        <span className={css.soft}>line {line.line}</span>
        {postId && <Chip level="ok">Draft made</Chip>}
        {line.leftOut && <Chip>Left out</Chip>}
        {verdict && !postId && <Chip level={verdictWords[verdict].level}>{verdictWords[verdict].label}</Chip>}
      </Row>
      {result && <Preview result={result} />}
      {result && <Remarks result={result} />}
      {verdict && verdict !== 'mend' && !line.done && view.state === 'checked' && (
        <LeaveOut line={line} importId={view.id} />
      )}
    </li>
  )
}

function LeaveOut({ line: { line, leftOut }, importId }: { line: ImportLine; importId: string }) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: (out: boolean) =>
      api.put(`/campaign-imports/${importId}/lines/${line}/left-out`, { leftOut: out }, ImportView),
    onSuccess: async (answer) => {
      client.setQueryData(importQuery(importId).queryKey, answer)
      await client.invalidateQueries({ queryKey: [...importsKey, 'lines'] })
    },
  })
  return (
    <>
      <CheckboxField
        label={`Leave line ${line} out`}
        checked={turn.isPending ? (turn.variables ?? leftOut) : leftOut}
        onChange={(out) => turn.mutate(out)}
      />
      <ProblemAlert error={turn.error} />
    </>
  )
}

const number = new Intl.NumberFormat('en-GB')

function Preview({ result }: { result: LineResult }) {
  const accounts = result.accounts.map(({ network, handle }) => `@${handle} on ${networkName(network)}`)
  const unread = result.notes.some(
    ({ level, field }) => level === 'fault' && (field === 'date' || field === 'time'),
  )
  const facts = [
    result.local
      ? localWords(result.local)
      : unread
        ? 'No time that could be read'
        : 'No time: goes once it is approved',
    accounts.length > 0 ? accounts.join(', ') : 'No account',
    ...(result.campaign ? [`in “${result.campaign}”`] : []),
    ...(result.audiences.length > 0 ? [`for ${result.audiences.map(audienceLabel).join(', ')}`] : []),
    ...(result.language === 'en-GB' ? [] : [result.language]),
  ]
  return (
    <>
      <div className={css.soft}>{facts.join(' · ')}</div>
      {result.texts.map(({ network, text, counts }) => (
        <div key={network ?? 'all'}>
          {result.texts.length > 1 && (
            <div className={css.label}>{network ? `For ${networkName(network)}` : 'For the others'}</div>
          )}
          <p className={css.words} lang={result.language} dir="auto">
            {text || 'No words'}
          </p>
          <Row>
            {counts.map(({ network: id, used, max, over }) => (
              <span key={id} className={css.soft}>
                {networkName(id)}: {number.format(used)} of {number.format(max)}
                {over > 0 && <strong> – {number.format(over)} too many</strong>}
              </span>
            ))}
          </Row>
        </div>
      ))}
      {result.media.map(({ id, name, alt }) => (
        <div key={id} className={css.soft}>
          Image {name}: {alt === '' ? 'no alternative text' : `“${alt}”`}
        </div>
      ))}
      {result.tags.length > 0 && <div className={css.soft}>Tags: {result.tags.join(', ')}</div>}
      {result.firstComment && <div className={css.soft}>First comment: {result.firstComment}</div>}
    </>
  )
}

function fieldName(field: string): string {
  const network = networkOfField(field)
  if (network) return `Text for ${profileOf(network)?.name ?? network}`
  return importFields.find(({ id }) => id === field)?.label ?? field
}

/** What is wrong and what to do, and what the policy says. */
function Remarks({ result: { notes, findings } }: { result: LineResult }) {
  if (notes.length + findings.length === 0) return null
  return (
    <ul className={css.notes} aria-label={counted(notes.length + findings.length, 'remark', 'remarks')}>
      {notes.map(({ level, field, say, fix }) => (
        <li key={`${field} ${say}`}>
          <Chip level={noteWords[level].level}>{noteWords[level].label}</Chip>{' '}
          {field && <strong>{fieldName(field)}: </strong>}
          {say} {fix}
        </li>
      ))}
      {findings.map(({ id, level, say, clause }) => (
        <li key={id}>
          <Chip level={findingWords[level].level}>{findingWords[level].label}</Chip> {say}{' '}
          <ClauseRef clause={clause} />
        </li>
      ))}
    </ul>
  )
}
