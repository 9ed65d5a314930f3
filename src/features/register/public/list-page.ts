import { html, linkedData } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import { networkNames } from '#networks/names.ts'
import { publicStates, stateWords, type AccountsQuery, type PublicUnit } from './contract.ts'
import type { KeptRegister } from './keeper.ts'
import { handleLink, registerPage, stateOf } from './parts.ts'
import type { ListedAccount } from './read-register.ts'
import { search } from './search.ts'
import { pathOf } from './slugs.ts'

/** The register for everybody: all of it, or what somebody looks for. */
export function listPage(register: KeptRegister, wanted: AccountsQuery): string {
  const { house } = register
  const found = search(register, wanted)
  const asked = Object.values(wanted).some((value) => value !== '')
  // A closed one is of interest to whoever asks for it.
  const shown = asked ? found : found.filter(({ state }) => state !== 'closed')
  return registerPage({
    title: 'Official social media accounts',
    house,
    canonical: '/public/accounts',
    here: '/public/accounts',
    ...(asked ? { robots: 'noindex' } : {}),
    head: asked ? filesHead : html`${filesHead}${linkedData(institutionOf(register))}`,
    main: html`<h1>Official social media accounts</h1>
      <p class="lede">
        The accounts through which ${house.institution} and its parts speak on social media. What is not
        listed here does not speak for it.
      </p>
      <p class="actions">
        <a href="/public/official">Check whether an account is ours</a>
        <a href="/public/impersonations">Report one that pretends to be</a>
      </p>
      ${searchForm(register, wanted)} ${countOf(register, shown, wanted)}
      ${shown.length > 0 ? accountList(shown, house.timeZone) : null} ${asked ? null : byUnit(register)}
      ${files}`,
  })
}

const filesHead = html`<link
    rel="alternate"
    type="application/feed+json"
    title="Changes to the register"
    href="/public/changes.json"
  />
  <link rel="alternate" type="text/csv" href="/public/accounts.csv" />`

const institutionOf = ({ house, accounts }: KeptRegister): object => ({
  '@type': 'CollegeOrUniversity',
  name: house.institution,
  sameAs: accounts.flatMap(({ address, affiliate, state }) =>
    address === null || affiliate || state === 'approved' ? [] : [address],
  ),
})

function option(value: string, label: string, chosen: string): Html {
  return html`<option value="${value}" ${value === chosen ? html`selected` : null}>${label}</option>`
}

function searchForm(register: KeptRegister, { q, network, unit, state }: AccountsQuery): Html {
  const networks = [...new Set(register.accounts.map((account) => account.network))].toSorted()
  return html`<form
    class="search"
    role="search"
    action="/public/accounts"
    method="get"
    aria-label="Search the register"
  >
    <div class="field wide">
      <label for="q">Name, handle, unit or purpose</label>
      <input id="q" name="q" type="search" value="${q}" maxlength="100" />
    </div>
    <div class="field">
      <label for="network">Network</label>
      <select id="network" name="network">
        ${option('', 'All networks', network)}
        ${networks.map((id) => option(id, networkNames[id] ?? id, network))}
      </select>
    </div>
    <div class="field">
      <label for="unit">Unit</label>
      <select id="unit" name="unit">
        ${option('', 'All units', unit)}
        ${inOrder(register.units).map(({ unit: one, depth }) =>
          option(one.id, `${'\u2003'.repeat(depth)}${one.name}`, unit),
        )}
      </select>
    </div>
    <div class="field">
      <label for="state">State</label>
      <select id="state" name="state">
        ${option('', 'All states', state)} ${publicStates.map((one) => option(one, stateWords[one], state))}
      </select>
    </div>
    <button type="submit">Search</button>
  </form>`
}

function countOf(register: KeptRegister, shown: readonly ListedAccount[], { tag }: AccountsQuery): Html {
  const tagged = tag === '' ? null : html` with the tag “${tag}”`
  if (register.accounts.length === 0)
    return html`<p class="count">There is no account in the register yet.</p>`
  if (shown.length === 0)
    return html`<p class="count" role="status">
      No account fits${tagged}. If you have its address or handle,
      <a href="/public/official">check that instead</a>: it tells of closed and renamed accounts too, and of
      names that look like ours.
    </p>`
  return html`<p class="count" role="status">
    ${shown.length === 1 ? 'One account' : `${shown.length.toLocaleString('en-GB')} accounts`}${tagged}
  </p>`
}

function accountList(accounts: readonly ListedAccount[], timeZone: string): Html {
  return html`<ul class="accounts" aria-label="Accounts">
    ${accounts.map((account) => accountLine(account, timeZone))}
  </ul>`
}

// A thousand of these stand on one page, so there is nothing in them that need not be.
const accountLine = (account: ListedAccount, timeZone: string): Html =>
  html`<li>
    <b><a href="${pathOf(account)}">${account.name}</a></b
    ><span>${handleLink(account)} <i>${account.networkName}</i></span
    ><span>${account.unit.name}${account.affiliate ? html` <i>responsible for itself</i>` : null}</span
    ><i>${stateOf(account, timeZone)}</i>
  </li> `

/** All units, each below the one that it belongs to. */
function inOrder(units: readonly PublicUnit[]): { unit: PublicUnit; depth: number }[] {
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  const walk = (parent: string | null, depth: number): { unit: PublicUnit; depth: number }[] =>
    depth > 40
      ? []
      : (children.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)])
  return walk(null, 0)
}

function byUnit({ units }: KeptRegister): Html | null {
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  const countOfUnit = (unit: PublicUnit, depth = 0): number =>
    unit.accounts +
    (depth > 40
      ? 0
      : (children.get(unit.id) ?? []).reduce((sum, one) => sum + countOfUnit(one, depth + 1), 0))
  const branch = (parent: string | null, depth: number): Html[] =>
    (depth > 40 ? [] : (children.get(parent) ?? []))
      .filter((unit) => countOfUnit(unit) > 0)
      .map((unit) => {
        const below = branch(unit.id, depth + 1)
        return html`<li>
          <a href="/public/accounts?unit=${unit.id}">${unit.name}</a> (${countOfUnit(unit)})${
            unit.affiliate ? html` <i class="small">responsible for itself</i>` : null
          }${
            below.length > 0
              ? html`<ul>
                  ${below}
                </ul>`
              : null
          }
        </li>`
      })
  const top = branch(null, 0)
  return top.length === 0
    ? null
    : html`<section class="more" aria-labelledby="units">
        <h2 id="units">By unit</h2>
        <ul class="tree">
          ${top}
        </ul>
      </section>`
}

const files = html`<section class="more files" aria-labelledby="files">
  <h2 id="files">As open data</h2>
  <p class="small">
    The register as <a href="/public/accounts.csv">CSV</a> or <a href="/public/accounts.json">JSON</a>, its
    <a href="/public/changes.json">changes as a JSON Feed</a>, and
    <a href="/public/api/v1/accounts">an API</a> that also answers whether an address is ours. Free to use.
    Closed accounts are in the files, and found by searching.
  </p>
</section>`
