import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { accountsQuery, postsQuery } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { useMay } from '#ui/session.ts'

// Only how many there are: what each of them is like belongs to other pages.
const unitsHere = z.object({ units: z.array(z.unknown()) })
const peopleHere = z.object({ people: z.array(z.unknown()) })

interface FirstStep {
  title: string
  note: string
  done: boolean
  to: string
  act: string
  may: boolean
}

const enoughPeople = 2

/** Where an installation stands between set-up and its first post. */
function useFirstSteps(accounts: number, posts: number): FirstStep[] | null {
  const units = useQuery({
    queryKey: ['units', 'how-many'],
    queryFn: ({ signal }) => api.get('/units', unitsHere, { signal }),
  }).data?.units
  const people = useQuery({
    queryKey: ['people', 'how-many'],
    queryFn: ({ signal }) => api.get('/people', peopleHere, { signal }),
  }).data?.people
  const may = {
    unit: useMay('units.manage'),
    account: useMay('accounts.add'),
    person: useMay('people.manage'),
    post: useMay('posts.write'),
  }
  if (!units || !people) return null
  return [
    {
      title: 'A unit',
      note: 'The part of the institution that an account belongs to: Marketing, the Library, a faculty.',
      done: units.length > 0,
      to: '/units',
      act: 'Add a unit',
      may: may.unit,
    },
    {
      title: 'An account',
      note: 'It goes into the register with whoever answers for it, and is then connected. Practice is a network inside Rostrum, for trying all of this where nobody is watching.',
      done: accounts > 0,
      to: '/accounts/new',
      act: 'Add an account',
      may: may.account,
    },
    {
      title: 'A second person',
      note: 'Nobody approves their own post, so it takes two.',
      done: people.length >= enoughPeople,
      to: '/people',
      act: 'Invite a person',
      may: may.person,
    },
    {
      title: 'A post',
      note: 'You write, and the policy is checked beside the words. Somebody else approves exactly what you wrote. It goes out once, and is read back.',
      done: posts > 0,
      to: '/posts/new',
      act: 'Write a post',
      may: may.post,
    },
  ]
}

function FirstStepsCard({ accounts, posts }: { accounts: number; posts: number }) {
  const steps = useFirstSteps(accounts, posts)
  if (!steps) return null
  const next = steps.find((step) => !step.done)
  return (
    <Card title="From here to the first post">
      <Items label="From here to the first post">
        {steps.map((step) => (
          <Item
            key={step.title}
            title={step.title}
            note={step.note}
            end={
              step.done ? (
                <Chip level="ok">Done</Chip>
              ) : (
                step.may && (
                  <ActionLink to={step.to} kind={step === next ? 'primary' : 'secondary'}>
                    {step.act}
                  </ActionLink>
                )
              )
            }
          />
        ))}
      </Items>
    </Card>
  )
}

/** For a newcomer, or a clear desk: what to do first. */
export function FirstSteps() {
  const accounts = useQuery(accountsQuery(false)).data?.accounts
  const mayRead = useMay('posts.read')
  const posts = useQuery({ ...postsQuery({}), enabled: mayRead }).data?.posts
  const mayAdd = useMay('accounts.add')
  const mayWrite = useMay('posts.write')
  if (!accounts || (mayRead && !posts)) return null
  if (mayAdd && (accounts.length === 0 || posts?.length === 0))
    return <FirstStepsCard accounts={accounts.length} posts={posts?.length ?? 0} />
  if (!mayRead)
    return (
      <EmptyState title="You have no part in an account yet">
        <p>
          Whoever answers for an account can give you one, and its posts then appear here. The register says
          who that is; the policy says what holds for everybody.
        </p>
      </EmptyState>
    )
  return (
    <EmptyState
      title="A clear desk"
      action={
        mayWrite ? (
          <ActionLink to="/posts/new" kind="primary">
            Write a post
          </ActionLink>
        ) : undefined
      }
    >
      <p>Posts to approve, answers from the networks, and accounts that need somebody appear here.</p>
    </EmptyState>
  )
}
