import { stylesheetAt } from '#platform/public-pages/index.ts'

const screen = `
form.search { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin-top: 1.5rem; padding: 1.125rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 8px; font: 400 1rem/1.5 var(--sans); }
.field { display: flex; flex-direction: column; gap: 0.25rem; flex: 1 1 11rem; min-width: 0; }
.field.wide { flex-basis: 100%; }
label { font: 700 1rem/1.5 var(--sans); }
.hint { margin: 0; color: var(--soft); font: 400 0.9375rem/1.45 var(--sans); }
.fault { margin: 0; color: var(--advise); font: 700 0.9375rem/1.45 var(--sans); }
input, select, textarea, button { font: 400 1rem/1.4 var(--sans); color: var(--ink); max-width: 100%; }
input, select, textarea { width: 100%; padding: 0.5625rem 0.6875rem; background: var(--paper); border: 1px solid var(--soft); border-radius: 5px; }
input, select, button { min-height: 2.75rem; }
textarea { min-height: 8rem; resize: vertical; }
button { padding: 0.5625rem 1.25rem; font-weight: 700; background: var(--accent); color: var(--paper); border: 1px solid var(--accent);
  border-radius: 5px; cursor: pointer; }
input:focus-visible, select:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
form.letter { display: flex; flex-direction: column; gap: 1.25rem; max-width: 40rem; margin-top: 1.75rem; }
form.letter .field { flex: none; } form.letter button { align-self: flex-start; }
.trap { position: absolute; left: -100rem; }
.count { margin-top: 1.5rem; font: 400 1rem/1.5 var(--sans); color: var(--soft); }
.accounts { margin: 0.75rem 0 0; padding: 0; list-style: none; border-top: 1px solid var(--line); font: 400 1rem/1.5 var(--sans); }
.accounts li { display: grid; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1.5fr) minmax(0, 1.2fr) minmax(6rem, max-content); gap: 0 1.25rem;
  padding: 0.75rem 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3.5rem; }
.accounts b a { font-weight: 700; }
.accounts i { font-style: normal; color: var(--soft); }
.tree, .tree ul { margin: 0.5rem 0 0; padding-left: 1.25rem; font: 400 1rem/1.6 var(--sans); } .tree { padding-left: 0; list-style: none; columns: 2 19rem; column-gap: 2.5rem; }
.tree > li { break-inside: avoid; } .tree ul { margin: 0; list-style: none; }
.more { margin-top: 3rem; }
.more h2 { font-size: 1.25rem; }
.state { display: inline-block; padding: 0.125rem 0.625rem; border-radius: 99px; border: 1px solid var(--line); background: var(--card); font: 400 0.9375rem/1.5 var(--sans); }
.state.open { background: var(--accent-soft); border-color: var(--accent); }
.state.wary { background: var(--advise-bg); border-color: var(--advise-bar); }
.card { margin-top: 1.75rem; padding: 1.25rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; max-width: 44rem; }
.card h2 { font-size: 1.25rem; }
.verdict { border-left: 5px solid var(--accent); } .verdict.wary { border-left-color: var(--advise-bar); }
.verdict .lede { color: var(--ink); margin-top: 0.5rem; }
.qr { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 1.25rem; align-items: center; }
.qr img { width: 9rem; height: 9rem; background: #fff; border-radius: 4px; }
.rules { max-width: 40rem; }
.handle { overflow-wrap: anywhere; }
.small { font: 400 0.9375rem/1.5 var(--sans); color: var(--soft); }
@media (max-width: 40rem) {
  .accounts li { grid-template-columns: minmax(0, 1fr); }
  .qr { grid-template-columns: minmax(0, 1fr); }
}
`

const print = `
@media print {
  form, .more.files { display: none; }
  .accounts { font-size: 9pt; } .accounts li { break-inside: avoid; padding: 1.5mm 0; }
  .card { border: 0; padding: 0; } .tree { font-size: 9pt; }
}
`

export const registerStyles = stylesheetAt('/public/register.css', `${screen}${print}`)
