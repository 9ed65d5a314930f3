import { html, page } from '../http/index.ts'
import type { Html } from '../http/index.ts'

/** What each page needs to know of the house it stands in. */
export interface PublicHouse {
  institution: string
  timeZone: string
  /** Without a slash at its end. */
  publicUrl: string
  /** The present instant, as it is stored. */
  now: string
}

export interface Frame {
  title: string
  /** Null before the house is set up. */
  house: PublicHouse | null
  stylesheet: string
  main: Html
  foot?: Html
  /** The path of its lasting address. */
  canonical?: string
  robots?: string
  head?: Html | null
  /** The page of the bar that this one is. */
  here?: PublicPlace
}

/** What the bar of every public page leads to. */
const places = [
  ['/public/accounts', 'Official accounts'],
  ['/public/official', 'Is it official?'],
  ['/public/policy', 'Social media policy'],
] as const
type PublicPlace = (typeof places)[number][0]

/** A whole page for everybody: no script, the bar above, and what belongs to the one page. */
export function frame(options: Frame): string {
  const { title, house, stylesheet, main, foot, canonical, robots, head, here } = options
  return page({
    title: house ? `${title} · ${house.institution}` : title,
    language: 'en-GB',
    stylesheet,
    ...(robots ? { robots } : {}),
    head: html`<link rel="icon" href="/favicon.svg" />${
        canonical && house ? html`<link rel="canonical" href="${house.publicUrl}${canonical}" />` : null
      }${head ?? null}`,
    body: html`<a class="skip" href="#main">To the text</a>
      <header class="bar">
        <div>
          <span class="name">${house?.institution ?? 'Rostrum'}</span>
          ${house ? barOf(here) : null}
        </div>
      </header>
      <main id="main" tabindex="-1">${main}</main>
      ${foot ?? null}`,
  })
}

const barOf = (here: PublicPlace | undefined): Html =>
  html`<nav aria-label="For everybody">
    ${places.map(
      ([path, label]) =>
        html`<a href="${path}" ${path === here ? html`aria-current="page"` : null}>${label}</a> `,
    )}
  </nav>`
