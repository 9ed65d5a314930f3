import { networkConformance } from '../conformance.ts'
import { outlookHarness } from './harness.test-helper.ts'

networkConformance('Outlook, a shared mailbox', () => outlookHarness(true))
networkConformance('Outlook, one’s own mailbox', () => outlookHarness(false))
