// The packed site on a server: names that tell the content, files that are checked, an installed copy that opens without
// a network and keeps nothing of anybody's work.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, box, headline, paste, start, verdict } from './pastes.js';

const SITE = join(process.env.RDPCHECK_ROOT, 'dist', 'site');
const SUB_PATH = `${process.env.RDPCHECK_SUB_PATH}/`;
const file = (name) => readFileSync(join(SITE, name));
const sha256 = (name, encoding) => createHash('sha256').update(file(name)).digest(encoding);

test.describe('the files', () => {
  test('carry the hash of their content in their names', () => {
    const hashed = readdirSync(SITE).filter((name) => /\.[0-9a-f]{8}\./.test(name));
    expect(hashed.map((name) => name.replace(/\.[0-9a-f]{8}\./, '.')).toSorted()).toEqual(
      ['boot.js', 'docs-demo.css', 'icon-192.png', 'icon-512.png', 'icon.svg', 'rdpcheck_bg.wasm', 'style.css'],
    );
    for (const name of hashed) expect(name).toContain(`.${sha256(name, 'hex').slice(0, 8)}.`);
  });

  test('name no address of their own, so that they work below any path', () => {
    for (const name of ['index.html', 'checklist.html', 'docs-demo.html', 'manifest.webmanifest']) {
      const text = file(name).toString();
      const found = [...text.matchAll(/(?:src|href|"src"|"start_url"|"scope")(?:=|: )"([^"]*)"/g)].map(([, to]) => to);
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((to) => /^(?:\/|[a-z]+:)/.test(to)), name).toEqual([]);
    }
  });

  test('are checked by the page: script, style sheet and program', () => {
    const page = file('index.html').toString();
    for (const kind of ['boot', 'style', 'rdpcheck_bg']) {
      const [, name, integrity] = page.match(new RegExp(`="(${kind}\\.[^"]*)" (?:data-)?integrity="([^"]*)"`));
      expect(integrity).toBe(`sha256-${sha256(name, 'base64')}`);
    }
  });

  test('include the offline copy, with the digest that the page shows', async ({ page }) => {
    await start(page);
    await expect(page.locator('aside.offline code')).toHaveText(sha256('rdpcheck.html', 'hex'));
    await expect(page.locator('aside.offline a').first()).toHaveAttribute('href', 'rdpcheck.html');
    expect(file('../rdpcheck.html').equals(file('rdpcheck.html'))).toBe(true);
  });
});

for (const kind of ['boot', 'rdpcheck_bg']) {
  test(`what somebody put in place of ${kind} does not run`, async ({ page, errors }) => {
    errors.allow(/integrity|digest|Failed to fetch/i);
    await page.route(`**/${kind}.*`, async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from('\n')]);
      await route.fulfill({ response, body });
    });
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    await expect(page.locator('#language')).toHaveCount(0);
    // The plain page is still there, and says so in the end.
    await page.locator('#failed').evaluate((it) => it.getAnimations().forEach((animation) => animation.finish()));
    await expect(page.locator('#failed')).toBeVisible();
    await expect(page.locator('#failed')).toContainText('Verify routing');
  });
}

test.describe('without', () => {
  for (const missing of ['WebAssembly', 'fetch', 'DecompressionStream']) {
    test(`${missing} the page explains itself and shows the steps`, async ({ page, errors }) => {
      errors.allow(/WebAssembly|fetch|preload|DecompressionStream/);
      await page.addInitScript((name) => { delete window[name]; }, missing);
      // What a script sends along is packed.
      await page.goto(missing === 'DecompressionStream' ? '/#paste=c29t' : '/');
      await box(page).fill('what I typed');
      if (missing !== 'fetch') await expect(page.locator('#failed')).toHaveClass('now');
      else await page.locator('#failed').evaluate((it) => it.getAnimations().forEach((animation) => animation.finish()));
      await expect(page.locator('#failed')).toContainText('use a current browser that allows scripts and WebAssembly');
      await expect(page.locator('#failed li')).toHaveCount(20);
      await expect(page.locator('#failed').getByRole('link', { name: 'written checklist' })).toHaveAttribute('href', 'checklist.html');
      await expect(box(page)).toHaveValue('what I typed');
    });
  }

  test.describe('scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('the page says so at once, and the written checklist is a link away', async ({ page, errors }) => {
      errors.allow(/preload/);
      await page.goto(SUB_PATH);
      await expect(page.locator('#failed')).toBeVisible();
      await expect(page.locator('#failed li')).toHaveCount(20);
      await page.getByRole('link', { name: 'written checklist' }).click();
      await expect(page.locator('#en h2')).toHaveText(['Azure portal', /PowerShell/, /[Cc]lassic/]);
      await expect(page.locator('#en ol').first().locator('> li')).toHaveCount(10);
      await expect(page.locator('#ja pre').first()).toContainText('az ');
    });
  });
});

