// How the browser tests run. `cargo xtask test` packs the site, serves it, finds the browser and
// gives all of it in RDPCHECK_… variables.
import { defineConfig } from '@playwright/test';

const { CI, RDPCHECK_CHROMIUM, RDPCHECK_REPORT, RDPCHECK_RESULTS, RDPCHECK_URL } = process.env;
if (!RDPCHECK_URL) throw new Error('Run these tests with: cargo xtask test --only browser');

export default defineConfig({
  testDir: '.',
  outputDir: RDPCHECK_RESULTS,
  forbidOnly: Boolean(CI),
  fullyParallel: true,
  workers: 2,
  // What takes time is measured when nothing else runs: `cargo xtask test` runs these projects one after the other.
  projects: [
    { name: 'together', testIgnore: '*.alone.spec.js' },
    { name: 'alone', testMatch: '*.alone.spec.js', workers: 1 },
  ],
  // A test that passes only sometimes is a failure to look into.
  retries: 0,
  timeout: 30_000,
  globalTimeout: 10 * 60_000,
  reporter: [['list'], ['json', { outputFile: RDPCHECK_REPORT }]],
  use: {
    baseURL: RDPCHECK_URL,
    locale: 'en-US',
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: RDPCHECK_CHROMIUM,
      args: [
        // Root has no sandbox to run in; this page is our own.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // The browser's own errands: they fail on a closed network, and slow the start.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        '--disable-gpu',
      ],
    },
  },
});
