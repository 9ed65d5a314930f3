import type { ReactNode } from 'react'
import { Stack } from '#ui/parts/page.tsx'
import css from './requests.module.css'

/** The questions, and beside them, always in sight, what becomes of the answers. On a narrow screen that comes first. */
export function Desk({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className={css.desk}>
      <div className={css.beside}>
        <Stack>{aside}</Stack>
      </div>
      <Stack>{main}</Stack>
    </div>
  )
}
