import type { Footfall } from './fields';
import { track } from './tracker';

/** The page's own stand-in, with the calls made before this script came. */
type Early = { q?: IArguments[] };

type Running = Footfall & { runs?: boolean };

const page = window as { footfall?: Running & Early };
const script = (document.currentScript ?? document.querySelector('script[data-website-id]')) as HTMLScriptElement;
const { websiteId, api, downloads, hash, manual, outbound } = script.dataset;

if (!websiteId) {
  console.warn('footfall: no data-website-id');
} else if (!page.footfall?.runs) {
  // Not a second time, as where a tag manager brings the script, too.
  const calls = page.footfall?.q ?? [];
  const footfall: Running = track({
    websiteId,
    // Beside the folder it came from: through a proxy's path it talks through that path.
    api: api ?? new URL('..', script.src).href,
    hash: hash != null,
    manual: manual != null,
    outbound: outbound != null,
    downloads: downloads === '' || (downloads?.split(/\W+/) ?? false),
  });
  footfall.runs = true;
  page.footfall = footfall;
  for (const call of calls) (footfall as (...command: unknown[]) => void)(...call);
}
