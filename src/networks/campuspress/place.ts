import { sitePlace } from '../families/wordpress/profile.ts'
import type { Place } from '../place.ts'

export const campusPressPlace: Place = {
  ...sitePlace,
  report: {
    say: 'Tell those who run the university’s CampusPress network; every site there is the university’s own and can be closed by them.',
    url: null,
  },
  verification: {
    title: 'Use the university’s own network, and link to the register',
    steps: [
      'The site’s address is on the university’s CampusPress network, which only members of the university can use.',
      'Put a link to {page} on the site, for example in its footer or on its page “About”.',
    ],
  },
}
