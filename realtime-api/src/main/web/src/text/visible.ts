import { decoded } from './decoded';

/** Characters that would hide, reorder or break what stands beside them. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** What joiners join: parts of one emoji, and letters of scripts that are not written without them. */
const JOINING =
  /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}]$/u;

const LONGEST = 300;

/**
 * `raw` as a reader should see it: control and direction-changing characters are written out
 * (`⟨202E⟩`), and what is longer than 300 characters is cut. Joiners within emoji and words stay.
 */
export function visible(raw: string): string {
  // Not within a character that has two halves.
  const cut = raw.length > LONGEST ? `${raw.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : raw;
  return cut.replace(UNSEEN, (character, at: number) => {
    if (joins(character, cut, at)) return character;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨${code}⟩`;
  });
}

function joins(character: string, text: string, at: number): boolean {
  if (character !== '\u200c' && character !== '\u200d') return false;
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  const after = [...text.slice(at + 1, at + 3)][0] ?? '';
  return JOINING.test(before) && JOINING.test(after);
}

/** A page's path with its percent-encoded letters readable: `/caf%C3%A9` is `/café`. */
export function visiblePath(path: string): string {
  return visible(decoded(path.slice(0, LONGEST + 1), decodeURI));
}
