import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import css from './tabs.module.css'

export interface Tab {
  key: string
  label: string
  /** A quiet figure beside the label: "298 / 300". */
  note?: ReactNode
  /** Colours the note: over the limit, or near it. */
  noteLevel?: 'refuse' | 'advise'
}

export interface TabsProps {
  label: string
  tabs: Tab[]
  current: string
  onChange: (key: string) => void
  /** After the tabs, not one of them: "+ account". */
  end?: ReactNode
  /** The panel of the current tab. */
  children: ReactNode
}

const moves: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
}

/** One of several views of the same thing. Arrow keys move among the tabs. */
export function Tabs({ label, tabs, current, onChange, end, children }: TabsProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  function move(event: KeyboardEvent) {
    const next = moves[event.key]?.(
      tabs.findIndex((tab) => tab.key === current),
      tabs.length - 1,
    )
    const tab = next === undefined ? undefined : tabs[next]
    if (!tab || next === undefined) return
    event.preventDefault()
    onChange(tab.key)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div>
      <div className={css.bar}>
        <div role="tablist" aria-label={label} className={css.list} ref={list} onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}${tab.key}`}
              aria-selected={tab.key === current}
              aria-controls={`${id}panel`}
              tabIndex={tab.key === current ? 0 : -1}
              className={css.tab}
              onClick={() => onChange(tab.key)}
            >
              {tab.label}
              {tab.note && (
                <span className={css.note} data-level={tab.noteLevel}>
                  {tab.note}
                </span>
              )}
            </button>
          ))}
        </div>
        {end}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${current}`}>
        {children}
      </div>
    </div>
  )
}
