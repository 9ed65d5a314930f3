import type { PostsDeps } from '#features/posts/index.ts'
import type { Services } from '#platform/services.ts'

/** What plans ask of other rooms, put together by the composition root. */
export interface PlansDeps {
  services: Services
  posts: PostsDeps
}

/** Who plans where no person does. */
export const planning = { system: 'plans' }
