import { networkConformance } from '../conformance.ts'
import { startBlogs } from '../families/wordpress/testing.test-helper.ts'
import { createCampusPress } from './index.ts'

networkConformance('A site of a WordPress network', () => startBlogs(createCampusPress, true))
