import { useEffect, useRef, type ReactNode } from 'react'
import { takePendingFocus } from '../shell/route-focus.ts'
import css from './page.module.css'

export interface PageProps {
  title: string
  /** One quiet line: what this is, and its state. */
  lede?: ReactNode
  /** Buttons; one of them at most is primary. */
  actions?: ReactNode
  /** For the window's title where it should differ from the heading. */
  windowTitle?: string
  /** `narrow` for forms and reading. */
  width?: 'wide' | 'narrow'
  children: ReactNode
}

/** Every page is one of these: it gives the heading, the window's title, and takes the focus when a person arrives. */
export function Page({ title, lede, actions, windowTitle, width = 'wide', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${windowTitle ?? title} · Rostrum`
  }, [title, windowTitle])
  useEffect(() => {
    if (takePendingFocus()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={css.page} data-width={width}>
      <header className={css.head}>
        <div className={css.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lede && <div className={css.lede}>{lede}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** Two columns where there is room: the work, and beside it what belongs to it. */
export function Columns({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className={css.columns}>
      <div className={css.stack}>{main}</div>
      <div className={css.stack}>{aside}</div>
    </div>
  )
}

/** Things below one another with one measure between them. */
export function Stack({
  gap = 'normal',
  children,
}: {
  gap?: 'tight' | 'normal' | 'wide'
  children: ReactNode
}) {
  return (
    <div className={css.stack} data-gap={gap}>
      {children}
    </div>
  )
}

/** Things beside one another that wrap when there is no room: buttons, chips. */
export function Row({
  children,
  align = 'center',
}: {
  children: ReactNode
  align?: 'center' | 'start' | 'end'
}) {
  return (
    <div className={css.row} data-align={align}>
      {children}
    </div>
  )
}
