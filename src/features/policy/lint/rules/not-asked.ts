import { askedPlaces, isAsked } from '../../engine/index.ts'
import type { Found, LintRule } from '../finding.ts'
import { listed } from '../words.ts'

export const notAsked: LintRule = {
  id: 'not-asked',
  about: 'A control at a place where the running system does not ask yet.',
  find: (view) =>
    view.pack.controls
      .filter(({ subject, moments, when }) => !isAsked(subject, moments, when))
      .map(({ id, subject, moments }): Found => {
        const places = askedPlaces[subject]
        const says = `The control “${id}” is not asked yet: nothing asks about a ${subject} at ${listed(moments.map((moment) => `“${moment}”`))}.`
        const mend =
          places.length > 0
            ? `A ${subject} is asked about at ${listed(places.map((moment) => `“${moment}”`))}; otherwise wait.`
            : 'Nothing is wrong with it; its clause counts as not covered until then.'
        return { ...view.atControl(id, 'moment'), weight: 'advice', says, mend }
      }),
}
