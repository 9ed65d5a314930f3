import { sitePlace } from '../families/wordpress/profile.ts'
import type { Place } from '../place.ts'

export const wordPressPlace: Place = {
  ...sitePlace,
  report: {
    say: 'Find out who hosts the copy (a “whois” of its domain says), and report it there; where its name pretends to be the university’s, report it to the registrar of the domain too.',
    url: null,
  },
  verification: {
    title: 'Use an address of the university, and link to the register',
    steps: [
      'Keep the blog under the university’s own domain, such as blog.example.ac.uk: only the university can give such addresses.',
      'Put a link to {page} on the blog, for example in its footer or on its page “About”.',
      'A blog elsewhere can only be checked by that link and by the register.',
    ],
  },
}
