import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { CampaignDeps } from '../deps.ts'
import { changeHashtag } from './change-hashtag.ts'
import { AskedChange, DoChange, HashtagPreview, HashtagResult } from './contract.ts'
import { previewHashtag } from './preview.ts'

const tags = ['Campaigns']
const config = { access: { permission: 'posts.write' } } as const

export function hashtagRoutes(app: ApiApp, deps: CampaignDeps): void {
  app.post(
    '/api/hashtag-changes/preview',
    {
      config,
      schema: {
        tags,
        summary: 'What a change of a hashtag in drafts would do; nothing is written',
        body: AskedChange,
        response: { 200: HashtagPreview },
      },
    },
    (request) => previewHashtag(deps, actorOf(request), request.body),
  )
  app.post(
    '/api/hashtag-changes',
    {
      config,
      schema: {
        tags,
        summary: 'Change a hashtag in drafts, each as it was seen',
        body: DoChange,
        response: { 200: HashtagResult },
      },
    },
    (request) => changeHashtag(deps, actorOf(request), request.body),
  )
}
