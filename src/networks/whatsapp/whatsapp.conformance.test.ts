import { manualConformance } from '../manual-conformance.ts'
import { createWhatsApp } from './index.ts'

const code = '0029VaExampleUniversity01'

manualConformance('WhatsApp', createWhatsApp, {
  handles: [code, `https://whatsapp.com/channel/${code}`, `https://www.whatsapp.com/channel/${code}/123?x=1`],
  notHandles: ['+44 7700 900123', 'https://wa.me/447700900123', 'ExampleUniversity'],
  links: [`https://whatsapp.com/channel/${code}/123`, `https://www.whatsapp.com/channel/${code}`],
  notLinks: [
    'https://chat.whatsapp.com/Abcdefghijkl',
    'https://wa.me/447700900123',
    `https://whatsapp.com.example.org/channel/${code}/1`,
    `https://whatsapp.com/channel/${code}/first`,
  ],
  addressed: true,
})
