import { SelectField } from '#ui/parts/fields.tsx'
import { noticeKindNames, noticeKinds, type MailChoice, type NoticeSettings } from '../contract.ts'
import css from './notices.module.css'

const choices: { value: MailChoice; label: string }[] = [
  { value: 'once', label: 'At once' },
  { value: 'digest', label: 'In the digest' },
  { value: 'never', label: 'Not by letter' },
]
const isChoice = (value: string): value is MailChoice => choices.some((choice) => choice.value === value)

/** Each kind of notice with how it comes by letter. */
export function KindsTable(props: {
  mail: NoticeSettings['mail']
  onChange: (mail: NoticeSettings['mail']) => void
}) {
  const { mail, onChange } = props
  return (
    <table className={css.kinds}>
      <caption className="visually-hidden">What comes by letter, and how</caption>
      <tbody>
        {noticeKindNames.map((kind) => (
          <tr key={kind}>
            <th scope="row">{noticeKinds[kind].label}</th>
            <td>
              <SelectField
                aria-label={noticeKinds[kind].label}
                data={choices}
                value={mail[kind] ?? noticeKinds[kind].mail}
                onChange={(value) => isChoice(value) && onChange({ ...mail, [kind]: value })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
