import { networkConformance } from '../conformance.ts'
import { threadsHarness } from './harness.test-helper.ts'

networkConformance('Threads', threadsHarness)
