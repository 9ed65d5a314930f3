import type { LeavingProgress, LeavingStep } from '../../leaving/contract.ts'

export const stepNames: Record<LeavingStep, string> = {
  records: 'Keep its records',
  signpost: 'A last post says where to go',
  network: 'Keep the handle',
  register: 'Tell the register',
  posts: 'Nothing waits to go out',
}

/** How far a closing is, in the same words wherever it is said. */
export const howFar = ({ done, of }: LeavingProgress): string =>
  done === of ? `All ${of} steps are done` : `${done} of ${of} steps`
