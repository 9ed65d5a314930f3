import type { Place } from '../place.ts'

/** Every school has a server of its own, and addresses there name a course by a number that only it can turn into an ID. */
export const blackboardPlace: Place = {
  outside: true,
  hosts: [],
  schemes: [],
  paths: [],
  identifier: null,
  suffix: /@[^@]*$/,
  handleOf: (name, server) => `${name}@${server}`,
  addressOf: () => null,
  report: {
    say: 'Only people whom the university has signed in can announce anything on its Blackboard: tell the office that looks after it, with the course and the announcement.',
    url: null,
  },
  verification: {
    title: 'Nothing to do',
    steps: ['Blackboard is the university’s own: whoever reads there has signed in to it.'],
  },
}
