// The map page with script: links and filters change parts of the page instead of loading it anew, and the drawing opens into an
// interactive map when it is asked for. Every address stays the one that works without script.
import { replaceParts, type Part } from './atlas/parts'
import type { LiveMap } from './atlas/live'

const atlas = document.querySelector<HTMLElement>('[data-island="map"]')
if (atlas) start(atlas)

function start(atlas: HTMLElement) {
  // A cartogram is a drawing and stays one.
  const isDrawn = atlas.dataset.drawn !== undefined
  let live: Promise<LiveMap | null> | undefined
  let opened: LiveMap | null = null

  document.addEventListener('click', event => {
    const target = event.target as Element
    const link = target.closest<HTMLAnchorElement>('a')
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (link && plain && link.origin === location.origin && link.pathname === location.pathname) followed(link, event)
    const button = target.closest<HTMLElement>('[data-do]')
    if (button) press(button.dataset.do!)
  })
  document.addEventListener('change', event => {
    const form = (event.target as Element).closest<HTMLFormElement>('[data-filter]')
    if (form) filter(form)
  })
  addEventListener('popstate', () => { void show(new URL(location.href), ['legend', 'pick', 'table', ...picture()], false) })

  // A short address is written out, so that what the reader copies restores this view whatever the defaults become.
  history.replaceState(null, '', atlas.dataset.address! + location.hash)
  // On a phone the tabs run out of sight: the one that is open is brought into it.
  document.querySelector('.tabs [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  openWhenItSuits()

  /** A place of the answer is selected, the table is sorted or turned; any other question is a new page. */
  function followed(link: HTMLAnchorElement, event: Event) {
    const next = new URL(link.href)
    const [here, there] = [question(new URL(location.href)), question(next)]
    if (here !== there || next.search === '') return
    event.preventDefault()
    const selected = next.searchParams.get('selected') !== new URL(location.href).searchParams.get('selected')
    void show(next, selected ? ['pick', 'table', ...picture()] : ['table'], true)
    if (selected && link.closest('table') && innerWidth < 768) document.querySelector('[data-part="pick"]')?.scrollIntoView({ block: 'nearest' })
  }

  function filter(form: HTMLFormElement) {
    const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name="show"]')]
    const hidden = boxes.filter(box => !box.checked).map(box => box.value).sort()
    const next = new URL(location.href)
    if (hidden.length) next.searchParams.set('hide', hidden.join(','))
    else next.searchParams.delete('hide')
    for (const word of ['page', 'offered', 'show']) next.searchParams.delete(word)
    void show(next, ['table', ...picture()], true)
  }

  /** The drawing is drawn anew by the server as long as it is what the reader sees. */
  function picture(): Part[] { return opened ? [] : ['map'] }

  async function show(next: URL, parts: Part[], remember: boolean) {
    if (remember) history.pushState(null, '', next)
    carry(next)
    opened?.restore(next)
    await replaceParts(next, parts)
  }

  function press(what: string) {
    if (what === 'png') void save()
    else void open().then(map => map?.press(what))
  }

  async function save() {
    if (isDrawn) await (await import('./atlas/drawing')).saveDrawing(atlas)
    else (await open())?.savePicture()
  }

  function open(): Promise<LiveMap | null> {
    live ??= import('./atlas/live').then(part => part.openLiveMap(atlas, choose)).catch(() => null).then(map => {
      if (!map) atIdle()
      return (opened = map)
    })
    return live
  }

  /** The reader picked a place on the interactive map. */
  function choose(code: string) {
    const next = new URL(location.href)
    if (next.searchParams.get('selected') === code) {
      location.href = `/${document.documentElement.lang}/places/${encodeURIComponent(code)}`
      return
    }

    next.searchParams.set('selected', code)
    void show(next, ['pick', 'table'], true)
  }

  /** The drawing stands and nothing more is coming. */
  function atIdle() { atlas.dataset.mapIdle = '' }

  /** On a desk and a good line the map opens by itself once the page is at rest; elsewhere it waits to be asked. */
  function openWhenItSuits() {
    for (const button of document.querySelectorAll<HTMLElement>('[data-do="png"]')) button.hidden = false
    if (isDrawn) return atIdle()
    const line = (navigator as { connection?: { saveData?: boolean, effectiveType?: string } }).connection
    const spare = !line?.saveData && (line?.effectiveType ?? '4g') === '4g'
    if (matchMedia('(min-width: 48rem) and (pointer: fine)').matches && spare) {
      const rest = 'requestIdleCallback' in window ? (then: () => void) => requestIdleCallback(then, { timeout: 2000 }) : (then: () => void) => setTimeout(then, 300)
      rest(() => { void open() })
    } else atIdle()
  }
}

/** Links drawn before the reader moved on keep leading to what is shown now: other languages to the same view, other questions to the same place. */
function carry(now: URL) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.langs a')) link.search = now.search
  const selected = now.searchParams.get('selected')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.tabs a, .crumbs a[href*="topic="], .time a[href*="topic="]')) {
    const there = new URL(link.href)
    if (selected) there.searchParams.set('selected', selected)
    else there.searchParams.delete('selected')
    link.href = there.href
  }
}

/** What decides whether an answer is another: everything in the address but how it is looked at. */
function question(url: URL): string {
  const words = [...url.searchParams].filter(([name, value]) => value && !['selected', 'hide', 'sort', 'page', 'offered', 'show'].includes(name))
  return words.map(([name, value]) => `${name}=${value}`).sort().join('&')
}
