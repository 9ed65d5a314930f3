import { html, linkedData } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import { dayOf } from './days.ts'
import type { KeptRegister } from './keeper.ts'
import { handleLink, registerPage, stateOf } from './parts.ts'
import type { ListedAccount } from './read-register.ts'
import { rulesText } from './rules-text.ts'
import { pathOf } from './slugs.ts'

/** Where each clause of the policy in force stands, by its id. */
export type ClauseAddresses = ReadonlySet<string>

/** One account for everybody. */
export function accountPage(
  register: KeptRegister,
  account: ListedAccount,
  clauses: ClauseAddresses,
): string {
  const { house } = register
  const rules = account.houseRules || register.houseRules
  return registerPage({
    title: `${account.name} on ${account.networkName}`,
    house,
    canonical: pathOf(account),
    ...(account.state === 'closed' ? { robots: 'noindex' } : {}),
    head: linkedData(profileOf(register, account)),
    main: html`<h1>${account.name}</h1>
      <p class="lede">${leadOf(register, account)}</p>
      ${account.state === 'closed' ? closedMark(register, account) : null} ${successorMark(register, account)}
      ${particulars(register, account)}
      ${rules === '' || account.state === 'closed' ? null : rulesOf(rules, clauses)}
      ${account.state === 'closed' ? null : qrCard(account)}
      <p class="actions more">
        <a href="/public/accounts">All official accounts</a>
        <a href="/public/official">Check another address</a>
        <a href="/public/impersonations">Report an account that pretends to be this one</a>
      </p>`,
  })
}

function leadOf({ house }: KeptRegister, account: ListedAccount): Html {
  const whose = account.affiliate
    ? html`${account.unit.name}, which belongs to ${house.institution} and is responsible for itself`
    : html`${house.institution}`
  if (account.state === 'closed') return html`Was an account of ${whose} on ${account.networkName}.`
  return html`An official account of ${whose} on ${account.networkName}.`
}

function closedMark({ house }: KeptRegister, { closedAt, handle }: ListedAccount): Html {
  return html`<p class="mark" role="note">
    <strong
      >This account is closed${closedAt ? html` since ${dayOf(closedAt, house.timeZone)}` : null}.</strong
    >
    Whoever uses @${handle} now does not speak for ${house.institution}.
  </p>`
}

/** Where to go, once the account is being left. */
function successorMark({ byId }: KeptRegister, { successorId, state }: ListedAccount): Html | null {
  const next = successorId === null ? undefined : byId.get(successorId)
  if (!next) return null
  const lead = state === 'closed' ? 'Go to' : 'It is being closed. Go to'
  return html`<p class="mark" role="note">
    ${lead} <a href="${pathOf(next)}">${next.name} on ${next.networkName}</a>, @${next.handle}.
  </p>`
}

function particulars({ house }: KeptRegister, account: ListedAccount): Html {
  const day = (instant: string) => dayOf(instant, house.timeZone)
  const tone = account.state === 'active' ? 'open' : account.state === 'closed' ? 'wary' : ''
  const rows: [string, Html | string | null][] = [
    ['Handle', handleLink(account)],
    ['State', html`<span class="state ${tone}">${stateOf(account, house.timeZone)}</span>`],
    ['Unit', html`<a href="/public/accounts?unit=${account.unit.id}">${account.unit.name}</a>`],
    ['Answers for it', account.administratorOffice],
    ['Contact', account.contact || null],
    ['What for', account.purpose],
    ['For whom', account.audiences.join(', ') || null],
    ['Answered', account.hours || null],
    ['In the register since', day(account.since)],
    ['Verified', account.state === 'closed' ? null : verifiedOf(account, day)],
    [
      'Former handles',
      account.formerHandles.length === 0
        ? null
        : html`${account.formerHandles.map(({ handle, until }) => html`<div>@${handle}, until ${day(until)}</div>`)}`,
    ],
  ]
  return html`<dl class="particulars">
    ${rows.map(([name, value]) =>
      value === null
        ? null
        : html`<dt>${name}</dt>
            <dd>${value}</dd>`,
    )}
  </dl>`
}

const verifiedOf = ({ provedAt, networkName }: ListedAccount, day: (instant: string) => string): string =>
  provedAt === null
    ? 'Entered in the register by the university; no connection proves the handle at present.'
    : `Proved on ${day(provedAt)}: whoever keeps the register signed in to ${networkName} with this handle.`

const rulesOf = (rules: string, clauses: ClauseAddresses): Html =>
  html`<section class="more rules" aria-labelledby="rules">
    <h2 id="rules">House rules</h2>
    ${rulesText(rules, clauses)}
  </section>`

function qrCard(account: ListedAccount): Html {
  const code = `/public/accounts/${account.id}/qr.svg`
  return html`<section class="card qr" aria-labelledby="code">
    <img
      src="${code}"
      width="144"
      height="144"
      alt="QR code with the address of this page: ${account.name} on ${account.networkName}"
    />
    <div>
      <h2 id="code">QR code</h2>
      <p class="small">
        Leads to this page, and goes on doing so when the account takes another handle. For posters and
        screens: whoever scans it sees that the account is official.
      </p>
      <p class="actions"><a href="${code}" download="${account.slug}.svg">Download as SVG</a></p>
    </div>
  </section>`
}

function profileOf({ house }: KeptRegister, account: ListedAccount): object {
  const institution = { '@type': 'CollegeOrUniversity', name: house.institution }
  return {
    '@type': 'ProfilePage',
    name: `${account.name} on ${account.networkName}`,
    url: account.page,
    isPartOf: { '@type': 'WebSite', url: `${house.publicUrl}/public/accounts` },
    mainEntity: {
      '@type': 'Organization',
      name: account.name,
      description: account.purpose,
      alternateName: `@${account.handle}`,
      ...(account.address === null ? {} : { sameAs: [account.address] }),
      ...(account.affiliate ? { memberOf: institution } : { parentOrganization: institution }),
    },
  }
}
