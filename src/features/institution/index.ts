export type { Contact, ContactKind, Institution, Nation, Start } from './contract.ts'
export { institutionRoutes, type InstitutionDeps } from './http.ts'
export { ensureSetupLink, finishSetup, setupNotices, type SetupHook } from './setup.ts'
export { getInstitution } from './store.ts'
