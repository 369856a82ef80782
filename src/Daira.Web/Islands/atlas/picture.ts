// The map as a picture to take home: title, map, legend, and where the figures come from.
import type { Map as LibreMap } from 'maplibre-gl'
import type { Answer } from './answer'
import { fillOf, hatching, type Colour } from './colours'

const margin = 32
const line = 30

/** What stands in the middle, in pixels of the page; the canvas may be finer. */
export interface Painting { canvas: HTMLCanvasElement, width: number, height: number }

export function savePicture(map: LibreMap, answer: Answer, hidden: ReadonlySet<string>, colour: Colour) {
  map.once('render', () => {
    const canvas = map.getCanvas()
    takeHome({ canvas, width: canvas.clientWidth, height: canvas.clientHeight }, answer, hidden, colour)
  })
  map.triggerRepaint()
}

export function takeHome(painting: Painting, answer: Answer, hidden: ReadonlySet<string>, colour: Colour) {
  const picture = compose(painting, answer, hidden, colour)
  picture.toBlob(blob => blob && download(blob, `${document.title.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`))
}

function compose(painting: Painting, answer: Answer, hidden: ReadonlySet<string>, colour: Colour): HTMLCanvasElement {
  const ratio = painting.canvas.width / painting.width
  const width = painting.width + 2 * margin
  const rows = answer.classes.filter(c => !hidden.has(c.id))
  const columns = Math.max(1, Math.floor((width - 2 * margin) / 260))
  const legend = Math.ceil(rows.length / columns) * line
  const canvas = document.createElement('canvas')
  const height = margin + 44 + painting.height + 24 + legend + 3 * line
  canvas.width = width * ratio
  canvas.height = height * ratio
  const pen = canvas.getContext('2d')!
  pen.scale(ratio, ratio)
  const rtl = document.documentElement.dir === 'rtl'
  const family = getComputedStyle(document.body).fontFamily
  pen.direction = rtl ? 'rtl' : 'ltr'
  pen.textAlign = 'start'
  pen.textBaseline = 'middle'
  pen.fillStyle = colour('surface')
  pen.fillRect(0, 0, width, height)
  const x = (from: number) => rtl ? width - margin - from : margin + from
  write(answer.title, 0, margin + 14, `600 20px ${family}`, 'ink')
  pen.drawImage(painting.canvas, margin, margin + 44, painting.width, painting.height)
  rows.forEach((row, i) => {
    const top = margin + 44 + painting.height + 24 + Math.floor(i / columns) * line
    const at = (i % columns) * 260
    pen.fillStyle = row.swatch === 'no-list' ? pattern(pen, colour) : fillOf(row.swatch, colour)
    pen.strokeStyle = colour('control')
    const left = rtl ? x(at) - 28 : x(at)
    pen.fillRect(left, top, 28, 18)
    pen.strokeRect(left, top, 28, 18)
    write(row.name, at + 38, top + 10, `400 15px ${family}`, 'ink')
  })
  const foot = height - 2 * line
  const sources = document.querySelector('.a-pick > .src')?.textContent?.trim().replace(/\s+/g, ' ') ?? ''
  write(`${answer.words['map.approximate'] ?? ''} ${answer.attribution}`, 0, foot, `400 12px ${family}`, 'ink-2')
  write(`${sources} ${location.origin}${location.pathname}`, 0, foot + 22, `400 12px ${family}`, 'ink-2')
  return canvas

  function write(words: string, from: number, y: number, font: string, ink: string) {
    pen.font = font
    pen.fillStyle = colour(ink)
    pen.fillText(words, x(from), y, width - 2 * margin - from)
  }
}

function pattern(pen: CanvasRenderingContext2D, colour: Colour): CanvasPattern {
  const tile = document.createElement('canvas')
  const image = hatching(colour)
  tile.width = image.width
  tile.height = image.height
  tile.getContext('2d')!.putImageData(image, 0, 0)
  return pen.createPattern(tile, 'repeat')!
}

function download(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
