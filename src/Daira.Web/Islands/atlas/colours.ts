// Colours are written once, in the style sheet; the map asks the page what they are.

const probe = () => {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  return canvas.getContext('2d', { willReadFrequently: true })!
}

/** Whatever way CSS writes a colour, as rgba() for the map. */
function plain(colour: string, context: CanvasRenderingContext2D): string {
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data as unknown as [number, number, number, number]
  return `rgba(${r},${g},${b},${(a / 255).toFixed(3)})`
}

export type Colour = (name: string) => string

/** @param at An element inside the map, where scales of other lengths have their own steps. */
export function coloursAt(at: Element): Colour {
  const style = getComputedStyle(at)
  const context = probe()
  return name => plain(style.getPropertyValue(`--${name}`).trim() || 'transparent', context)
}

/** The fill of a class: hatched and outlined ones are drawn by layers of their own. */
export function fillOf(swatch: string, colour: Colour): string {
  return swatch === 'undefined' ? 'rgba(0,0,0,0)'
    : swatch === 'not-significant' ? colour('cluster-4')
    : colour(swatch.replace(/^zone-/, 'list-'))
}

/** Diagonal lines on their ground. */
export function hatching(colour: Colour): ImageData {
  const size = 12
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const context = canvas.getContext('2d')!
  context.fillStyle = colour('no-list')
  context.fillRect(0, 0, size, size)
  context.strokeStyle = colour('hatch')
  context.lineWidth = 1.8
  for (const shift of [-size, 0, size]) {
    context.beginPath()
    context.moveTo(shift - 2, size + 2)
    context.lineTo(shift + size + 2, -2)
    context.stroke()
  }

  return context.getImageData(0, 0, size, size)
}
