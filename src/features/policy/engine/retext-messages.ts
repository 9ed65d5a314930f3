/** What a retext plug-in says of a stretch of text. */
export interface RetextMessage {
  ruleId?: string | undefined
  place?: unknown
  expected?: string[] | undefined
}

/** A last plug-in that hands out the messages of a run; a file of one's own would need one more package. */
export function collecting() {
  let messages: RetextMessage[] = []
  const plugin = () => (_tree: unknown, file: { messages: RetextMessage[] }) => {
    messages = file.messages
  }
  const during = (run: () => unknown): RetextMessage[] => {
    messages = []
    run()
    return messages
  }
  return { plugin, during }
}
