import { html } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import type { VerifyAnswer } from './contract.ts'
import type { KeptRegister } from './keeper.ts'
import { registerPage } from './parts.ts'
import { pathOf } from './slugs.ts'

/** “Is it official?”: the question, and the answer where something was asked. */
export function officialPage(
  { house, byId }: KeptRegister,
  asked: string,
  answer: VerifyAnswer | null,
): string {
  return registerPage({
    title: answer ? headings[answer.result] : 'Is it official?',
    house,
    canonical: '/public/official',
    here: '/public/official',
    ...(answer ? { robots: 'noindex' } : {}),
    main: html`<h1>Is it official?</h1>
      <p class="lede">
        Paste the address of a profile, or type a handle or a name. The answer comes from the register of
        ${house.institution}; nothing is asked of the network.
      </p>
      <form class="search" role="search" action="/public/official" method="get" aria-label="Check an account">
        <div class="field wide">
          <label for="account">Address, handle or name</label>
          <input
            id="account"
            name="account"
            value="${asked}"
            maxlength="500"
            required
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="account-hint"
          />
          <p class="hint" id="account-hint">
            Such as https://bsky.app/profile/library.example.ac.uk, or @library@social.example.ac.uk
          </p>
        </div>
        <button type="submit">Check</button>
      </form>
      ${answer ? verdict(answer, byId) : whatItTells}`,
  })
}

const headings: Record<VerifyAnswer['result'], string> = {
  official: 'Yes, it is ours',
  'was-official': 'It was ours',
  'looks-like': 'It looks like one of ours',
  'name-known': 'We have an account of this name',
  'not-official': 'No, it is not ours',
  unreadable: 'This cannot be checked',
}

function verdict(answer: VerifyAnswer, byId: KeptRegister['byId']): Html {
  const { result, say, accounts, asked } = answer
  const wary = result !== 'official' && result !== 'name-known'
  const mayReport = result === 'looks-like' || result === 'was-official' || result === 'not-official'
  return html`<section class="card verdict ${wary ? 'wary' : ''}" role="status" aria-labelledby="verdict">
      <h2 id="verdict">${headings[result]}</h2>
      <p class="lede">${say}</p>
      ${
        accounts.length > 0
          ? html`<ul class="list" aria-label="${result === 'looks-like' ? 'Ours' : 'In the register'}">
              ${accounts.map(({ id, name, handle, networkName, stateName }) => {
                const listed = byId.get(id)
                return html`<li>
                  <a href="${listed ? pathOf(listed) : '/public/accounts'}">${name}</a>,
                  <span class="handle">@${handle}</span> on ${networkName}
                  <span class="small">${stateName}</span>
                </li>`
              })}
            </ul>`
          : null
      }
    </section>
    ${
      mayReport
        ? html`<p>
            Does it pretend to be ours?
            <a href="/public/impersonations?address=${encodeURIComponent(asked)}">Report it to us</a>, and we
            look into it.
          </p>`
        : null
    }`
}

const whatItTells = html`<section class="more" aria-labelledby="tells">
  <h2 id="tells">What the answer can be</h2>
  <dl class="particulars">
    <dt>Yes</dt>
    <dd>It is in the register. Its page says who answers for it.</dd>
    <dt>It was</dt>
    <dd>It was ours until a day. Whoever uses the address now does not speak for us.</dd>
    <dt>Looks like one of ours</dt>
    <dd>
      It is not in the register, and its name can be mistaken for one that is. That alone proves nothing.
    </dd>
    <dt>No</dt>
    <dd>It is not in the register. People’s own accounts are not, and need not be.</dd>
  </dl>
</section>`
