import { actorOf, browserSession } from '#features/people/index.ts'
import { done, type ApiApp } from '#platform/http/index.ts'
import { channelRoutes } from './channels/http.ts'
import {
  Done,
  MarkRead,
  MyNoticeSettings,
  NoticeSettings,
  NoticesPage,
  NoticesQuery,
  UnreadCount,
} from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { feedRoutes } from './feeds/http.ts'
import { markRead, myNotices, unreadOf } from './my-notices.ts'
import { changeMySettings, mySettings } from './my-settings.ts'

const tags = ['Notices']
const access = { signedIn: true } as const

/** All routes of notices. What somebody is told of is for them in a browser, not for a token of narrow scope. */
export function noticeRoutes(app: ApiApp, deps: NoticesDeps): void {
  listRoutes(app, deps)
  settingsRoutes(app, deps)
  channelRoutes(app, deps)
  feedRoutes(app, deps)
}

function listRoutes(app: ApiApp, { services }: NoticesDeps): void {
  app.get(
    '/api/me/notices',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What I was told of, the latest first',
        querystring: NoticesQuery,
        response: { 200: NoticesPage },
      },
    },
    (request) => {
      browserSession(request)
      return myNotices(services, actorOf(request), request.query)
    },
  )
  app.get(
    '/api/me/notices/unread',
    {
      // Every open page asks now and then: that is nobody being there.
      config: { access, background: true },
      schema: { tags, summary: 'How many I have not read', response: { 200: UnreadCount } },
    },
    async (request) => {
      browserSession(request)
      return { unread: await unreadOf(services, actorOf(request).personId) }
    },
  )
  app.post(
    '/api/me/notices/read',
    {
      config: { access },
      schema: { tags, summary: 'Mark notices as read', body: MarkRead, response: { 200: Done } },
    },
    async (request) => {
      browserSession(request)
      return done(markRead(services, actorOf(request), request.body))
    },
  )
}

function settingsRoutes(app: ApiApp, { services }: NoticesDeps): void {
  app.get(
    '/api/me/notice-settings',
    {
      config: { access },
      schema: { tags, summary: 'How I am told', response: { 200: MyNoticeSettings } },
    },
    (request) => {
      browserSession(request)
      return mySettings(services, actorOf(request))
    },
  )
  app.put(
    '/api/me/notice-settings',
    {
      config: { access },
      schema: { tags, summary: 'Change how I am told', body: NoticeSettings, response: { 200: Done } },
    },
    async (request) => {
      browserSession(request)
      return done(changeMySettings(services, actorOf(request), request.body))
    },
  )
}
