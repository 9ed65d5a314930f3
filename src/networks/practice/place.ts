import type { Place } from '../place.ts'

export const practicePlace: Place = {
  outside: false,
  hosts: [],
  schemes: [],
  paths: [],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: () => null,
  report: { say: 'Practice is inside Rostrum: nobody else can open an account there.', url: null },
  verification: {
    title: 'Nothing to do',
    steps: ['Practice is inside Rostrum, so every account there is ours.'],
  },
}
