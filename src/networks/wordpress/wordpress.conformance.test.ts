import { networkConformance } from '../conformance.ts'
import { startBlogs } from '../families/wordpress/testing.test-helper.ts'
import { createWordPress } from './index.ts'

networkConformance('A blog of WordPress', () => startBlogs(createWordPress, false))
