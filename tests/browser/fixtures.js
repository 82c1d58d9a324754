// What every browser test starts from:
//
//   import { expect, repositoryFile, test } from './fixtures.js';
//
// `requests` lists every request the page has made, so that a test can say "and no more":
//
//   const before = requests.length;
//   …
//   expect(requests.slice(before)).toEqual([]);
//
// A test fails when anything goes wrong on the page: an error on the console, an exception that
// nobody caught. A test that is about such an error says so with `errors.allow(/its text/)`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';

export { expect };

export const test = base.extend({
  requests: [
    async ({ context }, use) => {
      const requests = [];
      context.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
      context.on('page', (page) =>
        page.on('websocket', (socket) => requests.push(`WEBSOCKET ${socket.url()}`)),
      );
      await use(requests);
    },
    { auto: true },
  ],

  errors: [
    async ({ context }, use) => {
      const seen = [];
      // Most tests have no service worker, which would answer in place of the routes that they set.
      const allowed = [/Service Worker registration blocked/];
      context.on('console', (message) => {
        // Warnings too: "preloaded but not used" is one.
        if (['error', 'warning'].includes(message.type())) {
          seen.push(`${message.type()} on the console: ${message.text()}`);
        }
      });
      context.on('weberror', (error) => seen.push(`exception: ${error.error()}`));
      await use({ allow: (pattern) => allowed.push(pattern) });
      const unexpected = seen.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, 'the page complained').toEqual([]);
    },
    { auto: true },
  ],
});

// A text file of the repository, named from its root: 'tests/scenarios/….md'.
export function repositoryFile(path) {
  return readFileSync(join(process.env.RDPCHECK_ROOT, path), 'utf8');
}
