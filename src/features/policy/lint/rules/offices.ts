import type { Control } from '../../engine/index.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Found, LintRule, LintWorld, OfficeState } from '../finding.ts'
import type { PolicyView } from '../view.ts'
import { dayInWords, listed } from '../words.ts'

/** Approvers that are no office: anybody entitled, but not the author; whoever answers for the account. */
const notOffices = new Set(['another-person', 'administrator'])

export const offices: LintRule = {
  id: 'offices',
  about:
    'An office that the policy counts on and does not name, that nobody holds or soon will, or that cannot be reached.',
  find: (view, world) => [...notNamed(view), ...(world.offices ? vacantOrSilent(view, world) : [])],
}

/** The offices that a control sends work or a question to. */
export function officesOf(control: Control): string[] {
  const asked = control.requirements.flatMap((requirement) => {
    if ('approval' in requirement) return [requirement.approval]
    return 'consult' in requirement ? [requirement.consult] : []
  })
  const all = control.office === undefined ? asked : [...asked, control.office]
  return [...new Set(all)].filter((id) => !notOffices.has(id))
}

function notNamed(view: PolicyView): Found[] {
  const { frontMatter, controls } = view.pack
  const named = new Set(frontMatter.offices.map(({ id }) => id))
  const byControls = controls.flatMap((control) =>
    officesOf(control)
      .filter((id) => !named.has(id))
      .map((id): Found => {
        const says = `The control “${control.id}” counts on the office “${id}”, which the policy does not name among its offices.`
        const mend = 'Add it to `offices` at the head of policy.md, or name one that is there.'
        return { ...view.atControl(control.id, control.outcome), weight: 'warning', says, mend }
      }),
  )
  const approvers = frontMatter['approved-by'].filter((id) => !named.has(id) && !notOffices.has(id))
  return [
    ...byControls,
    ...approvers.map((id): Found => {
      const says = `The policy is to be approved by “${id}”, which it does not name among its offices.`
      const mend = 'Add it to `offices` at the head of policy.md.'
      return { ...view.atParticular('approved-by'), weight: 'warning', says, mend }
    }),
  ]
}

function vacantOrSilent(view: PolicyView, { today, offices = {} }: LintWorld): Found[] {
  return view.pack.frontMatter.offices.flatMap((office) =>
    troublesOf(view.pack, office, offices[office.id], today).map((trouble) => ({
      ...view.atParticular('offices'),
      ...trouble,
    })),
  )
}

/** What is the matter with one office of a policy: nobody is in it, soon nobody will be, or it cannot be reached. */
export function troublesOf(
  { controls, frontMatter }: Pick<Pack, 'controls' | 'frontMatter'>,
  { id, name, contact }: Pack['frontMatter']['offices'][number],
  state: OfficeState | undefined,
  today: string,
): Pick<Found, 'weight' | 'says' | 'mend'>[] {
  const waiting = controls
    .filter((control) => officesOf(control).includes(id))
    .map((control) => `“${control.id}”`)
  const counted = waiting.length > 0 || frontMatter['approved-by'].includes(id)
  if (!state?.held) {
    const sends = waiting.length === 1 ? 'sends' : 'send'
    const work = waiting.length > 0 ? ` What ${listed(waiting)} ${sends} there reaches nobody.` : ''
    const says = `Nobody holds the office ${name}.${work}`
    const mend = `Appoint somebody to ${name}, or give its duties to another office.`
    return [{ weight: counted ? 'fault' : 'warning', says, mend }]
  }
  return [...endsSoon(name, state, today), ...outOfReach(name, contact, state)]
}

function endsSoon(
  name: string,
  { until }: OfficeState,
  today: string,
): Pick<Found, 'weight' | 'says' | 'mend'>[] {
  if (until === undefined || until === null) return []
  const days = Math.round((Date.parse(until) - Date.parse(today)) / dayInMs)
  if (days > soon) return []
  const says = `From ${dayInWords(until)} nobody holds the office ${name}.`
  return [{ weight: 'warning', says, mend: `Say now who holds ${name} next.` }]
}

function outOfReach(
  name: string,
  contact: OfficeState['contacts'],
  state: OfficeState,
): Pick<Found, 'weight' | 'says' | 'mend'>[] {
  const missing = contact.filter((way) => !state.contacts.includes(way)).map((way) => words[way])
  if (missing.length === 0) return []
  const says = `The policy says that ${name} is reached by ${listed(contact.map((way) => ways[way]))}, but no ${missing.join(' and no ')} is on file.`
  return [{ weight: 'warning', says, mend: `Enter the ${listed(missing)} of ${name}.` }]
}

const soon = 30
const dayInMs = 86_400_000
const ways = { email: 'e-mail', telephone: 'telephone' } as const
const words = { email: 'e-mail address', telephone: 'telephone number' } as const
