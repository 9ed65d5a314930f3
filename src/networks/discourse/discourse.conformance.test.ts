import { networkConformance } from '../conformance.ts'
import { discourseHarness } from './harness.test-helper.ts'

networkConformance('A forum of Discourse, by a user’s key', () => discourseHarness('user'))
networkConformance('A forum of Discourse, by an administrator’s key', () => discourseHarness('admin'))
