// The offline copy: one file, from disk, with no network.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, LISTING, box, headline, paste, start, verdict } from './pastes.js';

const PATH = join(process.env.RDPCHECK_ROOT, 'dist', 'rdpcheck.html');
const COPY = pathToFileURL(PATH).href;

test.beforeEach(async ({ context }) => {
  await context.setOffline(true);
  await context.route(/^(?!file:)/, (route) => route.abort());
});

test('the offline copy answers, in both languages, and asks nobody', async ({ page, requests }) => {
  await start(page, COPY);
  expect(requests).toEqual([`GET ${COPY}`]);
  await paste(page, DENIED_FIRST);
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(headline(page)).toContainText('deny-rdp');
  await page.locator('#language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.locator('.samples button').nth(0).click();
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(LISTING) });
  await expect(box(page)).toHaveValue(/default-allow-rdp/);
  await page.locator('.how').first().click();
  await expect(page.locator('.how[aria-expanded=true]').first()).toBeVisible();
  await page.waitForTimeout(500);
  expect(requests).toEqual([`GET ${COPY}`]);
});

test('its style is there, and nothing on it leads to files that it lacks', async ({ page }) => {
  await start(page, COPY);
  expect(await page.locator('.box').evaluate((it) => getComputedStyle(it).position)).toBe('relative');
  await expect(page.locator('aside.offline, link[rel=manifest], link[rel=stylesheet], link[rel=preload]')).toHaveCount(0);
  const text = readFileSync(PATH, 'utf16le');
  expect(text.match(/(?:src|href)="(?!data:)[^"]*"/g)).toBeNull();
});

test('what it asks for in its address is opened', async ({ page }) => {
  await start(page, `${COPY}?lang=ja&track=classic&step=2`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.locator('#track')).toHaveValue(/クラシック/);
  await expect(page.locator('.checklist ol .how').nth(1)).toHaveAttribute('aria-expanded', 'true');
});

test('it makes a link against the public address if it knows one, and a file otherwise', async ({ page }) => {
  await start(page, COPY);
  await paste(page, DENIED_FIRST);
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.locator('#link')).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const path = await (await saved).path();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(headline(page)).toContainText('deny-rdp');
  // As `cargo xtask dist` with RDPCHECK_ADDRESS writes it.
  await page.evaluate(() => { document.documentElement.dataset.address = 'https://rdp.example.com/'; });
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.locator('#link')).toHaveText(/^https:\/\/rdp\.example\.com\/#c4/);
});

test('its own policy forbids every connection, and every script but its own', async ({ page, errors, context }) => {
  errors.allow(/Content Security Policy|violates/);
  await context.setOffline(false);
  // What the policy forbids does not get here.
  const reached = [];
  await context.route(/^(?!file:)/, (route, request) => {
    reached.push(request.url());
    return route.abort();
  });
  await start(page, COPY);
  const tried = await page.evaluate(async () => {
    const blocked = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective));
    const reached = await fetch('https://example.com/').then(() => true, () => false);
    for (const [name, attribute] of [['img', 'src'], ['iframe', 'src'], ['script', 'src'], ['link', 'href']]) {
      const element = document.createElement(name);
      if (name === 'link') element.rel = 'stylesheet';
      element[attribute] = 'https://example.com/x';
      document.body.append(element);
    }
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    try { new WebSocket('wss://example.com/'); } catch { blocked.push('connect-src'); }
    navigator.sendBeacon('https://example.com/');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { reached, ran: window.ran === true, blocked: [...new Set(blocked)].toSorted() };
  });
  expect(tried.reached).toBe(false);
  expect(tried.ran).toBe(false);
  expect(tried.blocked).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']);
  expect(reached).toEqual([]);
});

test('without WebAssembly it explains itself and shows the steps', async ({ page, errors }) => {
  errors.allow(/WebAssembly/);
  await page.addInitScript(() => { delete window.WebAssembly; });
  await page.goto(COPY);
  await expect(page.locator('#failed')).toHaveClass('now');
  await expect(page.locator('#failed li')).toHaveCount(20);
  await expect(page.locator('#failed')).toContainText('ルーティングを確認する');
  await expect(page.locator('#failed a')).toHaveCount(0);
});

test('without DecompressionStream it works, because it unpacks itself', async ({ page }) => {
  await page.addInitScript(() => { delete window.DecompressionStream; });
  await start(page, COPY);
  await paste(page, DENIED_FIRST);
  await expect(headline(page)).toContainText('deny-rdp');
});
