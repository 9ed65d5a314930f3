/** Text that is safe to put into a page. Made only by `html`. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function safe(value: unknown): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(safe).join('')
  if (value === null || value === undefined || value === false) return ''
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A tag for the few pages that are made on the server: everything put in is escaped unless it is `Html` itself. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(
    parts.reduce((text, part, index) => text + part + (index < values.length ? safe(values[index]) : ''), ''),
  )
}

/** A whole page without scripts. */
export function page(options: {
  title: string
  language: string
  stylesheet: string
  body: Html
  robots?: string
  /** More for the head, such as the canonical address. */
  head?: Html
}): string {
  return html`<!doctype html>
    <html lang="${options.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${options.robots ? html`<meta name="robots" content="${options.robots}" />` : null}
        <title>${options.title}</title>
        <link rel="stylesheet" href="${options.stylesheet}" />
        ${options.head}
      </head>
      <body>
        ${options.body}
      </body>
    </html> `.text
}
