import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = new URL('../../src', import.meta.url).pathname;
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

describe('the source', () => {
  it.each(files)('%s writes no markup from text and knows no any', (file) => {
    const source = readFileSync(join(SRC, file), 'utf8');
    expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySet|\beval\(|new Function/);
    // It throws where somebody has written a lone percent sign into the address.
    if (file !== 'text/decoded.ts') expect(source).not.toMatch(/decodeURI(Component)?\(/);
    expect(source).not.toMatch(/:\s*any\b|\bas any\b|<any>|@ts-ignore|@ts-expect-error/);
  });
});
