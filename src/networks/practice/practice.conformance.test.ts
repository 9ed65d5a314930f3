import { networkConformance } from '../conformance.ts'
import { practiceHarness } from './harness.test-helper.ts'

networkConformance('Practice', practiceHarness)
