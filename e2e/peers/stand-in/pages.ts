/** The pages of a stand-in's sign-in. */
import type { Answer } from './server.ts'

/** Where a form goes, and what the network is called. */
export interface Where {
  path: string
  query: URLSearchParams
  title: string
}

export const escape = (value: string): string =>
  value.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)

const target = ({ path, query }: Where): string => escape(`${path}?${query}`)

export function signInForm(where: Where, complaint?: string): Answer {
  const content = `${complaint ? `<p role="alert">${escape(complaint)}</p>` : ''}
    <form method="post" action="${target(where)}">
      <p><label>Username <input name="username" autocomplete="username" required></label></p>
      <p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
      <button name="does" value="sign-in">Log in</button>
    </form>`
  return { status: 200, body: page(`Log in to ${where.title}`, content) }
}

export function question(where: Where, person: { name: string }, scopes: readonly string[]): Answer {
  const content = `<p>An app would like to act as <strong>${escape(person.name)}</strong>.</p>
    <ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul>
    <form method="post" action="${target(where)}">
      <button name="does" value="allow">Authorize</button>
      <button name="does" value="deny">Deny</button>
    </form>`
  return { status: 200, body: page('Authorization required', content) }
}

export function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
  <body><main><h1>${escape(title)}</h1>${content}</main></body></html>`
}
