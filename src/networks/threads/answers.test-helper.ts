/** For tests: answers in place of those of Threads. */
export const answering = (status: number, body: unknown) =>
  ({
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }) as const

/** An error as the Graph API writes it. */
export const graph = (code: number, more: object = {}, status = 400) =>
  answering(status, { error: { message: `(#${code}) No.`, type: 'OAuthException', code, ...more } })
