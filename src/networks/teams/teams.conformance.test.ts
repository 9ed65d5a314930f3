import { networkConformance } from '../conformance.ts'
import { teamsHarness } from './harness.test-helper.ts'

networkConformance('Microsoft Teams', teamsHarness)
