export { DutiesCard, useDutiesWaiting } from './duties-card.tsx'
