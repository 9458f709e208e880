/**
 * What a reader sees on the live page, as data. Numbers are those on the screen, so a number in
 * motion is read in motion; null where the page shows none.
 */
export async function pageFacts(page) {
  return page.evaluate(() => {
    const text = (selector, within = document) => within.querySelector(selector)?.textContent?.trim() ?? null;
    const number = (shown) => (shown === null || !/\d/.test(shown) ? null : Number(shown.replace(/[^\d]/g, '')));
    const figure = (fact) => number(text(`[data-fact="${fact}"]`));
    const rows = (fact) =>
      [...document.querySelectorAll(`[data-fact="${fact}"] > li`)].map((row) => ({
        label: text('.row-label', row),
        pageviews: number(text('.row-count', row)),
      }));
    return {
      website: text('[data-fact="website"]'),
      status: text('.status strong'),
      statusDetail: text('.status-detail'),
      stale: document.querySelector('.board.stale') !== null,
      waitingForFirstHit: document.querySelector('.first-hit') !== null,
      activeUsers: figure('active-users'),
      pageviews30m: figure('pageviews-30m'),
      activeUsers30m: figure('active-users-30m'),
      events30m: figure('events-30m'),
      bars: document.querySelectorAll('.bar').length,
      barsWithPageviews: [...document.querySelectorAll('.bar-pageviews')].filter((bar) => bar.style.height !== '0%').length,
      pageviewsInBars: [...document.querySelectorAll('.chart tbody tr')].reduce(
        (sum, row) => sum + number(row.cells[1].textContent),
        0,
      ),
      topPages: rows('top-pages'),
      topCountries: rows('top-countries'),
      topSources: rows('top-sources'),
      topDevices: rows('top-devices'),
      goals: rows('top-goals'),
      recentHits: [...document.querySelectorAll('[data-fact="recent-hits"] > li')].map((hit) => ({
        what: text('.hit-what', hit),
        age: text('.hit-age', hit),
        met: text('.hit-goals bdi', hit),
        who: [...hit.querySelectorAll('.hit-who > bdi')].map((part) => part.textContent),
      })),
      notice: text('.notice'),
      emptyBelowFooter: Math.round(
        document.documentElement.scrollHeight - Math.max(innerHeight, document.querySelector('.page').getBoundingClientRect().bottom + scrollY),
      ),
      widerThanScreenBy: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });
}

/** What visitors' data may have brought into the page: scripts that ran, elements of theirs, links to other hosts. */
export async function foreignTo(page) {
  return page.evaluate(() => ({
    executed: window.executed ?? 0,
    elements: document.querySelectorAll(
      '#app img:not([src="/favicon.svg"]), #app script, #app iframe, #app svg:not(.map-drawn, .lines-drawn, .spark), #app b, #app [onerror], #app [onload], #app a[href^="javascript"]',
    ).length,
    links: [...new Set([...document.links].filter((link) => link.origin !== location.origin).map((link) => link.href))],
  }));
}
