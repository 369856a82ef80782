// The map's style: what the static drawing shows, in layers.
import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Answer } from './answer'
import { fillOf, type Colour } from './colours'

export const source = 'places'
type Point = [number, number]
const fonts = ['Plex Latin', 'Plex Arabic', 'Noto Tifinagh', 'sans-serif']

/** Position of a place's class in the legend, −1 outside the answer. */
const position: ExpressionSpecification = ['coalesce', ['feature-state', 'position'], -1]

export function styleOf(answer: Answer, colour: Colour, hidden: ReadonlySet<string>, selected: string | null, at: Point | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      [source]: { type: 'vector', url: `${location.origin}/tiles/places.json`, promoteId: 'code' },
      picked: { type: 'geojson', data: pointAt(at) },
      cities: {
        type: 'geojson',
        data: { type: 'FeatureCollection', features: answer.cities.map(([x, y, name, rank]) => ({ type: 'Feature', properties: { name, rank }, geometry: { type: 'Point', coordinates: [x, y] } })) },
      },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
      { id: 'shore', ...of('country'), type: 'line', paint: { 'line-color': colour('coast-halo'), 'line-width': 9 }, layout: { 'line-join': 'round' } },
      { id: 'land', ...of('country'), type: 'fill', paint: { 'fill-color': colour('sunk') } },
      { id: 'areas', ...of(answer.level), type: 'fill', paint: { 'fill-color': fills(answer, colour), 'fill-opacity': opacity(answer, hidden), 'fill-antialias': false } },
      ...hatched(answer, hidden),
      ...borders(answer, colour),
      { id: 'hovered', ...of(answer.level), type: 'line', paint: { 'line-color': colour('map-ink'), 'line-width': ['case', ['boolean', ['feature-state', 'hovered'], false], 2.5, 0] } },
      { id: 'picked-case', ...of(answer.level), type: 'line', filter: is(selected), paint: { 'line-color': colour('map-halo'), 'line-width': 6 }, layout: { 'line-join': 'round' } },
      { id: 'picked', ...of(answer.level), type: 'line', filter: is(selected), paint: { 'line-color': colour('map-ink'), 'line-width': 2.5 }, layout: { 'line-join': 'round' } },
      ring('ring-case', colour('map-halo'), 6),
      ring('ring', colour('map-ink'), 2.5),
      ...names(answer, colour),
    ],
  }
}

/** A place too small to be seen has a ring around it. */
export function pointAt(at: Point | null): FeatureCollection {
  return { type: 'FeatureCollection', features: at ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }] : [] }
}

function ring(id: string, colour: string, width: number): LayerSpecification {
  return { id, type: 'circle', source: 'picked', maxzoom: 7.5, paint: { 'circle-radius': 14, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': colour, 'circle-stroke-width': width } }
}

export function is(code: string | null): ExpressionSpecification {
  return ['==', ['get', 'code'], code ?? '']
}

export function opacity(answer: Answer, hidden: ReadonlySet<string>): ExpressionSpecification | number {
  const dimmed = answer.classes.flatMap((c, i) => hidden.has(c.id) ? [i] : [])
  return dimmed.length ? ['match', position, dimmed, 0.15, 1] : 1
}

function fills(answer: Answer, colour: Colour): ExpressionSpecification {
  return ['match', position, ...answer.classes.flatMap((c, i) => [i, fillOf(c.swatch, colour)]), 'rgba(0,0,0,0)'] as unknown as ExpressionSpecification
}

/** A pattern cannot follow feature state, so hatched places are named one by one: few, and known beforehand. */
function hatched(answer: Answer, hidden: ReadonlySet<string>): LayerSpecification[] {
  return answer.classes.flatMap((c, i): LayerSpecification[] => c.swatch !== 'no-list' ? [] : [{
    id: `hatched-${i}`,
    ...of(answer.level),
    type: 'fill',
    filter: ['in', ['get', 'code'], ['literal', answer.places.filter(p => p[1] === i).map(p => p[0])]],
    paint: { 'fill-pattern': 'hatching', 'fill-opacity': hidden.has(c.id) ? 0.15 : 1 },
  }])
}

function borders(answer: Answer, colour: Colour): LayerSpecification[] {
  const widths = (from: number, to: number): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], 5, from, 10, to]
  const own = answer.level === 'unit' ? [] : [line('border-own', answer.level, colour('border-province'), widths(0.8, 1.2))]
  const approximate: LayerSpecification = {
    id: 'border-approximate', ...of('unit'), minzoom: 9, type: 'line', filter: ['has', 'approximate'],
    paint: { 'line-color': colour('ink-2'), 'line-width': 1, 'line-dasharray': [3, 2] },
  }
  return [
    line('border-unit', 'unit', colour('border-unit'), widths(answer.level === 'unit' ? 0.35 : 0, 0.8)),
    approximate,
    line('border-province', 'province', colour('border-province'), widths(0.5, 1.5)),
    ...own,
    line('border-region', 'region', colour('border-region'), widths(1, 2)),
    line('coast', 'country', colour('coast'), widths(1, 1.5)),
  ]
}

function line(id: string, layer: string, colour: string, width: ExpressionSpecification): LayerSpecification {
  return { id, ...of(layer), type: 'line', paint: { 'line-color': colour, 'line-width': width }, layout: { 'line-join': 'round' } }
}

function names(answer: Answer, colour: Colour): LayerSpecification[] {
  const name: ExpressionSpecification = ['coalesce', ['get', answer.language], ['get', 'ar'], ['get', 'fr']]
  const paint = { 'text-color': colour('map-ink'), 'text-halo-color': colour('map-halo'), 'text-halo-width': 1.6 }
  const label = (layer: string, size: number, minzoom: number, maxzoom: number): LayerSpecification => ({
    id: `name-${layer}`, type: 'symbol', source, 'source-layer': `${layer}-name`, minzoom, maxzoom, paint,
    layout: { 'text-field': name, 'text-font': fonts, 'text-size': size, 'text-max-width': 8 },
  })
  return [
    { id: 'city', type: 'circle', source: 'cities', maxzoom: 8.5, filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 4.6, 2]], paint: { 'circle-radius': 3, 'circle-color': colour('surface'), 'circle-stroke-color': colour('map-ink'), 'circle-stroke-width': 1.3 } },
    {
      id: 'city-name', type: 'symbol', source: 'cities', maxzoom: 8.5, paint,
      filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 4.6, 2]],
      layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 12, 8, 15], 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.5, 'symbol-sort-key': ['get', 'rank'] },
    },
    ...letters(answer, paint),
    label('province', 13, answer.level === 'province' && isOfLists(answer) ? 7.6 : 6.8, 8.5),
    label('unit', 12, 8.5, 24),
  ]
}

const isOfLists = (answer: Answer) => answer.classes.some(c => c.letters)

/** Lists are never told by colour alone: their letters stand in the areas that have room. */
function letters(answer: Answer, paint: object): LayerSpecification[] {
  const pairs = answer.places.flatMap(([code, position]) => {
    const own = answer.classes[position]?.letters
    return own ? [code, own] : []
  })
  if (pairs.length === 0) return []
  return [{
    id: 'letters', type: 'symbol', source, 'source-layer': `${answer.level}-name`, paint,
    minzoom: answer.level === 'unit' ? 8 : 3,
    layout: { 'text-field': ['match', ['get', 'code'], ...pairs, ''] as unknown as ExpressionSpecification, 'text-font': fonts, 'text-size': 11, 'text-offset': [0, answer.level === 'unit' ? 1.1 : 0] },
  }]
}

function of(layer: string) {
  return { source, 'source-layer': layer }
}
