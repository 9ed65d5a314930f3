/** The whole look of the practice network's pages; light and dark, from 320 px. */
export const practiceStyles = `
:root { color-scheme: light dark; --ink: #1d2327; --quiet: #50595f; --paper: #fbfaf7; --line: #c9c7bf; --accent: #1f565c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --quiet: #b4bcc1; --paper: #171b1e; --line: #454b4f; --accent: #8fd0d7; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); }
header p { margin: 0; padding: 0.75rem 1rem; text-align: center; }
main { max-width: 38rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 0.25rem; overflow-wrap: anywhere; }
a { color: var(--accent); overflow-wrap: anywhere; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
article { border-top: 1px solid var(--line); padding: 1rem 0; margin-top: 1rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 0.75rem; }
.entity { color: var(--accent); }
.meta { color: var(--quiet); font-size: 0.9375rem; margin: 0.5rem 0 0; }
.media { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
img { max-width: 100%; height: auto; border-radius: 6px; display: block; }
.card { display: block; border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem; text-decoration: none; }
.card strong, .card span, .card small { display: block; }
.card span, .card small { color: var(--quiet); }
`
