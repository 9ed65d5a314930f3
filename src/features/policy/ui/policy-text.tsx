import { Fragment, useEffect } from 'react'
import { useLocation } from '@tanstack/react-router'
import { Chip } from '#ui/parts/chip.tsx'
import type { PolicyClause, PolicyEdition } from '../contract.ts'
import { doubtInWords } from './doubt-words.ts'
import { kindOf } from './kinds.ts'
import { ClauseWaivers } from './waivers/waiver-line.tsx'
import css from './policy.module.css'

/** The policy's words on the left, what happens on the right; each clause can be linked to by its id. */
export function PolicyText({ edition, inForce = false }: { edition: PolicyEdition; inForce?: boolean }) {
  useClauseInAddress()
  const sections = edition.sections.filter(({ level }) => level > 1)
  return (
    <div className={css.policy}>
      {sections.map((section) => (
        <section key={section.id} className={css.section} aria-labelledby={`section-${section.id}`}>
          <h2 id={`section-${section.id}`} className={css.heading}>
            {section.title}
          </h2>
          {section.introduction && <p className={css.introduction}>{section.introduction}</p>}
          {edition.clauses
            .filter((clause) => clause.section === section.id)
            .map((clause) => (
              <Clause key={clause.id} clause={clause} inForce={inForce} />
            ))}
        </section>
      ))}
    </div>
  )
}

function Clause({ clause, inForce }: { clause: PolicyClause; inForce: boolean }) {
  const kind = kindOf(clause.kind)
  return (
    <article id={clause.id} className={css.clause} tabIndex={-1} aria-labelledby={`${clause.id}-title`}>
      <div className={css.words}>
        <h3 id={`${clause.id}-title`} className={css.title}>
          <a href={`#${clause.id}`} className={css.number}>
            {shortId(clause.id)}
            <span className="visually-hidden">, link to this clause</span>
          </a>{' '}
          {clause.title}
        </h3>
        <p className={css.text}>{clause.text}</p>
        {inForce && <ClauseWaivers clause={clause.id} />}
      </div>
      <div className={css.happens}>
        {kind && <Chip level={kind.level}>{kind.chip}</Chip>}
        {[...new Set(clause.says)].map((sentence) => (
          <Fragment key={sentence}>
            <p>{sentence}</p>
            <Doubts doubts={clause.doubts.filter((doubt) => doubt.sentence === sentence)} />
          </Fragment>
        ))}
        <Doubts doubts={clause.doubts.filter((doubt) => doubt.sentence === null)} />
      </div>
    </article>
  )
}

function Doubts({ doubts }: Pick<PolicyClause, 'doubts'>) {
  // Two controls with one sentence may have the same to say.
  return [...new Set(doubts.flatMap(doubtInWords))].map((sentence) => (
    <p key={sentence} className={css.doubt}>
      {sentence}
    </p>
  ))
}

const shortId = (id: string): string => id.replace(/^[A-Z]+-/, '')

/** The clauses arrive after the page, so the browser alone would not find the one in the address. */
function useClauseInAddress(): void {
  const hash = useLocation({ select: (location) => location.hash })
  useEffect(() => {
    const clause = hash === '' ? null : document.getElementById(hash.replace(/^#/, ''))
    clause?.scrollIntoView({ block: 'center' })
    clause?.focus({ preventScroll: true })
  }, [hash])
}
