import { networkConformance } from '../conformance.ts'
import { facebookHarness } from './harness.test-helper.ts'

networkConformance('Facebook', facebookHarness)
