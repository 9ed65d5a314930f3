export { EnrolmentSteps } from './enrolment.tsx'
export { useTokenInAddress } from './link-page.tsx'
export { useArrive } from './sign-in-page.tsx'
export { useDeed } from './use-deed.ts'
