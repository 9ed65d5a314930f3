import type { Place } from '../place.ts'

export const snapchatPlace: Place = {
  outside: true,
  hosts: ['snapchat.com'],
  schemes: [],
  paths: [/^\/add\/(?<name>[^/]+)/, /^\/@(?<name>[^/]+)/, /^\/(?!spotlight\/|p\/|t\/|add\/)(?<name>[^/@]+)/],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: (handle) => `https://snapchat.com/add/${handle}`,
  report: {
    say: 'Open the profile on Snapchat, choose ⋯, “Report”, and say that it pretends to be somebody else.',
    url: null,
  },
  verification: {
    title: 'Put the register’s page into the public profile',
    steps: [
      'On Snapchat open the public profile, “Edit profile”, and put {page} into its website or bio.',
      'Link the profile from a page of the university’s own website too: only the university can do that.',
      'A gold star is given by Snapchat to well-known names on request, in the profile’s settings.',
    ],
  },
}
