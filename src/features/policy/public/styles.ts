import { stylesheetAt } from '#platform/public-pages/index.ts'

const screen = `
.clause > h3, .clause > h4, .clause > h5 { font-size: 1.0625rem; line-height: 1.5; }
.contents { margin-top: 2.25rem; font: 400 1rem/1.5 var(--sans); }
.contents h2 { font-size: 1.0625rem; }
.contents ul { margin: 0.625rem 0 0; padding: 0; list-style: none; columns: 2 19rem; column-gap: 2.5rem; }
.contents ul ul { margin: 0; padding-left: 1rem; columns: auto; }
.contents li { break-inside: avoid; padding-block: 0.1875rem; }
.contents a { text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.section { margin-top: 3rem; }
.section.deep { margin-top: 2.25rem; }
.introduction { max-width: 40rem; color: var(--soft); }
.clause { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1.25rem; padding-block: 1.25rem; margin-top: 0; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; }
.section > h2 + .clause, .section > h3 + .clause { border-top: 1px solid var(--line); margin-top: 0.875rem; }
.clause:target { background: var(--accent-soft); box-shadow: 0 0 0 0.75rem var(--accent-soft); }
.clause > * { grid-column: 2; max-width: 40rem; margin-top: 0; }
.clause > .words { margin-top: 0.25rem; }
.clause > .number { grid-column: 1; grid-row: 1; align-self: baseline; font: 400 0.9375rem/1.6 var(--sans); }
.clause:target .does, .clause:target .number, .clause:target a { color: var(--ink); }
.does { font: 400 0.9375rem/1.5 var(--sans); color: var(--soft); }
.clause > .does { margin-top: 0.5rem; }
.does b { color: var(--ink); }
.words > p:first-child { margin-top: 0; }
.policy + .policy { margin-top: 4.5rem; padding-top: 2.25rem; border-top: 3px solid var(--accent); }
.policy > h2 { font-size: 1.75rem; }
@media (max-width: 40rem) {
  .policy > h2 { font-size: 1.5rem; }
  .clause { grid-template-columns: minmax(0, 1fr); }
  .clause > *, .clause > .number { grid-column: 1; grid-row: auto; }
}
`

/** On paper the ids of clauses stand in the margin. */
const print = `
@media print {
  main { padding: 0 0 0 24mm; } .bar > div { padding: 0 0 0 24mm; }
  .policy > h2 { font-size: 14pt; }
  .clause > h3, .clause > h4, .clause > h5, .does, .contents { font-size: 9.5pt; }
  .clause { display: block; position: relative; break-inside: avoid; padding-block: 2.5mm; border: 0; }
  .section > h2 + .clause, .section > h3 + .clause { border: 0; margin-top: 0; }
  .clause > * { max-width: none; }
  .clause > .number { position: absolute; left: -24mm; top: 2.5mm; width: 22mm; font-size: 9pt; line-height: 1.5; }
  .clause:target { background: none; box-shadow: none; }
  .section { margin-top: 7mm; } .policy + .policy { break-before: page; margin: 0; padding: 0; border: 0; }
  .words a[href^='http']::after { content: ' (' attr(href) ')'; font-size: 0.85em; overflow-wrap: anywhere; }
  .contents { break-inside: avoid; } .contents ul { columns: 2; } .contents ul ul { columns: auto; } .contents li { padding: 0; }
  .foot { padding: 7mm 0 0 24mm; }
}
`

export const policyStyles = stylesheetAt('/public/policy.css', `${screen}${print}`)
