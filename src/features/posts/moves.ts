import type { PublicationState } from './contract.ts'

/**
 * The one table of allowed moves of a publication. Drawn in docs/publishing.md from this same table, walked by a
 * property test, and asked by the store before every write.
 */
export const moves: Record<PublicationState, readonly PublicationState[]> = {
  /** Waits for its time. */
  due: ['claimed', 'handed', 'missed', 'paused', 'blocked', 'cancelled'],
  /** In people's hands, who post it where no program may and bring the proof. Never claimed by a worker. */
  handed: ['published', 'missed', 'paused', 'cancelled'],
  /** One worker has it, for the length of a lease. Nothing has happened yet. */
  claimed: ['intended', 'due', 'paused', 'blocked'],
  /** What will be sent, with its marks, is written down. No post can exist yet. */
  intended: ['sent', 'due', 'paused', 'blocked', 'rejected'],
  /** The first byte may have left. From here on only proof counts. */
  sent: ['published', 'rejected', 'due', 'blocked', 'unknown'],
  /** The network said yes, or was seen to have it. */
  published: ['verified'],
  /** Read back and found to be what was approved. */
  verified: [],
  /** The network said no. It goes again as another post, or somebody lets it be. */
  rejected: ['cancelled'],
  /** Sent, and nobody knows. Never sent again without proof. */
  unknown: ['reconciling', 'published', 'cancelled'],
  /** One worker reads the account back. */
  reconciling: ['published', 'due', 'unknown', 'rejected'],
  /** The connection to the network has ended. */
  blocked: ['due', 'cancelled'],
  /** Too late to go by itself; a person decides. Out after all only by the word of whoever posted it by hand. */
  missed: ['due', 'published', 'cancelled'],
  /** Everything was paused; a person confirms each. Out after all only by the word of whoever posted it by hand. */
  paused: ['due', 'published', 'cancelled'],
  cancelled: [],
}

/** States in which a worker holds a lease. */
export const leased: readonly PublicationState[] = ['claimed', 'intended', 'sent', 'reconciling']

/** States that a crash leaves behind, and where the publication goes when the lease runs out. */
export const afterCrash: Partial<Record<PublicationState, PublicationState>> = {
  claimed: 'due',
  intended: 'due',
  sent: 'unknown',
  reconciling: 'unknown',
}

/** From here on the words are with the network, or may be. */
export const outOfHand: readonly PublicationState[] = [
  'handed',
  'claimed',
  'intended',
  'sent',
  'published',
  'verified',
  'unknown',
  'reconciling',
]

export function mayMove(from: PublicationState, to: PublicationState): boolean {
  return moves[from].includes(to)
}

/** The moves as a diagram in Mermaid's words, for docs. */
export function drawMoves(): string {
  const lines = Object.entries(moves).flatMap(([from, targets]) =>
    targets.length === 0 ? [`  ${from} --> [*]`] : targets.map((to) => `  ${from} --> ${to}`),
  )
  return ['stateDiagram-v2', '  [*] --> due', '  [*] --> missed', '  [*] --> paused', ...lines].join('\n')
}
