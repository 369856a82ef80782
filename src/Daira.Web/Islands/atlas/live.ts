// The interactive map, in the place and projection of the drawing. Fetched only when it is opened.
import { Map as LibreMap, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl'
import { fetchAnswer, placesOf, type Answer, type PlaceAnswer } from './answer'
import { coloursAt, hatching } from './colours'
import { keyboard } from './keyboard'
import { savePicture } from './picture'
import { is, opacity, pointAt, source, styleOf } from './style'

export interface LiveMap {
  /** A button beside the map: in, out, home. */
  press(what: string): void
  /** Shows what an address says: the selected place and the classes that are hidden. */
  restore(address: URL): void
  savePicture(): void
}

/** @returns Null where the browser cannot draw it; the drawing stays. */
export async function openLiveMap(atlas: HTMLElement, choose: (code: string) => void): Promise<LiveMap | null> {
  const part = atlas.querySelector<HTMLElement>('[data-part="map"]')
  const figure = part?.querySelector<HTMLElement>('figure')
  if (!part || !figure || !canDraw()) return null
  const answer = await fetchAnswer(atlas.dataset.answer!)
  setWorkerUrl(new URL(part.dataset.worker!, location.href).href)
  return new Live(atlas, part, figure, answer, choose)
}

function canDraw(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

class Live implements LiveMap {
  private readonly map: LibreMap
  private readonly places: Map<string, PlaceAnswer>
  private readonly tip = document.createElement('div')
  private hidden = new Set<string>()
  private selected: string | null = null
  private hovered: string | null = null

  constructor(private readonly atlas: HTMLElement, private readonly part: HTMLElement, private readonly figure: HTMLElement, private readonly answer: Answer, private readonly choose: (code: string) => void) {
    this.places = placesOf(answer)
    this.read(new URL(location.href))
    const container = document.createElement('div')
    container.className = 'live'
    this.tip.className = 'tip'
    this.tip.hidden = true
    figure.append(container, this.tip)
    const { words } = answer
    this.map = new LibreMap({
      container,
      style: styleOf(answer, coloursAt(atlas), this.hidden, this.selected, this.pickedPoint()),
      bounds: answer.bounds,
      fitBoundsOptions: { padding: 16 },
      minZoom: 3, maxZoom: 13,
      renderWorldCopies: false, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, keyboard: false,
      cooperativeGestures: true,
      fadeDuration: 100,
      locale: {
        'Map.Title': answer.title,
        'CooperativeGesturesHandler.WindowsHelpText': words['map.gesture.wheel']!,
        'CooperativeGesturesHandler.MacHelpText': words['map.gesture.mac']!,
        'CooperativeGesturesHandler.MobileHelpText': words['map.gesture.touch']!,
      },
    })
    this.map.touchZoomRotate.disableRotation()
    this.listen()
  }

  press(what: string) {
    if (what === 'in') this.map.zoomIn()
    else if (what === 'out') this.map.zoomOut()
    else if (what === 'home') this.home()
  }

  restore(address: URL) {
    this.read(address)
    if (!this.map.isStyleLoaded()) return void this.map.once('load', () => this.restore(address))
    this.map.setFilter('picked', is(this.selected)).setFilter('picked-case', is(this.selected))
    this.map.getSource<GeoJSONSource>('picked')?.setData(pointAt(this.pickedPoint()))
    this.dim()
    this.announce()
  }

  savePicture() {
    savePicture(this.map, this.answer, this.hidden, coloursAt(this.atlas))
  }

  private read(address: URL) {
    this.hidden = new Set((address.searchParams.get('hide') ?? '').split(',').filter(Boolean))
    this.selected = address.searchParams.get('selected')
  }

  /** Where the ring of a small place stands; larger ones are seen without one. */
  private pickedPoint(): [number, number] | null {
    const small = this.answer.level === 'unit'
    return (small && this.selected && this.places.get(this.selected)?.at) || null
  }

  private home() {
    this.map.fitBounds(this.answer.bounds, { padding: 16 })
  }

  private listen() {
    const { map } = this
    map.on('style.load', () => {
      map.addImage('hatching', hatching(coloursAt(this.atlas)), { pixelRatio: 2 })
      this.paintPlaces()
    })
    map.on('idle', () => {
      this.figure.dataset.live = ''
      this.atlas.dataset.mapIdle = ''
    })
    map.on('movestart', () => { delete this.atlas.dataset.mapIdle })
    map.on('error', event => console.warn(event.error?.message))
    map.on('mousemove', event => this.hover(event))
    map.on('mouseout', () => this.leave())
    map.on('click', event => {
      const code = this.codeAt(event)
      if (code) this.choose(code)
    })
    keyboard(map, this.places, { selected: () => this.hovered ?? this.selected, mark: code => this.mark(code), choose: this.choose, home: () => this.home() }, this.answer.words['map.keys']!)
    const repaint = () => this.repaint()
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint)
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  }

  /** Tells the map each place's class; it keeps it for tiles that are still to come. */
  private paintPlaces() {
    for (const { code, position } of this.places.values()) {
      this.map.setFeatureState({ source, sourceLayer: this.answer.level, id: code }, { position })
    }
  }

  private repaint() {
    this.map.setStyle(styleOf(this.answer, coloursAt(this.atlas), this.hidden, this.selected, this.pickedPoint()), { diff: false })
  }

  private dim() {
    this.map.setPaintProperty('areas', 'fill-opacity', opacity(this.answer, this.hidden))
    for (const [i, { id }] of this.answer.classes.entries()) {
      if (this.map.getLayer(`hatched-${i}`)) this.map.setPaintProperty(`hatched-${i}`, 'fill-opacity', this.hidden.has(id) ? 0.15 : 1)
    }
  }

  private codeAt(event: MapMouseEvent): string | null {
    const found = this.map.queryRenderedFeatures(event.point, { layers: ['areas'] }).map(f => String(f.properties.code))
    return found.find(code => this.places.has(code)) ?? null
  }

  private hover(event: MapMouseEvent) {
    const code = this.codeAt(event)
    this.map.getCanvas().style.cursor = code ? 'pointer' : ''
    this.outline(code)
    if (!code) return void (this.tip.hidden = true)
    this.showTip(code, event.point.x, event.point.y)
  }

  private leave() {
    this.outline(null)
    this.tip.hidden = true
  }

  /** A place reached by keyboard: outlined, brought into sight, said aloud. */
  private mark(code: string | null) {
    this.outline(code)
    const at = code && this.places.get(code)?.at
    if (!code || !at) return void (this.tip.hidden = true)
    if (!this.map.getBounds().contains(at)) this.map.panTo(at)
    const point = this.map.project(at)
    this.showTip(code, point.x, point.y)
    this.say(code)
  }

  private outline(code: string | null) {
    if (this.hovered === code) return
    for (const [id, hovered] of [[this.hovered, false], [code, true]] as const) {
      if (id) this.map.setFeatureState({ source, sourceLayer: this.answer.level, id }, { hovered })
    }

    this.hovered = code
  }

  private showTip(code: string, x: number, y: number) {
    const place = this.places.get(code)!
    const name = document.createElement('b')
    name.textContent = place.name
    const kind = this.answer.classes[place.position]
    const lines = [[kind?.letters, kind?.name].filter(Boolean).join(' – '), ...place.figures.map((figure, i) => `${this.answer.figures[i]}: \u2066${figure}\u2069`)]
    this.tip.replaceChildren(name, ...lines.map(line => {
      const small = document.createElement('small')
      small.textContent = line
      return small
    }))
    this.tip.hidden = false
    const { clientWidth: width, clientHeight: height } = this.figure
    this.tip.style.left = `${Math.min(x + 14, width - this.tip.offsetWidth - 4)}px`
    this.tip.style.top = `${y + 18 + this.tip.offsetHeight > height ? y - this.tip.offsetHeight - 10 : y + 18}px`
  }

  private announce() {
    if (this.selected && this.places.has(this.selected)) this.say(this.selected)
  }

  private say(code: string) {
    const place = this.places.get(code)!
    const line = this.part.querySelector('[data-announce]')
    if (line) line.textContent = [place.name, this.answer.classes[place.position]?.name, ...place.figures].filter(Boolean).join(this.answer.language === 'ar' ? '، ' : ', ')
  }
}

