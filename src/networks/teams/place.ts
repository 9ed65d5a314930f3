import type { Place } from '../place.ts'

export const teamsPlace: Place = {
  outside: false,
  hosts: ['teams.microsoft.com', 'teams.cloud.microsoft'],
  schemes: ['msteams:'],
  // An address names a channel by its identifier and never the team.
  paths: [],
  identifier: /^19:[\w-]+@thread\.(?:tacv2|skype)$/,
  suffix: null,
  handleOf: (name) => name,
  addressOf: () => null,
  report: {
    say: 'Choose “Report this message” from the menu (⋯) of a message, and tell IT services, who run the university’s Teams.',
    url: null,
  },
  verification: {
    title: 'Name the register in the channel’s description',
    steps: [
      'In Teams open the channel, choose “Manage channel” from its menu (⋯), and put {page} into its description.',
      'Only people of the university can make teams there; the owners of a team are listed under “Manage team”.',
    ],
  },
}
