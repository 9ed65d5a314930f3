import type { Place } from '../place.ts'

export const flickrPlace: Place = {
  outside: true,
  hosts: ['flickr.com'],
  schemes: [],
  paths: [/^\/(?:photos|people)\/(?!(?:tags|upload)(?:\/|$))(?<name>[^/]+)/],
  identifier: /^\d+@N\d{2}$/,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  addressOf: (handle) => `https://flickr.com/photos/${handle}`,
  report: {
    say: 'Use “Report abuse” at the foot of any page of Flickr, and choose that somebody pretends to be the university.',
    url: 'https://www.flickr.com/report-abuse',
  },
  verification: {
    title: 'Link the register from the profile',
    steps: [
      'On Flickr open the account’s “About” page, choose “Edit” beside the description, and put {page} into it.',
      'Put the same address into “Website” under Settings, Personal information.',
      'Flickr has no mark for official accounts; the link to the register is the proof.',
    ],
  },
}
