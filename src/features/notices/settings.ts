import { NoticeSettings, usualSettings } from './contract.ts'

/** Settings as they were kept; as usual where none were, or where an older or newer Rostrum wrote them otherwise. */
export function settingsFrom(kept: unknown): NoticeSettings {
  const parsed = NoticeSettings.safeParse(kept ?? {})
  return parsed.success ? parsed.data : usualSettings
}
