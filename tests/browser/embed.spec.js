// The checker inside a documentation page of another origin, whose policy is as strict as they come.
import { createServer } from 'node:http';
import { expect, test as base } from './fixtures.js';
import { DENIED_FIRST } from './pastes.js';

const SITE = process.env.RDPCHECK_URL;
const BASE = `${SITE}${process.env.RDPCHECK_SUB_PATH}/`;
const STRICT = `default-src 'none'; script-src ${SITE}; frame-src ${SITE}; style-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;

// A documentation site of its own: another port is another origin. `host(body)` gives the address of a page.
const test = base.extend({
  host: async ({}, use) => {
    const pages = [];
    const server = createServer(({ url }, response) => {
      const { body, policy } = pages[Number(url.slice(1))] ?? {};
      response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy ?? '' });
      response.end(`<!doctype html><html lang="en"><title>Article</title><link rel="icon" href="data:,">${body}</html>`);
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    await use((body, policy = STRICT) => `http://127.0.0.1:${server.address().port}/${pages.push({ body, policy }) - 1}`);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

const SCRIPT = `<script src="${BASE}embed.js" defer></script>`;
const element = (attributes = '') => `<rdp-check ${attributes}><a href="${BASE}">RDP check</a></rdp-check>`;
const frameOf = (page, at = 0) => page.locator('rdp-check').nth(at).locator('iframe');
const checker = (page, at = 0) => frameOf(page, at).contentFrame();
const heightOf = (page, at = 0) => frameOf(page, at).evaluate((it) => it.offsetHeight);
const settled = async (page, at = 0) => {
  await checker(page, at).locator('#language').waitFor();
  await expect(page.locator('rdp-check').nth(at).locator('slot')).toHaveCount(0);
};

