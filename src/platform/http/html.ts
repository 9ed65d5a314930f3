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

/** Linked data for search engines: an element that no browser runs, so that the policy of pages need not allow it. */
export function linkedData(data: object): Html {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data })
  // Nothing in it may look like the end of the element.
  const safe = json.replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Html(`<script type="application/ld+json">${safe}</script>`)
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
