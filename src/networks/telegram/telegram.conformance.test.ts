import { networkConformance } from '../conformance.ts'
import { telegramHarness } from './harness.test-helper.ts'

networkConformance('Telegram', telegramHarness)
