// A drawing of the server as a picture to take home. Fetched only when it is asked for.
import { fetchAnswer } from './answer'
import { coloursAt } from './colours'
import { takeHome } from './picture'

const painted = ['fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-linecap', 'opacity']

export async function saveDrawing(atlas: HTMLElement) {
  const drawing = atlas.querySelector<SVGSVGElement>('svg.cartogram')
  if (!drawing) return
  const answer = await fetchAnswer(atlas.dataset.answer!)
  const hidden = new Set((new URL(location.href).searchParams.get('hide') ?? '').split(',').filter(Boolean))
  const { width, height } = drawing.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  const ratio = Math.max(2, devicePixelRatio)
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const pen = canvas.getContext('2d')!
  pen.drawImage(await imageOf(drawing, canvas), 0, 0, canvas.width, canvas.height)
  names(drawing, pen, canvas.width / drawing.viewBox.baseVal.width)
  takeHome({ canvas, width, height }, answer, hidden, coloursAt(atlas))
}

/** An image does not see the page's style sheet: what it says is written on each shape. */
async function imageOf(drawing: SVGSVGElement, size: { width: number, height: number }): Promise<HTMLImageElement> {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const shapes = [...copy.querySelectorAll('path, circle, rect')]
  drawing.querySelectorAll('path, circle, rect').forEach((shape, i) => {
    const style = getComputedStyle(shape)
    for (const name of painted) shapes[i]!.setAttribute(name, style.getPropertyValue(name))
  })
  copy.querySelectorAll('text').forEach(text => text.remove())
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', `${size.width}`)
  copy.setAttribute('height', `${size.height}`)
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }))
  const image = new Image()
  image.src = address
  await image.decode()
  URL.revokeObjectURL(address)
  return image
}

/** Names are written by the page, whose fonts an image does not have. */
function names(drawing: SVGSVGElement, pen: CanvasRenderingContext2D, scale: number) {
  pen.textAlign = 'center'
  pen.lineJoin = 'round'
  for (const text of drawing.querySelectorAll('text')) {
    const style = getComputedStyle(text)
    const [x, y] = [Number(text.getAttribute('x')) * scale, Number(text.getAttribute('y')) * scale]
    pen.font = `${style.fontWeight} ${Number.parseFloat(style.fontSize) * scale}px ${style.fontFamily}`
    pen.strokeStyle = style.stroke
    pen.lineWidth = Number.parseFloat(style.strokeWidth) * scale
    if (style.stroke !== 'none') pen.strokeText(text.textContent!, x, y)
    pen.fillStyle = style.fill
    pen.fillText(text.textContent!, x, y)
  }
}
