import type { DraftCheck, PackFiles } from '../../drafts/contract.ts'

/** What the forms of a draft work on. */
export interface Desk {
  files: PackFiles
  /** Puts in what is made; where a text is not for forms, the page says why and nothing changes. */
  edit: (make: () => Partial<PackFiles>) => void
  /** What the check said last, and of which files. */
  check: DraftCheck
  checked: PackFiles
  mayWrite: boolean
  /** Opens the text of a file with the cursor on a line. */
  showText: (file: keyof PackFiles, line: number) => void
}
