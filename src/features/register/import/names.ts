/** Names of a spreadsheet looked up among what is here. Pure. */
export interface UnitRow {
  id: string
  name: string
  parentId: string | null
}

export interface UnitNames {
  /** By a name or a path, each as `unitKey` writes it; several where a name alone does not tell. */
  found: Map<string, string[]>
  pathOf: Map<string, string>
}

/** `Faculty of Science  >  School of Physics`, `faculty of science/school of physics`: the same. */
export function unitKey(written: string): string {
  return written
    .toLowerCase()
    .split(/\s*[>›»/\\|]\s*/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' > ')
}

export function unitNames(units: readonly UnitRow[]): UnitNames {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const found = new Map<string, string[]>()
  const pathOf = new Map<string, string>()
  const add = (key: string, id: string) => {
    const before = found.get(key) ?? []
    if (!before.includes(id)) found.set(key, [...before, id])
  }
  for (const unit of units) {
    const names: string[] = []
    const met = new Set<string>()
    for (let at: UnitRow | undefined = unit; at && !met.has(at.id); at = byId.get(at.parentId ?? '')) {
      met.add(at.id)
      names.unshift(at.name)
    }
    pathOf.set(unit.id, names.join(' > '))
    // The name alone, and every path that ends in it.
    for (let from = names.length - 1; from >= 0; from--) add(unitKey(names.slice(from).join(' > ')), unit.id)
    // A name with a stroke in it is one name.
    add(unit.name.toLowerCase().replaceAll(/\s+/g, ' ').trim(), unit.id)
  }
  return { found, pathOf }
}

export function unitsCalled(names: UnitNames, written: string): string[] {
  const plain = written.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return names.found.get(plain) ?? names.found.get(unitKey(written)) ?? []
}

/** The e-mail addresses of a cell, and what stands there and is none. */
export function mailsOf(cell: string): { mails: string[]; others: string[] } {
  const mails = new Set<string>()
  const others: string[] = []
  for (const part of cell.split(/[;,\n|]|\sand\s/).map((each) => each.trim())) {
    const mail = /[^\s<>"(),;:]+@[^\s<>"(),;:]+\.[^\s<>"(),;:]+/.exec(part)?.[0].toLowerCase()
    if (mail) mails.add(mail.replace(/^mailto:/, ''))
    else if (part !== '') others.push(part)
  }
  return { mails: [...mails], others }
}

/** `2026-03-31`, `31/03/2026`, `31.3.2026`: the day comes first, as it does here. Null when it is no date. */
export function dayOf(written: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(written)
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written)
  const parts = iso ? [iso[1], iso[2], iso[3]] : british ? [british[3], british[2], british[1]] : null
  if (!parts) return null
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? date.toISOString().slice(0, 10) : null
}

/** `2.5`, `2,5`, `3 hours a week`. Null when it is no number. */
export function hoursOf(written: string): number | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?)?\.?(?:\s*(?:a|per|\/)\s*(?:week|wk))?$/i.exec(written)
  return found ? Number(found[1]?.replace(',', '.')) : null
}
