import type { PostsDeps } from '#features/posts/index.ts'
import type { Services } from '#platform/services.ts'

export interface CampaignDeps {
  services: Services
  posts: PostsDeps
}
