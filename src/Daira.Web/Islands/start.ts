// The first script of every page: small, and everything heavy is fetched when it is asked for.
import { offerPasskeys } from './passkeys'
import { suggestPlaces } from './search/suggestions'

document.documentElement.dataset.script = 'on'
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="place-search"]')) suggestPlaces(form)
offerPasskeys()
