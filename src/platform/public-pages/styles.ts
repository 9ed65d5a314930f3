import { createHash } from 'node:crypto'
import { fontFaces } from './fonts.ts'

const light = `--ink: #1d2330; --soft: #5a6172; --paper: #fbfaf6; --card: #ffffff; --line: #e3dfd5;
  --accent: #1f4d4a; --accent-soft: #e4efec; --focus: #1f6f8b; --advise: #8a5a00; --advise-bg: #fdf1d8; --advise-bar: #d69a1c;`
const dark = `--ink: #e9e6dd; --soft: #a8b2b5; --paper: #131c20; --card: #1a262b; --line: #2d3b41;
  --accent: #8fcbc1; --accent-soft: #1d3a39; --focus: #7cc7e2; --advise: #f0c675; --advise-bg: #3a2e14; --advise-bar: #c8942b;`

/** The colours are those of src/ui/tokens.css; a test holds the two together. */
const screen = `
:root { color-scheme: light dark; ${light}
  --sans: 'Atkinson Hyperlegible Next', system-ui, sans-serif; --serif: 'Source Serif 4', Georgia, serif; }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.1875rem/1.55 var(--serif); overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100rem; padding: 0.5rem 1rem; background: var(--card); font-family: var(--sans); }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
.bar { border-bottom: 1px solid var(--line); background: var(--card); font: 400 0.9375rem/1.5 var(--sans); }
.bar > div, main, .foot > * { max-width: 58rem; margin-inline: auto; padding-inline: 1.25rem; }
.bar > div { margin-block: 0; padding-block: 0.875rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; justify-content: space-between; }
.bar .name { font-weight: 700; }
.bar nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.bar [aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
main { padding-block: 2.25rem 3.5rem; }
h1, h2, h3, h4, h5 { font-family: var(--sans); font-weight: 700; line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 2.125rem; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; }
h3, h4, h5 { font-size: 1.25rem; }
p { margin: 0.75rem 0 0; }
.lede { max-width: 40rem; font-size: 1.3125rem; line-height: 1.45; color: var(--soft); }
.actions { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; font: 400 1rem/1.6 var(--sans); }
.mark { margin-top: 1.25rem; padding: 0.875rem 1.125rem; border-left: 4px solid var(--advise-bar); border-radius: 5px;
  background: var(--advise-bg); color: var(--ink); font: 400 1rem/1.55 var(--sans); }
.mark a { color: inherit; }
.particulars { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: 0.375rem 1.5rem; margin: 1.75rem 0 0;
  padding: 1.125rem 0; border-block: 1px solid var(--line); font: 400 1rem/1.5 var(--sans); }
.particulars dt { color: var(--soft); }
.particulars dd { margin: 0; min-width: 0; }
.digest { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.8125rem; overflow-wrap: anywhere; }
ul.list, ol.list { margin: 0.625rem 0 0; padding-left: 1.5rem; }
blockquote { margin: 0.75rem 0 0; padding-left: 1rem; border-left: 3px solid var(--line); }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; }
.foot { border-top: 1px solid var(--line); background: var(--card); padding-block: 2.25rem; font: 400 1rem/1.55 var(--sans); }
.foot h2 { font-size: 1.25rem; }
.foot ol { margin-top: 0.75rem; padding: 0 1.25rem; list-style: none; }
.foot li { padding-block: 0.5rem; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; }
.foot .when { color: var(--soft); }
.foot .note { color: var(--soft); font-size: 0.9375rem; margin-top: 1.25rem; }
@media (max-width: 40rem) {
  body { font-size: 1.125rem; }
  h1 { font-size: 1.75rem; }
  h2 { font-size: 1.3125rem; }
  .lede { font-size: 1.1875rem; }
  .particulars { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .particulars dd + dt { margin-top: 0.625rem; }
}
`

/** On paper: A4, always light, nothing that only a screen can use. */
const print = `
@page { size: A4; margin: 20mm 18mm 20mm 18mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt 'Atkinson Hyperlegible Next', sans-serif; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --accent: #000; --line: #bbb; }
  body { font-size: 10.5pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  .bar { border: 0; } .bar > div { padding: 0; max-width: none; } .bar nav, .skip, .actions { display: none; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; } h3, h4, h5 { font-size: 11.5pt; }
  .particulars, .foot { font-size: 9.5pt; }
  .lede { font-size: 12pt; } .digest { font-size: 8pt; }
  h1, h2, h3, h4, h5 { break-after: avoid; }
  a { text-decoration: none; color: inherit; }
  .foot { break-inside: avoid; padding: 7mm 0 0; } .foot > * { max-width: none; padding-inline: 0; } .foot ol { padding: 0; }
}
`

export interface Stylesheet {
  /** Its address changes with it, so that browsers may keep it for good. */
  address: string
  css: string
}

/** What all public pages look alike in, and after it what one kind of page needs. */
export function stylesheetAt(path: string, own: string): Stylesheet {
  const css = `${fontFaces}\n${screen}${print}${own}`
  return { address: `${path}?v=${createHash('sha256').update(css).digest('hex').slice(0, 12)}`, css }
}
