import css from './loading.module.css'

/** Quiet bars in the place of what is coming. `label` says what that is to those who listen. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className={css.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={css.bar} data-last={line === lines - 1} aria-hidden />
      ))}
    </div>
  )
}

/** How far long work has come; it can be left, and says so with `note`. */
export function ProgressBar(props: { label: string; done: number; of: number; note?: string }) {
  return (
    <label className={css.progress}>
      <span>
        {props.label}: {props.done} of {props.of}
      </span>
      <progress value={props.done} max={props.of} />
      {props.note && <span className={css.note}>{props.note}</span>}
    </label>
  )
}
