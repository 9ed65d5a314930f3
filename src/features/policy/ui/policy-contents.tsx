import { Card } from '#ui/parts/card.tsx'
import type { PolicyEdition } from '../contract.ts'
import css from './policy.module.css'

/** The sections of a long policy, to go to one. */
export function PolicyContents({ edition: { sections } }: { edition: PolicyEdition }) {
  return (
    <Card>
      <nav aria-label="Sections of the policy">
        <ul className={css.contents}>
          {sections
            .filter(({ level }) => level === 2)
            .map(({ id, title }) => (
              <li key={id}>
                <a href={`#section-${id}`}>{title}</a>
              </li>
            ))}
        </ul>
      </nav>
    </Card>
  )
}
