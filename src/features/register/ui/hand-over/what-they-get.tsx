import { Link } from '@tanstack/react-router'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { secretKinds, type HandOverPlan } from '../../hand-over/contract.ts'
import css from './hand-over.module.css'

/** What passes on with an account: what is written and scheduled, the connection, what is under seal. */
export function WhatTheyGet({ plan, leaver }: { plan: HandOverPlan; leaver: string | null }) {
  const { posts, connection, secrets, account } = plan
  const theirs = connection?.grantedBy?.id !== undefined && connection.grantedBy.id === leaver
  return (
    <Stack>
      <section aria-labelledby="get-posts">
        <h3 id="get-posts">Drafts and scheduled posts</h3>
        {posts.length === 0 ? (
          <p className={css.quiet}>Nothing is being written or waits to go out.</p>
        ) : (
          <ul className={css.list}>
            {posts.map((post) => (
              <li key={post.id}>
                <Link to={`/posts/${post.id}`}>{post.title || 'Without a name'}</Link>{' '}
                <span className={css.quiet}>
                  {post.scheduled ? 'goes out ' : 'draft '}
                  {post.publishAt && <DateTime value={post.publishAt} />}
                  {post.author && ` · ${post.author}`}
                </span>
              </li>
            ))}
          </ul>
        )}
        {posts.some(({ scheduled }) => scheduled) && (
          <p className={css.quiet}>What is approved goes out as planned.</p>
        )}
      </section>
      <section aria-labelledby="get-connection">
        <h3 id="get-connection">Connection</h3>
        {connection ? (
          <p>
            {connection.grantedBy ? `${connection.grantedBy.name} connected it on ` : 'Connected on '}
            <DateTime value={connection.grantedAt} style="date" />.{' '}
            {theirs
              ? 'The successor is asked to connect it again within a week. Where you can, do it together now, on the account’s page.'
              : 'It stays as it is.'}
          </p>
        ) : (
          <p className={css.quiet}>The account is not connected.</p>
        )}
      </section>
      <section aria-labelledby="get-secrets">
        <h3 id="get-secrets">Under seal</h3>
        {secrets.length === 0 ? (
          <p className={css.quiet}>
            Nothing is kept under seal. If the network has one password for everybody,{' '}
            <Link to={`/accounts/${account.id}/secrets`}>put it under seal</Link> first.
          </p>
        ) : (
          <>
            <ul className={css.list}>
              {secrets.map((secret) => (
                <li key={secret.id}>
                  {secret.label} <span className={css.quiet}>{secretKinds[secret.kind]}</span>
                </li>
              ))}
            </ul>
            <p className={css.quiet}>
              The successor is asked to change each on the network and to put the new one under seal.
            </p>
          </>
        )}
      </section>
    </Stack>
  )
}
