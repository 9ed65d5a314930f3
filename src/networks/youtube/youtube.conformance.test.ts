import { networkConformance } from '../conformance.ts'
import { youTubeHarness } from './harness.test-helper.ts'

networkConformance('YouTube', youTubeHarness)
