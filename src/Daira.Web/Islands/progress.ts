// How far a run is, without loading the page again; when it has ended the page knows where to lead.
const bar = document.querySelector<HTMLProgressElement>('progress[data-run]')
if (bar) follow(bar)

function follow(bar: HTMLProgressElement) {
  const done = document.querySelector<HTMLElement>('[data-done] .n')
  const figures = new Intl.NumberFormat(document.documentElement.lang === 'en' ? 'en' : 'fr')
  const ask = async () => {
    const answer = await fetch(bar.dataset.run!, { headers: { accept: 'application/json' } })
    if (!answer.ok) return location.reload()
    const run = await answer.json() as { state: string, done: number }
    bar.value = run.done
    if (done) done.textContent = figures.format(run.done)
    if (run.state === 'ended' || run.state === 'stopped') location.reload()
    else setTimeout(ask, 1000)
  }
  setTimeout(ask, 1000)
}
