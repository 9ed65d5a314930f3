import { networkConformance } from '../conformance.ts'
import { blueskyHarness } from './harness.test-helper.ts'

networkConformance('Bluesky', blueskyHarness)
