import type { Place } from '../place.ts'

export const collaboratePlace: Place = {
  outside: true,
  // Its regions; links there name a session by a code, and no account.
  hosts: [
    'bbcollab.com',
    'eu.bbcollab.com',
    'us.bbcollab.com',
    'ca.bbcollab.com',
    'au.bbcollab.com',
    'sg.bbcollab.com',
  ],
  schemes: [],
  paths: [],
  identifier: null,
  suffix: null,
  handleOf: (name, server) => `${name}@${server}`,
  addressOf: () => null,
  report: {
    say: 'Sessions in the university’s name are opened by its own staff: tell the office that looks after Blackboard, with the link.',
    url: null,
  },
  verification: {
    title: 'Publish the session’s link on the university’s website',
    steps: [
      'Put the link of the session on a page of the university’s website, beside {page}.',
      'Links that people get by other ways can then be compared with it.',
    ],
  },
}
