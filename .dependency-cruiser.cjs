/** The arrows of the house: docs/ARCHITECTURE.md says why, this file makes it so. */
const isomorphic =
  '^src/networks/(profile|profiles|shapes|fitting|names|known|place|places)\\.ts$|^src/networks/[^/]+/(limits|entities|text)\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-nobody',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(app|features|networks|ui)/' },
    },
    {
      name: 'networks-know-platform-and-contract',
      severity: 'error',
      from: { path: '^src/networks/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(app|features|ui)/' },
    },
    {
      name: 'networks-know-no-sibling',
      severity: 'error',
      from: { path: '^src/networks/([^/]+)/' },
      to: { path: '^src/networks/([^/]+)/', pathNot: '^src/networks/($1|families)/' },
    },
    {
      name: 'features-meet-at-index',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: '^src/features/[^/]+/ui/|\\.test\\.ts$' },
      to: {
        path: '^src/features/([^/]+)/',
        pathNot: '^src/features/($1/|[^/]+/(index|contract|testing)\\.ts$|policy/engine/index\\.ts$)',
      },
    },
    {
      name: 'features-know-no-network',
      severity: 'error',
      from: { path: '^src/features/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/networks/', pathNot: `^src/networks/contract\\.ts$|${isomorphic}` },
    },
    {
      name: 'features-know-no-app',
      severity: 'error',
      from: { path: '^src/features/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/app/' },
    },
    {
      name: 'feature-ui-knows-contracts',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/ui/' },
      to: {
        path: '^src/(features|platform|networks|app)/',
        pathNot: `^src/features/$1/(ui/|contract\\.ts|[a-z-]+/(contract|rules)\\.ts|rules|schedule-rules\\.ts)|^src/features/[^/]+/(contract\\.ts|ui/index\\.tsx?)$|^src/features/policy/engine/|^src/features/people/permissions\\.ts$|^src/features/[^/]+/rules|${isomorphic}`,
      },
    },
    {
      name: 'rules-do-no-io',
      severity: 'error',
      from: { path: '/rules(\\.ts$|/)', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'rules-touch-no-database',
      severity: 'error',
      from: { path: '/rules(\\.ts$|/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/platform/(db|http|jobs|files|mail|fetch)/' },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/(features|platform|networks|app)/', pathNot: '^src/platform/csv\\.ts$' },
    },
    {
      name: 'engine-runs-anywhere',
      severity: 'error',
      from: { path: '^src/features/policy/engine/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$|^src/testing/|testing\\.ts$|conformance|test-helper' },
      to: { path: '\\.test\\.tsx?$|^src/testing/|^e2e/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$|^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
}
