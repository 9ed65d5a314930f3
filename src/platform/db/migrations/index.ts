import type { Migration } from 'kysely/migration'
import * as first from './0001-first.ts'
import * as policies from './0002-policies.ts'
import * as register from './0003-register.ts'
import * as handOver from './0004-hand-over.ts'
import * as requests from './0005-requests.ts'
import * as reviews from './0006-reviews.ts'
import * as directory from './0007-directory.ts'
import * as notices from './0008-notices.ts'
import * as publicRegister from './0009-public.ts'
import * as importing from './0010-import.ts'
import * as signInServices from './0011-sign-in-services.ts'
import * as dutyRoles from './0012-duty-roles.ts'
import * as oneClosing from './0013-one-closing.ts'
import * as institutionCalendar from './0014-institution-calendar.ts'
import * as networkApps from './0015-network-apps.ts'
import * as video from './0016-video.ts'
import * as rates from './0017-rates.ts'
import * as onTheNetwork from './0018-on-the-network.ts'
import * as byHand from './0019-by-hand.ts'
import * as plans from './0020-plans.ts'
import * as campaigns from './0021-campaigns.ts'
import * as queue from './0022-queue.ts'

/** Forward only; a landed migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-policies': policies,
  '0003-register': register,
  '0004-hand-over': handOver,
  '0005-requests': requests,
  '0006-reviews': reviews,
  '0007-directory': directory,
  '0008-notices': notices,
  '0009-public': publicRegister,
  '0010-import': importing,
  '0011-sign-in-services': signInServices,
  '0012-duty-roles': dutyRoles,
  '0013-one-closing': oneClosing,
  '0014-institution-calendar': institutionCalendar,
  '0015-network-apps': networkApps,
  '0016-video': video,
  '0017-rates': rates,
  '0018-on-the-network': onTheNetwork,
  '0019-by-hand': byHand,
  '0020-plans': plans,
  '0021-campaigns': campaigns,
  '0022-queue': queue,
}
