const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.5 GB`: decimal, as disks are sold. */
export function inBytes(bytes: number): string {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${units[step]}`
}
