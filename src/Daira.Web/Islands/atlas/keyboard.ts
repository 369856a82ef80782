// Arrows walk from place to place, Enter selects, + and − zoom, Home shows the whole country, Esc leaves the map.
import type { Map as LibreMap } from 'maplibre-gl'
import type { PlaceAnswer } from './answer'

interface Walk {
  selected(): string | null
  mark(code: string | null): void
  choose(code: string): void
  home(): void
}

const directions: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }

export function keyboard(map: LibreMap, places: Map<string, PlaceAnswer>, walk: Walk, help: string) {
  const canvas = map.getCanvas()
  canvas.setAttribute('aria-description', help)
  let here: string | null = null
  canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = directions[event.key]
    if (direction) {
      here = neighbour(here ?? walk.selected(), direction, places, map)
      walk.mark(here)
    } else if (event.key === 'Enter' && here) walk.choose(here)
    else if (event.key === '+' || event.key === '=') map.zoomIn()
    else if (event.key === '-' || event.key === '−') map.zoomOut()
    else if (event.key === 'Home') walk.home()
    else if (event.key === 'Escape') {
      walk.mark(here = null)
      canvas.blur()
    } else return
    event.preventDefault()
  })
  canvas.addEventListener('blur', () => walk.mark(null))
}

/** The nearest place in a direction; what lies off to the side counts as farther. Without a place to start from, the one in the middle of the map. */
function neighbour(from: string | null, [dx, dy]: [number, number], places: Map<string, PlaceAnswer>, map: LibreMap): string | null {
  const start = from ? places.get(from)?.at : null
  const centre = map.getCenter()
  const [x, y] = start ?? [centre.lng, centre.lat]
  const narrow = Math.cos(y * Math.PI / 180)
  let best: string | null = null
  let least = Infinity
  for (const { code, at } of places.values()) {
    if (!at || code === from) continue
    const [east, north] = [(at[0] - x) * narrow, at[1] - y]
    const along = east * dx + north * dy
    const aside = Math.abs(east * dy) + Math.abs(north * dx)
    const far = start ? along + 2 * aside : Math.hypot(east, north)
    if ((!start || along > aside * 0.5) && far < least) [best, least] = [code, far]
  }

  return best ?? from
}
