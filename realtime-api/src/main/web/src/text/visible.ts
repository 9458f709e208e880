/** Characters that would hide, reorder or break what stands beside them. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const LONGEST = 300;

/**
 * `raw` as a reader should see it: control and direction-changing characters are written out
 * (`⟨202E⟩`), and what is longer than 300 characters is cut.
 */
export function visible(raw: string): string {
  const cut = raw.length > LONGEST ? `${raw.slice(0, LONGEST)}…` : raw;
  return cut.replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨${code}⟩`;
  });
}

/** A page's path with its percent-encoded letters readable: `/caf%C3%A9` is `/café`. */
export function visiblePath(path: string): string {
  const cut = path.slice(0, LONGEST + 1);
  try {
    return visible(decodeURI(cut));
  } catch {
    // Not valid percent-encoding, or cut within one: shown as it came.
    return visible(cut);
  }
}
