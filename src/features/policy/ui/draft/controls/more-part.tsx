import { Button } from '@mantine/core'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import type { Desk } from '../desk.ts'
import { withOwn } from './about-part.tsx'
import type { OfferRow } from './control-form.ts'
import type { FormProps } from './form-props.ts'
import { writeSentence } from './pack-edits.ts'
import { sentencesIn } from './pack-reading.ts'
import { factsToRead } from './readable-names.ts'
import css from './controls.module.css'

const closedBy = ['offers', 'say', 'inPlaceOf', 'proof'] as const

/** What few controls need. Open when something in it is at fault. */
export function MorePart(props: FormProps & { desk: Desk }) {
  const { form, set, faultOf } = props
  return (
    <details className={css.more} open={closedBy.some((field) => faultOf(field)) || undefined}>
      <summary>Ways out, proof and other particulars</summary>
      <div className={css.part}>
        <Offers {...props} />
        <TextField
          label="Name of its sentence"
          hint={`Empty: as the control is called. With {kind} in it there is a sentence for each kind. ${faultOf('say') ?? ''}`}
          value={form.say}
          onChange={(say) => set({ say })}
          spellCheck={false}
        />
        <TextField
          label="In place of"
          hint="The control of the baseline that it stands in for. Needed where it asks less than that one."
          value={form.inPlaceOf}
          onChange={(inPlaceOf) => set({ inPlaceOf })}
          error={faultOf('inPlaceOf')}
          spellCheck={false}
        />
        <TextField
          className={css.code}
          label="Proof"
          hint="The path of a test of the running system. Without one its clause counts as checked, not as enforced."
          value={form.proof}
          onChange={(proof) => set({ proof })}
          error={faultOf('proof')}
          spellCheck={false}
        />
      </div>
    </details>
  )
}

function Offers({ desk, form, set, faultOf }: FormProps & { desk: Desk }) {
  const sentences = sentencesIn(desk.files['messages.yaml'])
  const change = (at: number, row: Partial<OfferRow>) =>
    set({ offers: form.offers.map((one, index) => (index === at ? { ...one, ...row } : one)) })
  const attributes = factsToRead.find(({ fact }) => fact === form.fact)?.attributes ?? []
  const replaces = [
    { value: '', label: 'Nothing: it only says so' },
    ...attributes.map(({ name, about }) => {
      const value = name.replace('it.', '')
      return { value, label: `${value}: ${about}` }
    }),
  ]
  const known = Object.keys(sentences).find((key) => key.startsWith('offer.'))
  return (
    <>
      {form.offers.map((row, at) => (
        // Rows have no name of their own, and stay in their order.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={css.part} role="group" aria-label={`Way out, ${at + 1}`}>
          <TextField
            label="Name of the way out"
            value={row.id}
            onChange={(id) => change(at, { id })}
            error={at === 0 ? faultOf('offers') : undefined}
            spellCheck={false}
          />
          <TextField
            label="What its button says"
            value={textOf(sentences[`offer.${row.id}`])}
            onChange={(text) =>
              desk.edit(() => ({
                'messages.yaml': writeSentence(desk.files['messages.yaml'], `offer.${row.id}`, text),
              }))
            }
          />
          <SelectField
            label="What it puts in the place of the words"
            data={withOwn(replaces, row.replace)}
            value={row.replace}
            onChange={(replace) => change(at, { replace })}
          />
          <div>
            <Button variant="subtle" onClick={() => set({ offers: form.offers.toSpliced(at, 1) })}>
              Remove this way out
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          variant="outline"
          onClick={() =>
            set({
              offers: [...form.offers, { id: known?.slice('offer.'.length) ?? 'way-out', replace: '' }],
            })
          }
        >
          Offer a way out
        </Button>
      </div>
    </>
  )
}

const textOf = (sentence: unknown): string => (typeof sentence === 'string' ? sentence : '')
