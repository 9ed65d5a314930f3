import type { Place } from '../place.ts'

/** First parts of paths that are X's own pages and no account. */
const pages =
  'home|explore|search|settings|notifications|messages|compose|hashtag|intent|share|login|tos|privacy'

export const xPlace: Place = {
  outside: true,
  hosts: ['x.com', 'twitter.com'],
  schemes: [],
  paths: [new RegExp(`^/(?!(?:${pages}|i)(?:/|$))@?(?<name>[A-Za-z0-9_]{1,15})(?:/|$)`)],
  identifier: null,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  addressOf: (handle) => `https://x.com/${handle}`,
  report: {
    say: 'Use X’s form for impersonation; an organisation may report without an account there.',
    url: 'https://help.x.com/en/forms/authenticity/impersonation',
  },
  verification: {
    title: 'Link the register from the profile',
    steps: [
      'On X open the profile, choose “Edit profile”, and put {page} into “Website”.',
      'Save. Readers then come from the profile to the university’s register, which names the account as official.',
      'X sells Verified Organizations, with a gold mark and marks for affiliated accounts; whether the university buys that is its own decision.',
    ],
  },
}
