import { describe, expect, it } from 'vitest';
import { decoded } from '../../src/text/decoded';
import { countryCode, countryLabel, deviceLabel, sourceLabel } from '../../src/text/labels';
import { ago, count, delay, percent } from '../../src/text/numbers';
import { visible, visiblePath } from '../../src/text/visible';

describe('text from outside', () => {
  it('cannot reorder or hide what stands beside it', () => {
    expect(visible('a\u202Egpj.exe')).toBe('a⟨202E⟩gpj.exe');
    expect(visible('\u2066x\u2069\u200B\uFEFF\u0007')).toBe('⟨2066⟩x⟨2069⟩⟨200B⟩⟨FEFF⟩⟨0007⟩');
    expect(visiblePath('/a%E2%80%AEb')).toBe('/a⟨202E⟩b');
  });

  it('is cut after three hundred characters', () => {
    expect(visible('x'.repeat(300))).toHaveLength(300);
    expect(visible('x'.repeat(2_000))).toBe(`${'x'.repeat(300)}…`);
    expect(visiblePath('x'.repeat(2_000))).toBe(`${'x'.repeat(300)}…`);
  });

  it('keeps what emoji and words are joined by, and no other joiner', () => {
    for (const text of ['👨‍👩‍👧', '🏳️‍🌈', '👩🏽‍💻 at work', 'می‌خواهم', 'क्‍ष']) expect(visible(text)).toBe(text);
    expect(visible('a\u200db\u200cc')).toBe('a⟨200D⟩b⟨200C⟩c');
    expect(visible('😀\u200d')).toBe('😀⟨200D⟩');
  });

  it('is not cut within an emoji', () => {
    expect(visible(`${'x'.repeat(299)}😀`)).toBe(`${'x'.repeat(299)}…`);
  });

  it('is readable where it was percent-encoded, and as it came where that is broken', () => {
    expect(visiblePath('/caf%C3%A9')).toBe('/café');
    expect(visiblePath('/100%')).toBe('/100%');
  });
});

describe('names', () => {
  it('stand for known codes; anything else is shown as it came', () => {
    expect([countryLabel('DE'), countryLabel(''), countryLabel('ZZ9'), countryLabel('<b>')]).toEqual(['Germany', 'Unknown', 'ZZ9', '<b>']);
    expect([countryCode('DE'), countryCode(''), countryCode('other')]).toEqual(['DE', '–', '–']);
    expect([sourceLabel('organic'), sourceLabel('toString')]).toEqual(['Organic search', 'toString']);
    expect([deviceLabel('tv'), deviceLabel('__proto__')]).toEqual(['TV', '__proto__']);
  });
});

describe('numbers', () => {
  it('are written the same everywhere', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect([percent(0.016), percent(0.0004), percent(0), percent(0.0996), percent(1)]).toEqual(['1.6 %', '< 0.1 %', '0 %', '10 %', '100 %']);
    expect([delay(0), delay(999), delay(1_000), delay(9_949), delay(10_000)]).toEqual(['0.00 s', '1.00 s', '1.0 s', '9.9 s', '10 s']);
    expect([ago(-5_000), ago(1_999), ago(2_000), ago(59_999), ago(60_000), ago(3_600_000)]).toEqual(['now', 'now', '2 s', '59 s', '1 min', '1 h']);
  });
});

describe('a part of an address', () => {
  it('is decoded, and stays as it came where its encoding is broken', () => {
    expect(decoded('caf%C3%A9%2F')).toBe('café/');
    expect(decoded('caf%C3%A9%2F', decodeURI)).toBe('café%2F');
    expect(['%', '50%25%E0%A4%A', ''].map((part) => decoded(part))).toEqual(['%', '50%25%E0%A4%A', '']);
  });
});
