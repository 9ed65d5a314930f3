import { networkConformance } from '../conformance.ts'
import { linkedInHarness } from './harness.test-helper.ts'

networkConformance('LinkedIn', linkedInHarness)
