import { networkConformance } from '../conformance.ts'
import { xHarness } from './harness.test-helper.ts'

networkConformance('X', xHarness)
