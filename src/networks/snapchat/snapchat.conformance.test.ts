import { manualConformance } from '../manual-conformance.ts'
import { createSnapchat } from './index.ts'

manualConformance('Snapchat', createSnapchat, {
  handles: ['example-univ', '@Example-Univ', 'https://www.snapchat.com/add/example-univ?share_id=1'],
  notHandles: ['ex', '1example', 'example-univ-library', 'example_a.b', 'https://www.snapchat.com/'],
  links: [
    'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2',
    'https://snapchat.com/@example-univ/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2',
    'https://www.snapchat.com/add/example-univ',
    'https://www.snapchat.com/@example-univ',
    'https://www.snapchat.com/t/AbCdEf12',
  ],
  notLinks: [
    'https://www.snapchat.com/',
    'https://www.snapchat.com/spotlight',
    'https://snapchat.example.org/add/a-b-c',
  ],
  addressed: true,
})