test('it answers in the article, as high as its answer, and asks nobody once it is ready', async ({ page, host, requests }) => {
  await page.goto(host(`${SCRIPT}${element('lang="ja" track="classic" step="2"')}`));
  await settled(page);
  const frame = checker(page);
  await expect(frame.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(frame.locator('#track')).toHaveValue(/クラシック/);
  await expect(frame.locator('.checklist ol .how').nth(1)).toHaveAttribute('aria-expanded', 'true');
  await expect(frame.locator('aside.offline')).toBeHidden();
  await page.waitForLoadState('networkidle');
  const before = requests.length;
  await frame.locator('#paste').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(DENIED_FIRST);
  await expect(frame.locator('#verdict')).toHaveClass('blocked');
  await expect(frame.locator('#verdict .headline')).toContainText('deny-rdp');
  await expect.poll(async () => {
    const inside = await frame.locator('html').evaluate((it) => [it.scrollHeight, it.offsetHeight]);
    const height = await heightOf(page);
    return inside.map((it) => it - height);
  }).toEqual([0, 0]);
  expect(requests.slice(before)).toEqual([]);
});

test('the frame is shut in as far as it goes', async ({ page, host }) => {
  await page.goto(host(`${SCRIPT}${element('title="Your rules"')}`));
  const frame = frameOf(page);
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts allow-same-origin allow-downloads allow-popups');
  await expect(frame).toHaveAttribute('allow', 'clipboard-write');
  await expect(frame).toHaveAttribute('title', 'Your rules');
});

test('attributes that say nothing sensible are left out', async ({ page, host }) => {
  await page.goto(host(`<div lang="ja-JP">${SCRIPT}${element('track="&quot;&gt;&lt;script>" step="2&amp;x=1"')}</div>`));
  const { searchParams } = new URL(await frameOf(page).getAttribute('src'));
  expect([...searchParams.keys()]).toEqual(['embed', 'lang']);
  await settled(page);
  await expect(checker(page).locator('html')).toHaveAttribute('lang', 'ja');
});

test('several in one article each have their own height', async ({ page, host }) => {
  await page.goto(host(`${SCRIPT}${element()}${element('step="1"')}${element('lang="ja"')}`));
  for (const at of [0, 1, 2]) {
    await page.locator('rdp-check').nth(at).scrollIntoViewIfNeeded();
    await settled(page, at);
  }
  await page.waitForTimeout(300);
  const before = await Promise.all([0, 1, 2].map((at) => heightOf(page, at)));
  expect(new Set(before).size).toBeGreaterThan(1);
  await checker(page, 1).locator('.samples button').nth(1).click();
  await expect.poll(() => heightOf(page, 1)).not.toBe(before[1]);
  expect([await heightOf(page, 0), await heightOf(page, 2)]).toEqual([before[0], before[2]]);
});

test('far below, it costs the article one small script until it is near', async ({ page, host, requests }) => {
  const loaded = page.waitForResponse(/embed\.js$/);
  await page.goto(host(`${SCRIPT}${'<p>text<br><br><br></p>'.repeat(100)}${element()}`));
  expect((await (await loaded).body()).length).toBeLessThan(3_000);
  await page.waitForLoadState('networkidle');
  expect(requests.filter((request) => request.includes(SITE))).toEqual([`GET ${BASE}embed.js`]);
  await page.locator('rdp-check a').scrollIntoViewIfNeeded();
  await settled(page);
});

test('forged messages change nothing: who sends them, from where, and what they say', async ({ page, host }) => {
  // A frame of the same origin as the checker, and one of the article's own.
  const evil = host(`<script>const forge = () => { for (const message of [{ rdpcheck: 'height', height: 9999 }, null, 'height']) parent.postMessage(message, '*') }; forge(); setInterval(forge, 20)</script>`, '');
  await page.goto(host(`${SCRIPT}${element()}<iframe src="${evil}"></iframe><iframe src="${BASE}checklist.html"></iframe>`, `${STRICT.replace('frame-src', 'frame-src http://127.0.0.1:*')}`));
  await settled(page);
  const before = await heightOf(page);
  await page.evaluate(() => window.postMessage({ rdpcheck: 'height', height: 9999 }, '*'));
  const neighbour = page.frames().find((frame) => frame.url().endsWith('checklist.html'));
  await neighbour.evaluate(() => parent.postMessage({ rdpcheck: 'height', height: 9999 }, '*'));
  const own = page.frames().find((frame) => frame.url().includes('embed='));
  await own.evaluate(() => {
    for (const height of ['9999px', NaN, Infinity, -5, 0, 1.5, null, {}, [9999], '<b>']) parent.postMessage({ rdpcheck: 'height', height }, '*');
    for (const other of [null, 7, 'height', [], { height: 9999 }, { rdpcheck: 'navigate', height: 9999 }]) parent.postMessage(other, '*');
  });
  await page.waitForTimeout(300);
  expect(await heightOf(page)).toBe(before);
  // However high it says it is, the article stays an article.
  await own.evaluate(() => parent.postMessage({ rdpcheck: 'height', height: 1e9 }, '*'));
  await expect.poll(() => heightOf(page)).toBe(30_000);
});

test('the checker takes no message from the page around it, whoever that is', async ({ page, host }) => {
  await page.goto(host(`${SCRIPT}${element()}`));
  await settled(page);
  const frame = checker(page);
  const seen = await frame.locator('main').innerText();
  await page.evaluate(() => {
    for (const message of [{ rdpcheck: 'height', height: 1 }, { paste: 'x' }, { lang: 'ja' }, 'clear']) document.querySelector('rdp-check').shadowRoot.querySelector('iframe').contentWindow.postMessage(message, '*');
  });
  await page.waitForTimeout(200);
  expect(await frame.locator('main').innerText()).toBe(seen);
});

for (const wrong of ['', '*', 'null', 'javascript:alert(1)', 'http://', '%00', '"><script>']) {
  test(`a hostile page that says it is ${JSON.stringify(wrong)} gets a page that works, and learns its height at most`, async ({ page, host }) => {
    const address = `${BASE}?embed=${encodeURIComponent(wrong)}&lang=xx&track=%00&step=999`;
    await page.goto(host(`<iframe width="900" height="600" src="${address}"></iframe>`));
    await page.evaluate(() => {
      window.heard = [];
      addEventListener('message', ({ data }) => window.heard.push(Object.keys(data).toString()));
    });
    const frame = page.frameLocator('iframe');
    await frame.locator('#language').waitFor();
    await frame.locator('.samples button').nth(1).click();
    await expect(frame.locator('#verdict')).toHaveClass('blocked');
    const heard = await page.evaluate(() => window.heard);
    expect(heard.filter((keys) => keys !== 'rdpcheck,height')).toEqual([]);
  });
}

test.describe('with service workers', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the frame installs none', async ({ page, host }) => {
    await page.goto(host(`${SCRIPT}${element()}`));
    await settled(page);
    await page.waitForTimeout(500);
    const frame = page.frames().find((it) => it.url().includes('embed='));
    expect(await frame.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0]);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the article has a plain link', async ({ page, host }) => {
    await page.goto(host(`${SCRIPT}${element()}`));
    const link = page.getByRole('link', { name: 'RDP check' });
    await expect(link).toBeVisible();
    await expect(link).toHaveAttribute('href', BASE);
  });
});

