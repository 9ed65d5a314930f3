import { networkConformance } from '../conformance.ts'
import { emailHarness } from './harness.test-helper.ts'

networkConformance('E-mail', emailHarness)
