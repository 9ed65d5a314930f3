import {
  factsToRead,
  fieldsToRead,
  institutionToRead,
  type ReadableFact,
  type ReadableName,
} from './readable-names.ts'
import { factWords } from './words.ts'
import css from './controls.module.css'

interface ReadableProps {
  subject: string
  /** Puts a condition beside the one that is there. */
  onUse: (condition: string) => void
}

/** What the condition of a control may read, each with a condition that somebody can begin from. */
export function Readable({ subject, onUse }: ReadableProps) {
  return (
    <details className={css.readable}>
      <summary>What may be read here</summary>
      <p>
        A condition is true or false of what is judged. Join two with <code>&amp;&amp;</code> (both) or{' '}
        <code>||</code> (one of them); <code>!</code> before one means that it does not hold. Take one of
        these to begin with, and change the words in quotes.
      </p>
      <Names names={fieldsToRead(subject)} onUse={onUse} />
      {subject === 'post' && (
        <details>
          <summary>What was found in the post</summary>
          {factsToRead.map((fact) => (
            <Fact key={fact.fact} fact={fact} onUse={onUse} />
          ))}
        </details>
      )}
      <details>
        <summary>About the institution</summary>
        <Names names={institutionToRead} onUse={onUse} />
      </details>
    </details>
  )
}

function Fact({ fact, onUse }: { fact: ReadableFact; onUse: ReadableProps['onUse'] }) {
  const inFact = (sample: string) => `facts.${fact.fact}.exists(it, ${sample})`
  const names = fact.attributes.map((one) => ({ ...one, sample: inFact(one.sample) }))
  const any = { name: `facts.${fact.fact}`, about: 'anything of it', sample: `size(facts.${fact.fact}) > 0` }
  return (
    <details>
      <summary>{factWords(fact.fact)}</summary>
      <p>{fact.about}</p>
      <Names names={[any, ...names]} onUse={onUse} />
    </details>
  )
}

/** The same for the one item that is pointed at. */
export function ReadableItem({ fact, onUse }: { fact: string; onUse: ReadableProps['onUse'] }) {
  const known = factsToRead.find((one) => one.fact === fact)
  if (!known) return null
  return (
    <details className={css.readable}>
      <summary>What may be read of each</summary>
      <Names names={known.attributes} onUse={onUse} />
    </details>
  )
}

type Name = Pick<ReadableName, 'name' | 'about' | 'sample'>

function Names({ names, onUse }: { names: Name[]; onUse: ReadableProps['onUse'] }) {
  return (
    <ul className={css.names}>
      {names.map(({ name, about, sample }) => (
        <li key={name}>
          <span>
            <code>{name}</code>: {about}
          </span>
          <button type="button" className={css.link} onClick={() => onUse(sample)}>
            Use <code>{sample}</code>
          </button>
        </li>
      ))}
    </ul>
  )
}