test('the demonstration article has the checker in it, in both languages', async ({ page, errors }) => {
  // Here the checker is on the article's own origin, which docs/EMBED.md advises against.
  errors.allow(/can escape its sandboxing/);
  await page.goto(`${BASE}docs-demo.html`);
  await expect(page.locator('main:visible')).toHaveAttribute('lang', 'en');
  await expect(page.locator('#en .steps').first().locator('> li')).toHaveCount(10);
  await page.locator('#en rdp-check').first().scrollIntoViewIfNeeded();
  const inside = page.locator('#en rdp-check').first().locator('iframe').contentFrame();
  await expect(inside.locator('.checklist ol .how').nth(1)).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('link', { name: '日本語' }).click();
  await expect(page.locator('main:visible')).toHaveAttribute('lang', 'ja');
  await page.locator('#ja rdp-check').first().scrollIntoViewIfNeeded();
  const japanese = page.locator('#ja rdp-check').first().locator('iframe').contentFrame();
  await expect(japanese.locator('html')).toHaveAttribute('lang', 'ja');
});

test('each step of the article leads to the same step of the checker', async ({ page, errors }) => {
  errors.allow(/can escape its sandboxing/);
  await page.goto(`${BASE}docs-demo.html`);
  const links = await page.locator('#en .steps a[aria-label]').evaluateAll((all) => all.map(({ href }) => href));
  expect(links).toHaveLength(24);
  for (const href of [links[0], links[9], links[12], links[23]]) {
    await page.goto(href);
    const { searchParams } = new URL(href);
    const step = page.locator('.checklist ol .how').nth(searchParams.get('step') - 1);
    await expect(step).toHaveAttribute('aria-expanded', 'true');
    await expect(step).toBeFocused();
    await expect(step).toBeInViewport();
  }
});

test('a link that is made in the frame leads to the page itself', async ({ page, host, context }) => {
  await page.goto(host(`${SCRIPT}${element('lang="en"')}`));
  await settled(page);
  const frame = checker(page);
  await frame.locator('#paste').focus();
  await page.keyboard.insertText(DENIED_FIRST);
  // A frame that may not open dialogues cannot print.
  await expect(frame.getByRole('button', { name: 'Save as HTML' })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Print' })).toBeHidden();
  await frame.getByRole('button', { name: 'Make a link' }).click();
  const link = await frame.locator('#link').textContent();
  expect(link.startsWith(`${BASE}#c4`)).toBe(true);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator('#verdict .headline')).toContainText('deny-rdp');
});
