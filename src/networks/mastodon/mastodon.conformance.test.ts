import { networkConformance } from '../conformance.ts'
import { mastodonHarness } from './harness.test-helper.ts'

networkConformance('Mastodon', mastodonHarness)
