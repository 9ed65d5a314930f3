import type { ImportField, Mapping } from './contract.ts'

/** What people write above their columns, in small letters without anything but letters. */
const synonyms: Record<ImportField, string[]> = {
  network: [
    'network',
    'platform',
    'channel',
    'socialnetwork',
    'socialmedia',
    'site',
    'service',
    'medium',
    'type',
  ],
  handle: [
    'handle',
    'username',
    'user',
    'screenname',
    'accounthandle',
    'at',
    'login',
    'accountid',
    'profile',
  ],
  address: [
    'address',
    'url',
    'link',
    'web',
    'webaddress',
    'website',
    'profileurl',
    'accounturl',
    'profilelink',
    'pageurl',
  ],
  displayName: [
    'name',
    'displayname',
    'accountname',
    'title',
    'pagename',
    'profilename',
    'account',
    'channelname',
  ],
  unit: [
    'unit',
    'department',
    'dept',
    'faculty',
    'school',
    'team',
    'division',
    'service',
    'directorate',
    'organisation',
    'unitpath',
    'section',
    'college',
  ],
  administrators: [
    'administrators',
    'administrator',
    'admins',
    'admin',
    'owner',
    'owners',
    'manager',
    'managers',
    'contact',
    'email',
    'mail',
    'contactemail',
    'responsible',
    'lead',
    'adminemail',
    'owneremail',
    'emailaddress',
  ],
  purpose: [
    'purpose',
    'description',
    'about',
    'aim',
    'aims',
    'objective',
    'remit',
    'whatitisfor',
    'whatfor',
    'notes',
    'reason',
  ],
  audiences: ['audiences', 'audience', 'targetaudience', 'for', 'whofor', 'readers'],
  hoursPerWeek: ['hours', 'hoursaweek', 'hoursperweek', 'weeklyhours', 'time', 'capacity', 'hoursweek'],
  state: ['state', 'status', 'active', 'accountstatus'],
  closedOn: ['closedon', 'closed', 'closeddate', 'dateclosed', 'enddate', 'closingdate', 'closedat'],
  tags: ['tags', 'tag', 'labels', 'keywords', 'category', 'categories'],
}

const bare = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}]/gu, '')

/** The field that each column most likely holds; a column is taken once, the surest first. Pure. */
export function guessColumns(headings: readonly string[]): Mapping['columns'] {
  const names = headings.map(bare)
  const columns: Mapping['columns'] = {}
  const taken = new Set<number>()
  const take = (field: ImportField, at: number) => {
    if (at < 0 || taken.has(at) || columns[field] !== undefined) return
    columns[field] = at
    taken.add(at)
  }
  const fields = Object.keys(synonyms) as ImportField[]
  const rank = Math.max(...fields.map((field) => synonyms[field].length))
  for (let at = 0; at < rank; at++)
    for (const field of fields) {
      const word = synonyms[field][at]
      if (word) take(field, names.indexOf(word))
    }
  // "Name of account owner (e-mail)" holds words of several fields; the name is what most headings have in them.
  for (const field of [
    ...fields.filter((each) => each !== 'displayName').toReversed(),
    'displayName' as const,
  ])
    take(
      field,
      names.findIndex(
        (name, at) =>
          !taken.has(at) && synonyms[field].some((word) => word.length > 3 && name.includes(word)),
      ),
    )
  return columns
}

export function firstMapping(headings: readonly string[]): Mapping {
  return {
    columns: guessColumns(headings),
    meanings: { network: {}, unit: {}, state: {} },
    otherwise: { network: '', unitId: '', purpose: '', audiences: [], hoursPerWeek: null },
    withoutAdministrator: 'pause',
  }
}

/** One column holds one thing, and is there. Pure. */
export function columnFaults(
  mapping: Mapping,
  headings: readonly string[],
): { path: string; message: string }[] {
  const chosen = Object.entries(mapping.columns).flatMap(([field, at]) =>
    at === null ? [] : [{ field, at }],
  )
  return chosen.flatMap(({ field, at }, index) => {
    const path = `columns.${field}`
    if (at >= headings.length) return [{ path, message: 'This file has no such column.' }]
    const before = chosen.slice(0, index).find((each) => each.at === at)
    return before ? [{ path, message: `The column “${headings[at]}” is chosen for two things.` }] : []
  })
}
