// Linked maps: what is hovered, picked, moved or enlarged on one is on all, in the table and in the chart too. Without script the
// same links lead to the same views.
import { replaceParts } from './atlas/parts'

const island = document.querySelector<HTMLElement>('[data-island="compare"]')
if (island) link(island)
slide()

function link(island: HTMLElement) {
  const pictures = [...island.querySelectorAll<HTMLElement>('[data-picture]')]
  const maps = pictures.map(p => p.querySelector<SVGSVGElement>('svg.map')!)
  let hovered: string | null = null

  // A short address is written out, so that what the reader copies restores this view whatever the defaults become.
  history.replaceState(null, '', island.dataset.address! + location.hash)
  island.addEventListener('pointerover', event => hover(codeOf(event.target)))
  island.addEventListener('focusin', event => hover(codeOf(event.target)))
  island.addEventListener('pointerleave', () => hover(null))
  island.addEventListener('click', event => {
    const anchor = (event.target as Element).closest<HTMLAnchorElement>('a')
    const button = (event.target as Element).closest<HTMLElement>('[data-do]')
    if (button) return void press(button.dataset.do!)
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return
    const there = new URL(hrefOf(anchor), location.href)
    if (moved) return void event.preventDefault()
    if (there.pathname !== location.pathname || !onlySelects(there)) return
    event.preventDefault()
    history.pushState(null, '', there)
    void select(there)
  })
  addEventListener('popstate', () => { location.reload() })

  function hover(code: string | null) {
    if (code === hovered) return
    for (const marked of island.querySelectorAll('.hover')) marked.classList.remove('hover')
    hovered = code
    for (const same of code ? island.querySelectorAll(`[data-place="${CSS.escape(code)}"]`) : []) same.classList.add('hover')
    for (const picture of pictures) {
      const title = code && picture.querySelector(`[data-place="${CSS.escape(code)}"] > title`)
      picture.querySelector('[data-figure]')!.textContent = title ? title.textContent : ''
    }
  }

  /** The ring stands on every map; the panel and the table are rendered by the server. */
  async function select(there: URL) {
    const code = there.searchParams.get('selected')
    for (const map of maps) {
      map.querySelector('.picked')?.remove()
      if (!code || !document.getElementById(`l-${code}`)) continue
      const group = document.createElementNS(map.namespaceURI, 'g')
      group.setAttribute('class', 'picked')
      for (const kind of ['case', 'ring']) {
        const use = document.createElementNS(map.namespaceURI, 'use')
        use.setAttribute('class', kind)
        use.setAttribute('href', `#l-${code}`)
        group.append(use)
      }
      map.append(group)
    }
    for (const language of document.querySelectorAll<HTMLAnchorElement>('.langs a')) language.search = there.search
    await replaceParts(there, ['pick', 'places'])
  }

  // One window onto the same sheet, for all maps.
  const whole = maps[0]?.viewBox.baseVal
  const home = whole ? { x: whole.x, y: whole.y, width: whole.width, height: whole.height } : { x: 0, y: 0, width: 1, height: 1 }
  let sight = { ...home }
  let moved = false

  function show(next: typeof sight) {
    const width = Math.min(home.width, Math.max(home.width / 16, next.width))
    const height = width * home.height / home.width
    const within = (value: number, from: number, size: number, length: number) => Math.min(from + size - length, Math.max(from, value))
    sight = { width, height, x: within(next.x, home.x, home.width, width), y: within(next.y, home.y, home.height, height) }
    for (const map of maps) map.setAttribute('viewBox', `${sight.x} ${sight.y} ${sight.width} ${sight.height}`)
  }

  function zoom(by: number, atX = 0.5, atY = 0.5) {
    const width = sight.width / by
    const height = sight.height / by
    show({ x: sight.x + (sight.width - width) * atX, y: sight.y + (sight.height - height) * atY, width, height })
  }

  function press(what: string) {
    if (what === 'in') zoom(1.6)
    else if (what === 'out') zoom(1 / 1.6)
    else show(home)
  }

  for (const map of maps) {
    map.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const box = map.getBoundingClientRect()
      zoom(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
    }, { passive: false })
    map.addEventListener('pointerdown', event => {
      moved = false
      if (event.pointerType === 'touch' || event.button !== 0) return
      const from = { x: event.clientX, y: event.clientY, ...{ left: sight.x, top: sight.y } }
      const scale = sight.width / map.getBoundingClientRect().width
      const move = (e: PointerEvent) => {
        if (Math.hypot(e.clientX - from.x, e.clientY - from.y) > 4) moved = true
        if (moved) show({ ...sight, x: from.left - (e.clientX - from.x) * scale, y: from.top - (e.clientY - from.y) * scale })
      }
      addEventListener('pointermove', move)
      addEventListener('pointerup', () => { removeEventListener('pointermove', move); setTimeout(() => { moved = false }) }, { once: true })
    })
    map.addEventListener('dragstart', event => event.preventDefault())
    map.addEventListener('keydown', event => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
      if (step && sight.width < home.width) {
        event.preventDefault()
        show({ ...sight, x: sight.x + step[0]! * sight.width / 5, y: sight.y + step[1]! * sight.height / 5 })
      } else if (event.key === '+' || event.key === '=') zoom(1.6)
      else if (event.key === '-') zoom(1 / 1.6)
    })
  }
}

function codeOf(target: EventTarget | null): string | null {
  return (target as Element | null)?.closest<SVGElement | HTMLElement>('[data-place]')?.dataset.place ?? null
}

/** Links inside a drawing keep their address as an attribute only. */
function hrefOf(anchor: Element): string {
  return anchor.getAttribute('href') ?? ''
}

/** Whether an address is this view with another place picked, or its table sorted or turned. */
function onlySelects(there: URL): boolean {
  return question(there) === question(new URL(location.href)) && there.search !== ''
}

function question(url: URL): string {
  return [...url.searchParams].filter(([name]) => !['selected', 'sort', 'page', 'part'].includes(name)).map(([name, value]) => `${name}=${value}`).sort().join('&')
}

/** The slider over contests follows the links of the line. */
function slide() {
  const slider = document.querySelector<HTMLInputElement>('[data-slider]')
  const stops = [...document.querySelectorAll<HTMLAnchorElement>('.pairs ol a')]
  const say = () => { slider?.setAttribute('aria-valuetext', stops[Number(slider.value)]?.textContent ?? '') }
  say()
  slider?.addEventListener('input', say)
  slider?.addEventListener('change', () => { location.assign(stops[Number(slider.value)]!.href) })
}
