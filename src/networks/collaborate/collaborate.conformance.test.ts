import { manualConformance } from '../manual-conformance.ts'
import { createCollaborate } from './index.ts'

manualConformance('Blackboard Collaborate', createCollaborate, {
  handles: ['open-days@eu.bbcollab.com', '@Open-Days@EU.bbcollab.com/'],
  notHandles: ['open-days', 'open days@eu.bbcollab.com', 'open-days@localhost', 'a@b@eu.bbcollab.com'],
  links: [
    'https://eu.bbcollab.com/guest/0f8fad5bd9cb469fa16570867728950e',
    'https://eu.bbcollab.com/recording/0f8fad5bd9cb469fa16570867728950e',
    'https://eu.bbcollab.com/collab/ui/session/guest/0f8fad5bd9cb469fa16570867728950e',
    'https://bb.example.ac.uk/webapps/collab-ultra/tool/collabultra/lti/launch',
  ],
  notLinks: ['https://eu.bbcollab.com/', 'https://eu.bbcollab.com/guest/'],
  addressed: false,
})
