// The first script of every page: small, and everything heavy is fetched when asked for.
document.documentElement.dataset.script = 'on'
export {}
