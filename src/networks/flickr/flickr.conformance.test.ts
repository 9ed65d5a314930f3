import { networkConformance } from '../conformance.ts'
import { flickrHarness } from './harness.test-helper.ts'

networkConformance('Flickr', flickrHarness)
