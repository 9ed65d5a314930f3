import { settings, type Setting } from './settings.ts'

const usual = (setting: Setting): string =>
  setting.usual ? `\`${setting.usual}\`` : setting.usual === '' ? 'none' : '–'

/** docs/CONFIGURATION.md, whole. */
export function describeSettings(): string {
  return [
    '# Configuration',
    '',
    'Rostrum reads its settings from the environment, once, when it starts. Every setting has a usual value, so none has to be set to try it. A wrong value, or a name that begins with `ROSTRUM_` and is not in this table, stops the start; all faults are listed at once. `rostrum doctor` looks whether the settings fit the world around them.',
    '',
    '| Setting | Usual value | What it is for |',
    '|---|---|---|',
    ...settings.map((setting) => `| \`${setting.name}\` | ${usual(setting)} | ${setting.about} |`),
    '',
    'How to run Rostrum with a proxy, with PostgreSQL and in several processes: [running.md](running.md).',
    '',
    'This page is written from `src/platform/config/settings.ts` by a test (`npx vitest run src/platform/config --update`); change it there.',
    '',
  ].join('\n')
}
