import { html } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import { frame } from '#platform/public-pages/index.ts'
import type { Frame, PublicHouse } from '#platform/public-pages/index.ts'
import { anchorOf, dayOf, doesWords, particularsOf } from './reading.ts'
import type { ReadClause, ReadEdition, ReadSection } from './reading.ts'
import type { ListedEdition } from './store.ts'
import { policyStyles } from './styles.ts'
import type { Block, Run } from './words.ts'

/** Every level of heading as a tag, since a template cannot make up the name of one. */
const headings = {
  2: (id: string | null, words: unknown) =>
    id === null ? html`<h2>${words}</h2>` : html`<h2 id="${id}">${words}</h2>`,
  3: (id: string | null, words: unknown) =>
    id === null ? html`<h3>${words}</h3>` : html`<h3 id="${id}">${words}</h3>`,
  4: (id: string | null, words: unknown) =>
    id === null ? html`<h4>${words}</h4>` : html`<h4 id="${id}">${words}</h4>`,
  5: (id: string | null, words: unknown) =>
    id === null ? html`<h5>${words}</h5>` : html`<h5 id="${id}">${words}</h5>`,
}
type Level = keyof typeof headings
const below = (level: Level, by = 1): Level => Math.min(5, level + by) as Level

function runOf(run: Run, edition: ReadEdition): Html {
  if (run.text === '\n') return html`<br />`
  let words: Html = html`${run.text}`
  if (run.code) words = html`<code>${words}</code>`
  if (run.emphasis) words = html`<em>${words}</em>`
  if (run.strong) words = html`<strong>${words}</strong>`
  if (run.link === null) return words
  if (!run.link.startsWith('#')) return html`<a href="${run.link}" rel="noreferrer">${words}</a>`
  const anchor = anchorOf(edition, run.link.slice(1))
  return anchor === null ? words : html`<a href="#${anchor}">${words}</a>`
}

const runsOf = (runs: Run[], edition: ReadEdition): Html[] => runs.map((run) => runOf(run, edition))

function blockOf(block: Block, edition: ReadEdition): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${runsOf(block.runs, edition)}</p>`
    case 'quote':
      return html`<blockquote>${block.blocks.map((one) => blockOf(one, edition))}</blockquote>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${item.map((one) => itemOf(one, edition))}</li>`)
      return block.start === null
        ? html`<ul class="list">
            ${items}
          </ul>`
        : html`<ol class="list" start="${block.start}">
            ${items}
          </ol>`
    }
  }
}

/** The words of an entry stand beside its bullet, not in a paragraph of their own. */
const itemOf = (block: Block, edition: ReadEdition): Html =>
  block.kind === 'paragraph' ? html`<div>${runsOf(block.runs, edition)}</div>` : blockOf(block, edition)

function clauseOf({ id, anchor, title, words, does }: ReadClause, level: Level, edition: ReadEdition): Html {
  return html`<article class="clause" id="${anchor}" aria-labelledby="${anchor}-title">
    ${headings[level](`${anchor}-title`, title)}
    <a class="number" href="#${anchor}" aria-label="${id}, link to this clause">${id}</a>
    <div class="words"><p>${runsOf(words, edition)}</p></div>
    <p class="does"><b>${doesWords[does.kind]}.</b> ${does.words}</p>
  </article>`
}

function sectionOf(section: ReadSection, top: Level, edition: ReadEdition): Html {
  const level = below(top, section.depth)
  const introduction = html`<div class="introduction">
    ${section.introduction.map((one) => blockOf(one, edition))}
  </div>`
  return html`<section class="section${section.depth > 0 ? ' deep' : ''}">
    ${section.title === '' ? null : headings[level](section.anchor, section.title)}
    ${section.introduction.length > 0 ? introduction : null}
    ${section.clauses.map((clause) => clauseOf(clause, section.title === '' ? level : below(level), edition))}
  </section>`
}

function particulars(edition: ReadEdition, house: PublicHouse, inForce = true): Html {
  return html`<dl class="particulars">
    ${particularsOf(edition, inForce ? 'In force since' : 'In force from', house.timeZone).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${name === 'SHA-256' ? html`<span class="digest">${value}</span>` : value}</dd>`,
    )}
  </dl>`
}

const entry = ({ anchor, title }: { anchor: string; title: string }, more: Html | null = null): Html =>
  html`<li><a href="#${anchor}">${title}</a>${more}</li>`

function contents(editions: ReadEdition[]): Html {
  const listed = ({ sections }: ReadEdition) => sections.filter(({ title }) => title !== '')
  const [first, ...beneath] = editions
  if (!first) return html``
  return html`<nav class="contents" aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ul>
      ${listed(first).map((section) => entry(section))}
      ${beneath.map((edition) =>
        entry(
          { anchor: edition.anchor, title: edition.head.title },
          html`<ul>
            ${listed(edition).map((section) => entry(section))}
          </ul>`,
        ),
      )}
    </ul>
  </nav>`
}

