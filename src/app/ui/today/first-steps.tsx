import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { postsQuery } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { useMay } from '#ui/session.ts'

// Only how many there are: what each of them is like belongs to other pages.
const unitsHere = z.object({ units: z.array(z.unknown()) })
const accountsHere = z.object({ total: z.number() })
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

/** For the first minutes after set-up. */
export function FirstStepsCard({ accounts, posts }: { accounts: number; posts: number }) {
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

/** Until the first post is there: how far it has come. Null for everybody who does not found the house, and later. */
export function useFounding(): { accounts: number; posts: number } | null {
  const enabled = useMay('accounts.add')
  const accounts = useQuery({
    queryKey: ['accounts', 'how-many'],
    queryFn: ({ signal }) => api.get('/accounts?limit=1', accountsHere, { signal }),
    enabled,
  }).data?.total
  const posts = useQuery({ ...postsQuery({}), enabled }).data?.posts.length
  if (accounts === undefined || posts === undefined || (accounts > 0 && posts > 0)) return null
  return { accounts, posts }
}
