import { networkConformance } from '../conformance.ts'
import { tikTokHarness } from './harness.test-helper.ts'

networkConformance('TikTok', tikTokHarness)
