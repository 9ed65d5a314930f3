import { actorOf, authorise } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { uploadedFile } from '#platform/tables/index.ts'
import { bringInDays } from './bring-in.ts'
import { BroughtIn, calendarFileLimits, CalendarLook, DaysToBringIn } from './contract.ts'
import { calendarTooLarge, lookAtCalendar } from './look.ts'

const tags = ['Institution']
const config = { access: { permission: 'institution.manage' } } as const

/** Terms and closures from a calendar file: a look at what it would bring, and bringing it in. */
export function calendarFileRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/institution/calendar-file',
    {
      config,
      schema: {
        tags,
        summary:
          'What a calendar file (.ics) would bring, and keep nothing: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        response: { 200: CalendarLook },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      authorise(actor, 'institution.manage')
      const most = calendarFileLimits.bytes
      return lookAtCalendar(services, actor, await uploadedFile(request, most, calendarTooLarge))
    },
  )
  app.post(
    '/api/institution/calendar-file/days',
    {
      config,
      schema: {
        tags,
        summary: 'Bring in terms and closures; what stands already stays as it is',
        body: DaysToBringIn,
        response: { 200: BroughtIn },
      },
    },
    (request) => bringInDays(services, actorOf(request), request.body),
  )
}
