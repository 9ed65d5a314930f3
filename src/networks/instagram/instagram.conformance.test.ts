import { networkConformance } from '../conformance.ts'
import { instagramHarness } from './harness.test-helper.ts'

networkConformance('Instagram', instagramHarness)
