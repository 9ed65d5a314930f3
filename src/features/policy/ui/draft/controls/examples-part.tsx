import { useState } from 'react'
import { Button } from '@mantine/core'
import { Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import type { Desk } from '../desk.ts'
import { withoutEntry } from '../yaml/yaml-edit.ts'
import { readList } from '../yaml/yaml-text.ts'
import { AddExample } from './add-example.tsx'
import { judgedExamples, type JudgedExample } from './control-faults.ts'
import type { ControlForm } from './control-form.ts'
import { outcomeWords } from './words.ts'
import { Unreadable } from './unreadable.tsx'
import css from './controls.module.css'

/** The examples of a control as they come out, and the way to another. */
export function ExamplesPart({ desk, form }: { desk: Desk; form: ControlForm }) {
  const [adding, setAdding] = useState(false)
  const { fault } = readList(desk.files['examples.yaml'])
  const examples = judgedExamples(desk.files, desk.check, desk.checked).filter(
    ({ control }) => control === form.id,
  )
  return (
    <section className={css.part} aria-label={`Examples of ${form.id}`}>
      <h3>Examples</h3>
      {fault && <Unreadable desk={desk} file="examples.yaml" name="Examples" fault={fault} />}
      {!fault && examples.length < 4 && (
        <p>
          Four are wanted: it speaks, it does not, the edge, and something that only looks like it. There{' '}
          {examples.length === 1 ? 'is one' : `are ${examples.length}`}.
        </p>
      )}
      {examples.length > 0 && (
        <Items label={`Examples of ${form.id}`}>
          {examples.map((example) => (
            <Example key={example.place.at} desk={desk} example={example} />
          ))}
        </Items>
      )}
      {adding && <AddExample desk={desk} form={form} onDone={() => setAdding(false)} />}
      {!adding && !fault && desk.mayWrite && (
        <div>
          <Button variant="outline" onClick={() => setAdding(true)}>
            Add an example
          </Button>
        </div>
      )}
    </section>
  )
}

const shown = ({ name, given }: JudgedExample): string => {
  const words = typeof given['text'] === 'string' ? `“${given['text']}”` : ''
  return [name, words].filter(Boolean).join(': ') || givenInWords(given)
}

const givenInWords = (given: Record<string, unknown>): string =>
  Object.entries(given)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ') || 'Nothing in particular is given.'

const expected = (expect: string): string =>
  expect === 'nothing'
    ? 'It says nothing.'
    : expect in outcomeWords
      ? `It speaks: ${outcomeWords[expect as keyof typeof outcomeWords].chip.toLowerCase()}.`
      : `Expected: ${expect}.`

function Example({ desk, example }: { desk: Desk; example: JudgedExample }) {
  const { passed, fault, place, expect } = example
  const words = shown(example)
  const remove = () =>
    desk.edit(() => ({ 'examples.yaml': withoutEntry(desk.files['examples.yaml'], place.at) }))
  return (
    <Item
      title={<span className={css.given}>{words}</span>}
      note={
        <>
          {expected(expect)} {fault}{' '}
          <button
            type="button"
            className={css.link}
            onClick={() => desk.showText('examples.yaml', place.line)}
          >
            Change it in Examples<span className="visually-hidden">: {words}</span>
          </button>
          {desk.mayWrite && (
            <>
              {' · '}
              <button type="button" className={css.link} onClick={remove}>
                Remove<span className="visually-hidden"> the example {words}</span>
              </button>
            </>
          )}
        </>
      }
      end={
        passed === null ? (
          <Chip>Not judged yet</Chip>
        ) : (
          <Chip level={passed ? 'ok' : 'refuse'}>{passed ? 'Holds' : 'Does not hold'}</Chip>
        )
      }
    />
  )
}
