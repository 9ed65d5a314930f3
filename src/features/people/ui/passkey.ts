import type { StartAuthenticationOpts, StartRegistrationOpts } from '@simplewebauthn/browser'
import { api, ApiProblem } from '#ui/api.ts'
import type { PasskeyResponse } from '../contract.ts'
import { passkeyOptions } from './stage.ts'

type MakeOptions = StartRegistrationOpts['optionsJSON']
type UseOptions = StartAuthenticationOpts['optionsJSON']

/** Passkeys need a secure page and a name: browsers refuse them on an address of digits. */
export function passkeysWork(): boolean {
  const digits = /^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ''))
  return window.isSecureContext && 'PublicKeyCredential' in window && !digits
}

async function plainly<T>(ceremony: () => Promise<T>): Promise<T> {
  try {
    return await ceremony()
  } catch (error) {
    const known = error instanceof Error && error.name === 'InvalidStateError'
    throw new ApiProblem({
      status: 0,
      code: 'passkey-not-used',
      title: known
        ? 'This device has a passkey for you already.'
        : 'The passkey was not used: it was cancelled, or took too long.',
      fix: known
        ? 'Use another device, or go on with the one you have.'
        : 'Try once more when you are ready.',
    })
  }
}

/** Asks the device for a new passkey. `path`: `/enrolment` or `/me`. */
export async function newPasskey(path: '/enrolment' | '/me'): Promise<PasskeyResponse> {
  const { options } = await api.post(`${path}/passkey-options`, {}, passkeyOptions)
  const { startRegistration } = await import('@simplewebauthn/browser')
  const made = await plainly(() => startRegistration({ optionsJSON: options as unknown as MakeOptions }))
  return made as unknown as PasskeyResponse
}

/** Asks the device to show a passkey. */
export async function showPasskey(): Promise<PasskeyResponse> {
  const { options } = await api.post('/session/passkey-options', {}, passkeyOptions)
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const shown = await plainly(() => startAuthentication({ optionsJSON: options as unknown as UseOptions }))
  return shown as unknown as PasskeyResponse
}

/** A name to begin with, so that nobody has to think of one. */
export function nameOfThisDevice(): string {
  const agent = navigator.userAgent
  const names: [RegExp, string][] = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android telephone'],
    [/Windows/, 'Windows computer'],
    [/Mac OS X/, 'Mac'],
    [/CrOS/, 'Chromebook'],
    [/Linux/, 'Linux computer'],
  ]
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? 'My device'
}
