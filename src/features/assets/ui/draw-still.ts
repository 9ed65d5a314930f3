const edge = 1280
const patience = 8000

/** A still of a video, drawn by the browser from the file on this machine; null where it can't play it. */
export async function drawStill(file: File): Promise<Blob | null> {
  const address = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  try {
    const shown = reached(video, 'loadeddata')
    video.src = address
    if (!(await shown)) return null
    // The first picture is black in many a film.
    const sought = reached(video, 'seeked')
    video.currentTime = Math.min(1, video.duration / 2)
    return (await sought) ? await drawn(video) : null
  } finally {
    video.removeAttribute('src')
    URL.revokeObjectURL(address)
  }
}

function reached(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience)
    const settle = (happened: boolean) => () => {
      clearTimeout(timer)
      resolve(happened)
    }
    video.addEventListener(event, settle(true), { once: true })
    video.addEventListener('error', settle(false), { once: true })
  })
}

function drawn(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return Promise.resolve(null)
  const scale = Math.min(1, edge / Math.max(videoWidth, videoHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(videoWidth * scale))
  canvas.height = Math.max(1, Math.round(videoHeight * scale))
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
}
