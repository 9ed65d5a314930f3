export type { Contact, ContactKind, Institution, Nation, Start } from './contract.ts'
export { institutionRoutes, type InstitutionDeps } from './http.ts'
export { ensureSetupLink, finishSetup, isSetupNeeded, setupNotices, type SetupHook } from './setup.ts'
export { getInstitution, pendingSetup } from './store.ts'
