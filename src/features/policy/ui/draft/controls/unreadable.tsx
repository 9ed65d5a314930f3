import { Button } from '@mantine/core'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { PackFiles } from '../../../drafts/contract.ts'
import type { Desk } from '../desk.ts'
import type { YamlFault } from '../yaml/yaml-text.ts'

interface UnreadableProps {
  desk: Desk
  file: keyof PackFiles
  /** As its tab is called. */
  name: string
  fault: YamlFault
}

/** A file that no form can show: where it goes wrong, and the way to its text. */
export function Unreadable({ desk, file, name, fault }: UnreadableProps) {
  const told = desk.check.faults.find((one) => one.file === file)
  const says = desk.checked[file] === desk.files[file] && told ? told.fault : fault.says
  const line = desk.checked[file] === desk.files[file] && told ? told.line : fault.line
  return (
    <Callout level="refuse" title={`The text of “${name}” cannot be read: line ${line}`}>
      <p>{says}</p>
      <p>A form cannot show it until that is mended. Nothing of it is lost.</p>
      <Button variant="outline" onClick={() => desk.showText(file, line)}>
        Go to line {line}
      </Button>
    </Callout>
  )
}
