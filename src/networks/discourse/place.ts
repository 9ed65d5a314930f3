import type { Place } from '../place.ts'

export const discoursePlace: Place = {
  outside: true,
  hosts: 'any',
  schemes: [],
  paths: [/^\/u(?:sers)?\/(?<name>[^/]+)/],
  identifier: null,
  suffix: null,
  handleOf: (name, server) => `${server}/u/${name}`.toLowerCase(),
  addressOf: (handle) => `https://${handle}`,
  report: {
    say: 'Open a post of the account on the forum, choose the flag under it, and say that it pretends to be the university; or write to the forum’s staff from its page “About”.',
    url: null,
  },
  verification: {
    title: 'Give the account a title and a group on the forum',
    steps: [
      'On the university’s own forum, let an administrator put the account into a group such as “Official”, with a title that stands beside its name.',
      'In the account’s Preferences, Profile, put {page} as the website.',
      'On a forum of others only that link and the register show that the account is real.',
    ],
  },
}