const addressOf = ({ pack, edition }: { pack: string; edition: number }): string =>
  `/public/policy/${encodeURIComponent(pack)}/${edition}`

function footer(listed: ListedEdition[], { timeZone }: PublicHouse): Html {
  const standing = { 'in force': 'In force', 'to come': 'To come', past: 'No longer in force' }
  return html`<footer class="foot">
    <h2 id="editions">Editions</h2>
    <ol aria-labelledby="editions">
      ${listed.map(
        (one) =>
          html`<li>
            <a href="${addressOf(one)}">${one.title}, edition ${one.edition}</a>
            <span class="when">${standing[one.standing]} · from ${dayOf(one.inForceFrom, timeZone)}</span>
          </li>`,
      )}
    </ol>
    <p class="note">
      Each edition stays at its address. The digest (SHA-256) is of its text and its rules; an edition with
      the same digest says the same.
    </p>
  </footer>`
}

const shell = (options: Omit<Frame, 'stylesheet'>): string =>
  frame({ ...options, stylesheet: policyStyles.address })

const does = html`<p>
  Under each clause stands what Rostrum does about it, the system from which the university’s official
  accounts are run.
</p>`

const actions = (pdf: string, lasting: string | null): Html =>
  html`<p class="actions">
    <a href="${pdf}">Read as PDF</a>
    ${lasting === null ? null : html`<a href="${lasting}">Lasting address of this edition</a>`}
  </p>`

function bodyOf(edition: ReadEdition, top: Level): Html[] {
  return edition.sections.map((section) => sectionOf(section, top, edition))
}

/** The policy in force: the institution's own first, and the baseline beneath. */
export function inForcePage(editions: ReadEdition[], listed: ListedEdition[], house: PublicHouse): string {
  const [first, ...beneath] = editions
  if (!first) return noPage('There is no policy in force.', house)
  return shell({
    title: first.head.title,
    house,
    canonical: '/public/policy',
    here: '/public/policy',
    main: html`<div class="policy">
        <h1 id="${first.anchor}">${first.head.title}</h1>
        <p class="lede">${first.head.summary}</p>
        ${actions('/public/policy.pdf', addressOf(first.head))} ${particulars(first, house)}
        <div class="introduction">${does}</div>
        ${contents(editions)} ${bodyOf(first, 2)}
      </div>
      ${beneath.map(
        (edition) =>
          html`<div class="policy">
            ${headings[2](edition.anchor, edition.head.title)}
            <p class="lede">${edition.head.summary}</p>
            <p class="introduction">It holds beneath the policy above: where that says nothing, this does.</p>
            ${actions(`${addressOf(edition.head)}.pdf`, addressOf(edition.head))}
            ${particulars(edition, house)} ${bodyOf(edition, 3)}
          </div>`,
      )}`,
    foot: footer(listed, house),
  })
}

function standingMark({ standing, inForceFrom }: ListedEdition, { timeZone }: PublicHouse): Html | null {
  if (standing === 'in force') return null
  return standing === 'to come'
    ? html`<p class="mark" role="note">
        <strong>This edition is approved and comes into force on ${dayOf(inForceFrom, timeZone)}.</strong>
        Until then <a href="/public/policy">the policy in force</a> holds.
      </p>`
    : html`<p class="mark" role="note">
        <strong>This edition is no longer in force.</strong> Read
        <a href="/public/policy">the policy in force</a>.
      </p>`
}

/** One edition at its lasting address. */
export function editionPage(
  edition: ReadEdition,
  standing: ListedEdition,
  listed: ListedEdition[],
  house: PublicHouse,
): string {
  const { head } = edition
  return shell({
    title: `${head.title}, edition ${head.edition}`,
    house,
    canonical: addressOf(head),
    // A search for the policy should not lead to one that holds no more.
    ...(standing.standing === 'past' ? { robots: 'noindex' } : {}),
    main: html`<div class="policy">
      <h1 id="${edition.anchor}">${head.title}, edition ${head.edition}</h1>
      ${standingMark(standing, house)}
      <p class="lede">${head.summary}</p>
      ${actions(`${addressOf(head)}.pdf`, null)}
      ${particulars(edition, house, standing.standing === 'in force')}
      <div class="introduction">${does}</div>
      ${contents([edition])} ${bodyOf(edition, 2)}
    </div>`,
    foot: footer(listed, house),
  })
}

/** Nothing at this address, and where to look. */
export function noPage(sentence: string, house: PublicHouse | null, others: ListedEdition[] = []): string {
  return shell({
    title: 'Not here',
    house,
    robots: 'noindex',
    main: html`<h1>Not here</h1>
      <p>${sentence}</p>
      ${
        others.length > 0
          ? html`<ul class="list">
              ${others.map((one) => html`<li><a href="${addressOf(one)}">${one.title}, edition ${one.edition}</a></li>`)}
            </ul>`
          : null
      }
      ${house ? html`<p>You may be looking for <a href="/public/policy">the policy in force</a>.</p>` : null}`,
  })
}
