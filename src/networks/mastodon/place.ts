import type { Place } from '../place.ts'

export const mastodonPlace: Place = {
  outside: true,
  hosts: 'any',
  schemes: ['acct:'],
  paths: [
    /^\/@(?<name>[^/@]+)@(?<server>[^/@]+)/,
    /^\/(?:web\/)?@(?<name>[^/@]+)(?:\/|$)/,
    /^\/(?:web\/)?users\/(?<name>[^/@]+)(?:\/|$)/,
  ],
  identifier: null,
  suffix: /@[^@]*$/,
  handleOf: (name, server) => `${name}@${server}`,
  addressOf(handle) {
    const [name = '', server = ''] = handle.split('@')
    return server === '' ? null : `https://${server}/@${name}`
  },
  report: {
    say: 'Open the profile on the server where you see it, choose “Report” from its menu (⋯), and send the report to the server of the account too.',
    url: null,
  },
  verification: {
    title: 'Put the register’s page into the profile',
    steps: [
      'On Mastodon open Preferences, Public profile, Edit profile.',
      'Under “Extra fields” put {page} as the content of a field; “Official account” does as its label.',
      'Save. Mastodon reads that page, finds the link back to the account (rel="me"), and shows the field in green with a tick.',
      'The page can be read by Mastodon only if this Rostrum is to be reached from outside the university.',
    ],
  },
}
