import css from './brand.module.css'

export function Brand({ institution }: { institution?: string | undefined }) {
  return (
    <div className={css.brand}>
      <span className={css.name}>Rostrum</span>
      {institution && <span className={css.institution}>{institution}</span>}
    </div>
  )
}
