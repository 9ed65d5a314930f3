import { Invalid } from '#platform/errors.ts'

/** One thing that is wrong with a pack, at the place where it can be mended. */
export interface PackFault {
  file: string
  line: number
  fault: string
}

/** A pack that cannot be read; lists all its faults at once, so that they can be mended in one go. */
export class CorruptPack extends Invalid {
  readonly faults: PackFault[]
  constructor(name: string, faults: PackFault[]) {
    const sorted = [...faults].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    const list = sorted.map(({ file, line, fault }) => `${file}:${line} ${fault}`)
    const count = sorted.length === 1 ? 'one fault' : `${sorted.length} faults`
    super('policy.corrupt-pack', `The pack “${name}” cannot be used; it has ${count}:\n${list.join('\n')}`, {
      fix: 'Mend the lines named and try again. The edition in force is not touched.',
      fields: sorted.map(({ file, line, fault }) => ({ path: `${file}:${line}`, message: fault })),
    })
    this.faults = sorted
  }
}
