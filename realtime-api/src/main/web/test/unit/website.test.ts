import { describe, expect, it } from 'vitest';
import { feedUrl, isWebsiteId } from '../../src/live/website';

describe('the website shown', () => {
  it('has an id of 1 to 64 letters, digits, dots, underscores or hyphens', () => {
    expect(['a', 'A-9_.z', 'x'.repeat(64)].every(isWebsiteId)).toBe(true);
    expect(['', 'x'.repeat(65), 'a b', 'ä', '../x', 'a\n'].some(isWebsiteId)).toBe(false);
  });

  it('is fed by the server that served the page, encrypted where the page is', () => {
    expect(feedUrl({ protocol: 'http:', host: 'localhost:8080' }, 'demo', 't')).toBe('ws://localhost:8080/api/live/demo?ticket=t');
    expect(feedUrl({ protocol: 'https:', host: 'stats.example' }, 'demo', 't')).toBe('wss://stats.example/api/live/demo?ticket=t');
  });

  it('escapes what a ticket could hold', () => {
    expect(feedUrl({ protocol: 'https:', host: 'stats.example' }, 'demo', 'a+b')).toBe('wss://stats.example/api/live/demo?ticket=a%2Bb');
  });
});
