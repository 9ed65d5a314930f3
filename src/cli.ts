/**
 * The `rostrum` command. What a command needs is loaded when the command is given, so that help comes at once.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { version } from '#app/version.ts'
import { out, runCommand } from '#app/cli/say.ts'

// Compiled once, then read: half a second less at every start. Where the folder can't be written, nothing is lost.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/rostrum', import.meta.url)))

interface Json {
  json?: boolean
}

const program = new Command('rostrum')
  .description('Runs a university’s official social media the way the university’s own policy says.')
  .version(version, '-V, --version', 'Say which version this is')
  .helpOption('-h, --help', 'Show this help')
  .helpCommand(false)
  .showHelpAfterError('Run with --help to see what there is.')
  .configureHelp({ showGlobalOptions: false })
  .addHelpText('after', '\nSettings come from the environment; docs/CONFIGURATION.md lists them.')

/** Adds a command whose work is loaded when it is called. */
function command(parent: Command, name: string, about: string): Command {
  return parent.command(name).description(about).helpOption('-h, --help', 'Show this help')
}

function group(name: string, about: string): Command {
  const made = command(program, name, about).helpCommand(false)
  return made.action(() => made.help({ error: true }))
}

command(program, 'start', 'Start Rostrum: the web side, the worker, or both (ROSTRUM_ROLE)').action(() =>
  runCommand(async () => (await import('#app/cli/start.ts')).start()),
)

command(
  program,
  'doctor',
  'Look whether everything that Rostrum needs is well, and say what to do where it is not',
)
  .option('--json', 'one JSON document instead of the table')
  .action((options: Json) => runCommand(async () => (await import('#app/doctor/command.ts')).doctor(options)))

command(program, 'migrate', 'Bring the database up to date (start does this by itself)')
  .option('--check', 'only say what would be done; ends with 1 when something is to be done')
  .action((options: { check?: boolean }) =>
    runCommand(async () => (await import('#app/cli/migrate.ts')).migrateCommand(options)),
  )

command(program, 'backup', 'Write everything into one archive; Rostrum may be running')
  .argument('[file]', 'where to write it (default: rostrum-<date>.tar.gz here)')
  .option(
    '--with-keys',
    'put the key file into the archive too: whoever has it can then open the sealed secrets',
  )
  .action((file: string | undefined, options: { withKeys?: boolean }) =>
    runCommand(async () => (await import('#app/cli/backup.ts')).backupCommand(file, options)),
  )

command(program, 'restore', 'Load a backup into an empty database')
  .argument('<file>', 'an archive made by `rostrum backup`')
  .action((file: string) =>
    runCommand(async () => (await import('#app/cli/restore.ts')).restoreCommand(file)),
  )

command(group('records', 'The log of records'), 'verify', 'Verify the whole log, or an export')
  .helpOption(false)
  .allowUnknownOption()
  .argument('[arguments...]')
  .action((given: string[]) =>
    runCommand(async () => (await import('#app/cli/records.ts')).recordsVerify(given)),
  )

const policy = group('policy', 'The policy and its packs')
const policyCli = () => import('#features/policy/cli.ts')
const packArgument = 'a pack’s name, or the path of its folder (default: baseline)'
const given = (pack: string | undefined) => (pack === undefined ? {} : { pack })
const everyPack = 'every pack that comes with Rostrum'
const oneDocument = 'one JSON document instead of the text'

command(policy, 'init', 'Begin a new pack: a small policy that works, to be written further')
  .argument('<name>', 'the pack’s name, in small letters with hyphens')
  .option('--in <folder>', 'where its folder is made (default: here)')
  .option('--json', oneDocument)
  .action((name: string, options: Json & { in?: string }) =>
    runCommand(async () => (await policyCli()).runPolicyInit({ ...options, name }, out)),
  )

command(policy, 'test', 'Run a pack’s examples and print what it covers')
  .argument('[pack]', packArgument)
  .option('--all', `${everyPack}, with a table of all of them at the end`)
  .option('--json', oneDocument)
  .action((pack: string | undefined, options: Json & { all?: boolean }) =>
    runCommand(async () => (await policyCli()).runPolicyTest({ ...options, ...given(pack) }, out)),
  )

command(policy, 'lint', 'Say what somebody should look at in a pack; ends with 1 on faults')
  .argument('[pack]', packArgument)
  .option('--all', everyPack)
  .option('--today <day>', 'the day that dates are judged by, such as 2026-11-21 (default: today)')
  .option('--json', oneDocument)
  .action((pack: string | undefined, options: Json & { all?: boolean; today?: string }) =>
    runCommand(async () => (await policyCli()).runPolicyLint({ ...options, ...given(pack) }, out)),
  )

command(policy, 'diff', 'Say what became of a policy, clause by clause')
  .argument('<old>', 'the older pack: its name, or the path of its folder')
  .argument('<new>', 'the newer pack')
  .option('--json', oneDocument)
  .action((before: string, after: string, options: Json) =>
    runCommand(async () => (await policyCli()).runPolicyDiff({ ...options, before, after }, out)),
  )

command(policy, 'coverage', 'Say what is done about each clause, and what proves it')
  .argument('[pack]', packArgument)
  .option('--all', everyPack)
  .option('--json', oneDocument)
  .action((pack: string | undefined, options: Json & { all?: boolean }) =>
    runCommand(async () => (await policyCli()).runPolicyCoverage({ ...options, ...given(pack) }, out)),
  )

command(policy, 'schema', 'Print the JSON Schema of a pack’s file, for editors')
  .argument('[file]', 'controls, examples, messages, coverage or policy (default: controls)')
  .option('--json', 'it always is one JSON document')
  .action((name: string | undefined) =>
    runCommand(async () => (await policyCli()).runPolicySchema(name === undefined ? {} : { name }, out)),
  )

command(
  group('keys', 'The keys that seal secrets'),
  'rotate',
  'Make a new sealing key and seal everything again with it',
).action(() => runCommand(async () => (await import('#app/cli/keys.ts')).rotate()))

const networks = group('networks', 'The apps that networks want before accounts there can be connected')
const networksCli = () => import('#app/cli/networks.ts')

command(networks, 'list', 'List every network, and whether its app is registered')
  .option('--json', oneDocument)
  .action((options: Json) => runCommand(async () => (await networksCli()).networksList(options)))

command(networks, 'set', 'Register the app of a network; its secrets are read from standard input')
  .argument('<network>', 'the network’s id, such as x')
  .argument('[values...]', 'what is no secret, each as name=value')
  .action((network: string, values: string[]) =>
    runCommand(async () => (await networksCli()).networksSet(network, values)),
  )

command(
  group('people', 'The people who work here with Rostrum'),
  'recovery-link',
  'Make a link with which somebody chooses a new way to sign in',
)
  .argument('<email>', 'the person’s e-mail address')
  .action((email: string) => runCommand(async () => (await import('#app/cli/people.ts')).recoveryLink(email)))

await program.parseAsync()
