import { networkConformance } from '../conformance.ts'
import { blackboardHarness } from './harness.test-helper.ts'

networkConformance('Blackboard', blackboardHarness)
