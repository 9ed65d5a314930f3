import { html } from '#platform/http/index.ts'
import type { Html } from '#platform/http/index.ts'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import { registerPage } from './parts.ts'
import { keptMonths } from './rules.ts'
import type { WhereToTurn } from './where-to-turn.ts'

export interface ReportForm {
  values: { address: string; claim: string; email: string }
  /** What is wrong, by field. */
  faults: Partial<Record<'address' | 'claim' | 'email', string>>
  /** What is wrong with the whole. */
  refusal?: { say: string; instead: WhereToTurn | null }
}

/** The form for everybody who sees an account that pretends to be ours. */
export function reportPage(house: PublicHouse, form: ReportForm): string {
  const { values, faults, refusal } = form
  const count = Object.keys(faults).length
  return registerPage({
    title: count > 0 || refusal ? 'Your report was not sent' : 'Report an impersonation',
    house,
    canonical: '/public/impersonations',
    main: html`<h1>Report an account that pretends to be ours</h1>
      <p class="lede">
        Tell ${house.institution} of an account that speaks in its name and should not. Somebody looks at
        every report.
      </p>
      ${refusal ? refusalOf(refusal) : null}
      ${
        count > 0
          ? html`<p class="mark" role="alert">
              <strong>Not sent yet.</strong>
              ${count === 1 ? 'One field needs mending.' : `${count} fields need mending.`}
            </p>`
          : null
      }
      ${formOf(values, faults)}
      <p class="small more">
        What you write is read by the office that looks after the university’s accounts, and deleted after
        ${keptMonths} months. Is somebody in danger, or has money been lost? Tell the police too.
      </p>`,
  })
}

function refusalOf({ say, instead }: NonNullable<ReportForm['refusal']>): Html {
  return html`<div class="mark" role="alert">
    <p><strong>Not sent.</strong> ${say} What you wrote is still here: send it again in an hour.</p>
    ${
      instead
        ? html`<p>Can it not wait? Turn to ${instead.name}.</p>
            <ul>
              ${
                instead.telephone
                  ? html`<li>
                      Telephone:
                      <a href="tel:${instead.telephone.replaceAll(/[^+\d]/g, '')}">${instead.telephone}</a>
                    </li>`
                  : null
              }
              ${
                instead.email
                  ? html`<li>E-mail: <a href="mailto:${instead.email}">${instead.email}</a></li>`
                  : null
              }
            </ul>`
        : html`<p>Can it not wait? Write to the university.</p>`
    }
  </div>`
}

function formOf(values: ReportForm['values'], faults: ReportForm['faults']): Html {
  return html`<form class="letter" action="/public/impersonations" method="post" novalidate>
    ${field(
      'address',
      'Address or handle of the account',
      'Copy it from the browser, or type the handle and the network.',
      faults.address,
      (more) => html`<input name="address" value="${values.address}" maxlength="500" ${more} />`,
    )}
    ${field(
      'claim',
      'What does it do?',
      'Such as: it has our crest and asks students for card details. No details about yourself are needed.',
      faults.claim,
      // Nothing may stand between the tags but the words.
      (more) => html`<textarea name="claim" maxlength="2000" ${more}>${values.claim}</textarea>`,
    )}
    ${field(
      'email',
      'Your e-mail address, if you want an answer',
      'Used for the answer alone, and deleted when it has gone.',
      faults.email,
      (more) =>
        html`<input name="email" type="email" value="${values.email}" autocomplete="email" ${more} />`,
    )}
    <div class="trap" aria-hidden="true">
      <label for="website">Leave this empty</label>
      <input id="website" name="website" tabindex="-1" autocomplete="off" />
    </div>
    <button type="submit">Send the report</button>
  </form>`
}

function field(
  name: string,
  label: string,
  hint: string,
  fault: string | undefined,
  input: (more: Html) => Html,
): Html {
  const described = fault ? `${name}-fault ${name}-hint` : `${name}-hint`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <p class="hint" id="${name}-hint">${hint}</p>
    ${fault ? html`<p class="fault" id="${name}-fault">${fault}</p>` : null}
    ${input(html`id="${name}" aria-describedby="${described}" ${fault ? html`aria-invalid="true"` : null}`)}
  </div>`
}

export function thanksPage(house: PublicHouse, answers: boolean): string {
  return registerPage({
    title: 'Thank you',
    house,
    robots: 'noindex',
    main: html`<h1>Thank you, your report has arrived</h1>
      <p class="lede">
        The office that looks after the university’s accounts has it now.
        ${answers ? 'You get an answer by e-mail when something has been found out.' : ''}
      </p>
      <p>
        You can also report the account to its network: its menu has “Report”, with impersonation among the
        reasons. Reports from several people are acted on sooner.
      </p>
      <p class="actions"><a href="/public/official">Check another account</a></p>`,
  })
}

/** Nothing at this address, and where to look. */
export function noPage(sentence: string, house: PublicHouse | null): string {
  return registerPage({
    title: 'Not here',
    house,
    robots: 'noindex',
    main: html`<h1>Not here</h1>
      <p>${sentence}</p>
      ${
        house
          ? html`<p>
              See <a href="/public/accounts">all official accounts</a>, or
              <a href="/public/official">check an address</a>.
            </p>`
          : null
      }`,
  })
}
