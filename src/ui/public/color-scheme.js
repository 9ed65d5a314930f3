// A classic script, so that it runs before the first paint and no page flashes in the wrong colours.
;(function () {
  var chosen
  try {
    chosen = localStorage.getItem('rostrum-color-scheme')
  } catch {
    // Storage may be switched off for privacy; the system's own choice is then right.
    chosen = null
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  // Zod must not probe for eval: the attempt alone counts as a breach of the content security policy.
  globalThis.__zod_globalConfig = { jitless: true }
})()
