import { expect, test } from 'vitest';
import { curlSnippet } from '../../src/live/snippets';

test('the shell command shown for a first hit names a browser, for hits of curl itself are never shown', () => {
  const shown = curlSnippet('http://127.0.0.1:8080', 'example.org');
  expect(shown).toContain('http://127.0.0.1:8080/api/event');
  expect(shown).toContain('"website_id": "example.org"');
  expect(shown).toContain('"user_agent": "Mozilla/5.0 (');
});
