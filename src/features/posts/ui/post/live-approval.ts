import type { PostView } from '../../contract.ts'

export const isLiveApproval = ({ decision, voidedAt }: PostView['decisions'][number]): boolean =>
  decision === 'approved' && voidedAt === null
