/**
 * What of the page as it stands breaks a rule of WCAG 2.2 that a program can tell: names, labels,
 * headings, references, tabs, live regions, and the contrast of every visible text with what is
 * painted behind it. Each finding is a sentence; none is as it should be.
 */
export async function findings(page) {
  return page.evaluate(() => {
    const found = [];
    const say = (element, text) => found.push(`${describe(element)} ${text}`);

    if (document.documentElement.lang === '') found.push('the page has no language');
    if (document.title.trim() === '') found.push('the page has no title');
    for (const [selector, name] of [['h1', 'first heading'], ['main', 'main part']]) {
      const count = document.querySelectorAll(selector).length;
      if (count !== 1) found.push(`the page has ${count} of what should be one ${name}`);
    }

    const shown = [...document.querySelectorAll('#app *')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('[aria-hidden="true"]') === null,
    );
    headings(shown.filter((element) => /^H[1-6]$/.test(element.tagName)));
    for (const element of shown) {
      if (element.matches('a[href], button, [role="tab"], [role="group"], [role="region"], [role="img"], nav, section') && nameOf(element) === '') {
        say(element, 'has no name');
      }
      if (element.matches('input, select, textarea') && nameOf(element) === '') say(element, 'has no label');
      if (element.matches('img') && !element.hasAttribute('alt')) say(element, 'has no alternative text');
      if (element.tabIndex > 0) say(element, 'changes the order of the focus');
      if (element.matches('a, button') && element.parentElement?.closest('a, button') !== null) say(element, 'lies within another');
      if (element.matches('[aria-live]') && element.getAttribute('aria-live') === 'assertive') say(element, 'interrupts');
      if (element.matches('th:not([scope])')) say(element, 'does not say what it heads');
      if (element.matches('[role="tablist"]') && element.querySelectorAll('[role="tab"][aria-selected="true"]').length !== 1) {
        say(element, 'has not one chosen tab');
      }
      if (element.matches('a[target="_blank"]') && !/noopener/.test(element.rel)) say(element, 'hands its window over');
      for (const reference of ['aria-controls', 'aria-labelledby', 'aria-describedby', 'for', 'list']) {
        for (const id of (element.getAttribute(reference) ?? '').split(' ').filter((one) => one !== '')) {
          if (document.getElementById(id) === null) say(element, `refers by ${reference} to nothing`);
        }
      }
    }
    for (const element of document.querySelectorAll('[id]')) {
      if (document.querySelectorAll(`#${CSS.escape(element.id)}`).length > 1) say(element, 'shares its id');
    }
    contrasts(shown);
    return [...new Set(found)];

    function headings(all) {
      let before = 0;
      for (const heading of all) {
        const level = Number(heading.tagName[1]);
        if (level > before + 1) say(heading, `follows a heading of level ${before}`);
        before = level;
      }
    }

    function nameOf(element) {
      const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
      const labels = [...(element.labels ?? [])].map((label) => label.textContent);
      const own = element.matches('a, button, [role="tab"]') ? [textOf(element)] : [];
      return [element.getAttribute('aria-label') ?? '', ...labelled, ...labels, ...own].join(' ').trim();
    }

    function textOf(element) {
      return [...element.childNodes]
        .map((node) => {
          if (node.nodeType === Node.TEXT_NODE) return node.textContent;
          if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return '';
          return node.matches('img') ? node.alt : textOf(node);
        })
        .join('');
    }

    function contrasts(elements) {
      for (const element of elements) {
        const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
        const off = element.closest(':disabled, [aria-disabled="true"], .unseen, .skip') !== null;
        if (!hasText || off) continue;
        const style = getComputedStyle(element);
        const large = parseFloat(style.fontSize) >= 24;
        const ratio = contrast(parse(style.color), behind(element));
        if (ratio < (large ? 3 : 4.5)) say(element, `has a contrast of ${ratio.toFixed(2)}`);
      }
    }

    /** The nearest solid colour below; nothing of ours lies half transparent under a text. */
    function behind(element) {
      for (let at = element; at !== null; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour[3] > 0.5) return colour;
      }
      return [255, 255, 255, 1];
    }

    function parse(colour) {
      const parts = colour.match(/[\d.]+/g).map(Number);
      return [parts[0], parts[1], parts[2], parts[3] ?? 1];
    }

    function contrast(one, other) {
      const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    }

    function luminance(colour) {
      const [red, green, blue] = colour.slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    function describe(element) {
      const classes = element.getAttribute('class') ?? '';
      return `<${element.tagName.toLowerCase()}${classes === '' ? '' : ` class="${classes}"`}> "${element.textContent.trim().slice(0, 30)}"`;
    }
  });
}
