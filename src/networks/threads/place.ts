import type { Place } from '../place.ts'

export const threadsPlace: Place = {
  outside: true,
  hosts: ['threads.com', 'threads.net'],
  schemes: [],
  paths: [/^\/@(?<name>[^/@]+)(?:\/|$)/],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: (handle) => `https://threads.com/@${handle}`,
  report: {
    say: 'Open the profile on Threads, choose “Report” from its menu (⋯), and say that it pretends to be somebody else.',
    url: null,
  },
  verification: {
    title: 'Link the register’s page from the profile',
    steps: [
      'On Threads open your profile, “Edit profile”, “Links”, and add {page}.',
      'The register’s page names the account, and the account names the page, so that anybody can check it both ways. Threads itself puts no mark on that.',
    ],
  },
}