test.describe('the installed page', () => {
  test.use({ serviceWorkers: 'allow' });

  async function install(page, path) {
    await start(page, path);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((it) => it.active?.state))).toBe('activated');
  }
  const keptFiles = (page) => page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });

  test('opens and answers without a network, below a path, whatever stands behind its address', async ({ page, context }) => {
    await install(page, SUB_PATH);
    await context.setOffline(true);
    await page.goto(`${SUB_PATH}?lang=ja&track=portal#paste=secret`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await paste(page, DENIED_FIRST);
    await expect(verdict(page)).toHaveClass('blocked');
    await expect(headline(page)).toContainText('deny-rdp');
  });

  test('keeps its own files, each by its plain name, and nothing of anybody’s work', async ({ page }) => {
    await install(page, `${SUB_PATH}?track=classic&paste=secret#paste=deny-rdp`);
    await page.reload();
    await page.locator('#language').waitFor();
    await paste(page, DENIED_FIRST);
    await expect(verdict(page)).toHaveClass('blocked');
    const files = await keptFiles(page);
    const expected = readdirSync(SITE).filter((name) => /^(?:boot|icon|rdpcheck_bg|style)\.[0-9a-f]{8}\./.test(name));
    expect(files.toSorted()).toEqual([SUB_PATH, ...expected.map((name) => SUB_PATH + name)].toSorted());
    const bodies = await page.evaluate(async () => {
      const all = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) all.push(request.url + (await (await cache.match(request)).text()));
      }
      return all.join('\n');
    });
    expect(bodies).not.toMatch(/secret|DENIED_FIRST|priority 300/);
  });

  test('asks the network for nothing once it is ready', async ({ page, requests }) => {
    await install(page, SUB_PATH);
    await page.reload();
    await page.locator('#language').waitFor();
    await page.waitForLoadState('networkidle');
    const before = requests.length;
    await paste(page, DENIED_FIRST);
    await expect(verdict(page)).toHaveClass('blocked');
    await page.waitForTimeout(500);
    expect(requests.slice(before).filter((request) => !request.endsWith('/sw.js'))).toEqual([]);
  });

  test('is replaced as a whole by a newer one, which shows at once', async ({ page, context }) => {
    let isNew = false;
    const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', wasm: 'application/wasm' };
    const server = createServer(({ url }, response) => {
      const name = new URL(url, 'http://x').pathname.slice(1) || 'index.html';
      let body = existsSync(join(SITE, name)) ? file(name) : undefined;
      if (isNew && name === 'index.html') body = body.toString().replace('<body>', '<body data-version="new">');
      if (isNew && name === 'sw.js') body = body.toString().replace(/[0-9a-f]{8} \.\//, '12345678 ./');
      response.writeHead(body ? 200 : 404, { 'Content-Type': types[name.split('.').at(-1)] ?? 'text/plain' });
      response.end(body);
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${server.address().port}/`;
    await install(page, address);
    isNew = true;
    await page.reload();
    await expect(page.locator('body')).toHaveAttribute('data-version', 'new');
    // A browser that is busy takes its time over the exchange.
    await expect.poll(() => page.evaluate(() => caches.keys()), { timeout: 20_000 }).toEqual([`rdpcheck ${address} 12345678`]);
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator('body')).toHaveAttribute('data-version', 'new');
    await expect(page.locator('#language')).toBeVisible();
    server.closeAllConnections();
    server.close();
  });

  test('does not answer for the page in a frame, nor for anything but its own files', async ({ page, context, errors }) => {
    errors.allow(/ERR_INTERNET_DISCONNECTED|Failed to load|can escape its sandboxing/);
    await install(page, SUB_PATH);
    // This page may have frames of its own site, and the worker sees what they load.
    await page.goto(`${SUB_PATH}docs-demo.html`);
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await context.setOffline(true);
    const reached = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = './?embed=null';
      document.body.append(frame);
      await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 2000); });
      const others = ['rdpcheck.html', 'docs-demo.html', 'embed.js', 'other'].map((name) => fetch(name).then(() => name, () => 'lost'));
      let framed;
      try { framed = frame.contentDocument.getElementById('paste'); } catch { framed = null; }
      return { framed, others: await Promise.all(others) };
    });
    expect(reached.framed ?? null).toBeNull();
    expect(reached.others).toEqual(['lost', 'lost', 'lost', 'lost']);
  });

  test('has a manifest that browsers can install', async ({ page }) => {
    await start(page, SUB_PATH);
    const address = await page.locator('link[rel=manifest]').evaluate(({ href }) => href);
    const manifest = await (await page.request.get(address)).json();
    const cdp = await page.context().newCDPSession(page);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // Tests run in private windows, which install nothing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    expect(manifest).toMatchObject({ start_url: './', scope: './', display: 'standalone' });
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await page.request.get(new URL(src, address).href);
      expect(icon.headers()['content-type']).toBe(type);
      if (type === 'image/png') {
        const body = await icon.body();
        expect(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`).toBe(sizes);
      }
    }
  });
});
