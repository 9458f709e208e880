import type { Footfall, Hit, HitFields, Settings } from './fields';
import { outbox } from './outbox';
import { reading } from './reading';

const SDK_VERSION = 'js/0.1.0';
const FILES = '7z|csv|dmg|docx?|exe|gz|mp[34]|pdf|pkg|pptx?|rar|txt|xlsx?|zip';

/** Longest texts of a hit: the collector refuses one with a longer text. */
const URL_CHARACTERS = 4_096;
const TEXT_CHARACTERS = 1_024;

/** Starts to track the page; does nothing where the visitor objects by Do Not Track or Global Privacy Control. */
export function track(settings: Settings): Footfall {
  if (objects()) return () => {};
  const [send, sendLast] = outbox(`${settings.api.replace(/\/+$/, '')}/api/event`);
  const [restart, measure, readSeconds, depth] = reading();
  let always: Partial<Hit> = {};
  let referrer = document.referrer;
  /** The page in view: its pageview, where it is, and the seconds that were told of it. */
  let page: Hit | undefined;
  let shown: string | undefined;
  let told = 0;
  let started = settings.manual;

  /** Each hit is made once: what is sent again has the id, the time and the page of the first attempt. */
  function hit(type: Hit['event_type'], fields?: Partial<Hit>): Hit {
    return {
      website_id: settings.websiteId,
      event_type: type,
      event_id: uuid(),
      client_timestamp: Date.now(),
      page_url: place().slice(0, URL_CHARACTERS),
      page_title: document.title.slice(0, TEXT_CHARACTERS),
      page_referrer: referrer.slice(0, URL_CHARACTERS),
      screen_resolution: `${screen.width}x${screen.height}`,
      sdk_version: SDK_VERSION,
      ...plain({ ...always, ...fields }),
    };
  }

  /** A fragment may hold what is nobody's business, such as a token: it goes along only where it is the route. */
  function place(): string {
    return settings.hash ? location.href : location.href.split('#')[0]!;
  }

  /** What makes a page another one: neither its query nor, where it is no route, its fragment. */
  function route(): string {
    return location.pathname + (settings.hash ? location.hash : '');
  }

  function pageview(fields?: HitFields): void {
    tell();
    if (page) referrer = page.page_url!;
    shown = route();
    told = 0;
    restart();
    page = hit('pageview', fields);
    send(page);
  }

  /**
   * Tells how the page was read: by a copy of its pageview, which counts nowhere again. An event
   * would make a visit of one page no bounce any more.
   */
  function tell(): void {
    const seconds = readSeconds();
    if (!page || seconds <= told) return;
    told = seconds;
    send({ ...page, time_on_page: seconds, props: { ...page.props, scroll_depth: depth() } });
  }

  /** Told apart by its state: browsers differ in the order in which a page is hidden and left. */
  function leave(): void {
    measure();
    tell();
    sendLast();
  }

  /** Routers change the address first and the title later, and redirect in one go. */
  function moved(): void {
    measure();
    setTimeout(() => {
      if (route() !== shown) pageview();
    });
  }

  function start(): void {
    if (started) return;
    started = true;
    for (const method of ['pushState', 'replaceState'] as const) {
      const original = history[method];
      history[method] = (...change) => {
        original.apply(history, change);
        moved();
      };
    }
    addEventListener('popstate', moved);
    addEventListener('hashchange', moved);
    // Back by the browser's memory of whole pages: nothing is loaded, yet the page is seen again.
    addEventListener('pageshow', (again) => {
      if (again.persisted) pageview();
    });
    pageview();
  }

  function followLinks(): void {
    const { downloads, outbound } = settings;
    const endings = downloads && new RegExp(`\\.(${downloads === true ? FILES : downloads.join('|')})$`, 'i');
    const clicked = (click: MouseEvent): void => {
      const link = (click.composedPath() as HTMLAnchorElement[]).find((element) => element.href);
      // The right button opens a menu; a link to a mail address or in a drawing has no host.
      if (click.button > 1 || !link?.host) return;
      const url = (link.origin + link.pathname).slice(0, TEXT_CHARACTERS);
      if (endings && endings.test(link.pathname)) event('file_download', { props: { url } });
      else if (outbound && link.host !== location.host) event('outbound_link', { props: { url } });
    };
    addEventListener('click', clicked, true);
    addEventListener('auxclick', clicked, true);
  }

  function event(name: string, fields?: HitFields): void {
    send(hit('event', { ...fields, event_name: name }));
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leave();
  });
  addEventListener('pagehide', leave);
  followLinks();
  // Later than what the page says next: a `set` is to be in the first pageview, too.
  whenSeen(() => setTimeout(start));

  return (command: string, first?: unknown, second?: unknown) => {
    if (command === 'set') {
      always = plain({ ...always, ...(first as HitFields) });
      return;
    }
    whenSeen(() => {
      start();
      if (command === 'event') event(first as string, second as HitFields);
      else if (command === 'pageview') pageview(first as HitFields);
      else if (command === 'transaction') send(hit(command, first as HitFields));
    });
  };
}

function objects(): boolean | undefined {
  return navigator.doNotTrack === '1' || (navigator as Navigator & { globalPrivacyControl?: boolean }).globalPrivacyControl;
}

/**
 * As it will be sent: without what is undefined, and untouched by what the page does to its objects
 * later. What JSON cannot say throws here, at the call that brings it, and is never queued.
 */
function plain(fields: Partial<Hit>): Partial<Hit> {
  return JSON.parse(JSON.stringify(fields));
}

/** A browser may load a page before anyone asks for it, and show it later, once, or never. */
function whenSeen(start: () => void): void {
  if ((document as Document & { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', start);
  } else {
    start();
  }
}

/** Of version 4, variant 8. `crypto.randomUUID` is not there for pages without https. */
function uuid(): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    (crypto.getRandomValues(new Uint8Array(1))[0]! & 15).toString(16),
  );
}
