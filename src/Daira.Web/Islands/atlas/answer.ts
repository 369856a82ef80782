// An answer as the interactive map needs it.

export interface Answer {
  level: string
  language: string
  title: string
  bounds: [number, number, number, number]
  attribution: string
  classes: { id: string, swatch: string, name: string, letters: string | null }[]
  figures: string[]
  places: [code: string, position: number, name: string, ...rest: (string | number | null)[]][]
  cities: [longitude: number, latitude: number, name: string, rank: number][]
  words: Record<string, string>
}

export interface PlaceAnswer { code: string, position: number, name: string, figures: string[], at: [number, number] | null }

export async function fetchAnswer(address: string): Promise<Answer> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return await answer.json() as Answer
}

export function placesOf(answer: Answer): Map<string, PlaceAnswer> {
  const count = answer.figures.length
  return new Map(answer.places.map(([code, position, name, ...rest]) => {
    const [longitude, latitude] = rest.slice(count) as [number | null, number | null]
    return [code, { code, position, name, figures: rest.slice(0, count) as string[], at: longitude === null || latitude === null ? null : [longitude, latitude] }]
  }))
}
