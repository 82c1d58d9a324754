// The packed site starts, wherever it is put, and asks nobody else for anything.
import { expect, test } from './fixtures.js';

const heading = (page) => page.getByRole('heading', { level: 1 });

test('the page shows its heading', async ({ page }) => {
  await page.goto('/');
  await expect(heading(page)).toBeVisible();
});

test('the page works below a path', async ({ page }) => {
  await page.goto(`${process.env.RDPCHECK_SUB_PATH}/`);
  await expect(heading(page)).toBeVisible();
});

test('a first visit loads each file once, from its own site only', async ({ page, requests }) => {
  await page.goto('/');
  await expect(heading(page)).toBeVisible();
  const site = new URL(page.url()).origin;
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter((request) => !request.startsWith(`GET ${site}/`))).toEqual([]);
  expect(requests).toEqual([...new Set(requests)]);
});

test('the page names what it may load', async ({ page }) => {
  await page.goto('/');
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /default-src 'none'/);
});
