export type {
  Blackout,
  Contact,
  ContactKind,
  Closure,
  Institution,
  Nation,
  Start,
  SupportedService,
  Term,
} from './contract.ts'
export { bankHolidays } from './calendar/bank-holidays.ts'
export { workingCalendar } from './calendar/read-calendar.ts'
export { whyClosed } from './calendar/why-closed.ts'
export { afterWorkingDays, dueAfterStop, type WorkingDays } from './calendar/working-days.ts'
export { institutionRoutes, type InstitutionDeps } from './http.ts'
export { ensureSetupLink, finishSetup, setupNotices, type SetupHook } from './setup.ts'
export { getInstitution, serviceNames } from './store.ts'
export { publicHouse } from './public-house.ts'
