// Nothing that is pasted leaves the page or stays behind.
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, box, row, start, verdict } from './pastes.js';

test('nothing is sent, by no means that browsers have, and no paste is kept', async ({ page, context, requests }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // What a page can send without a request that the browser reports at once.
  await page.addInitScript(() => {
    window.sent = [];
    const beacon = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (...it) => { window.sent.push('beacon'); return beacon(...it); };
    for (const name of ['WebSocket', 'EventSource', 'RTCPeerConnection', 'Worker', 'WebTransport']) {
      const Original = window[name];
      if (Original) window[name] = class extends Original { constructor(...it) { window.sent.push(name); super(...it); } };
    }
  });
  await start(page);
  await page.waitForLoadState('networkidle');
  const before = requests.length;
  const paste = box(page);
  await paste.focus();
  await page.keyboard.insertText(`${DENIED_FIRST}\nhttps://example.com/pixel.png <img src="https://example.com/x.png">`);
  await expect(verdict(page)).toHaveClass('blocked');
  await row(page, 'deny-rdp').hover();
  await row(page, 'deny-rdp').getByRole('button').click();
  await page.locator('#language').click();
  await page.locator('#language').click();
  for (const theme of ['Dark', 'Light', 'System']) await page.locator('#theme').selectOption(theme);
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('192.168.1.5');
  await page.locator('#port').fill('22');
  await page.locator('.question summary').last().click();
  await page.locator('.commands').evaluate((details) => { details.open = true; });
  await page.locator('#copy').click();
  await expect(page.locator('.commands .copied')).toHaveText('Copied');
  for (const at of [0, 1, 2]) await page.locator('.samples button').nth(at).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(DENIED_FIRST) });
  await expect(box(page)).toHaveValue(/deny-rdp/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(verdict(page)).toBeEmpty();
  await page.waitForLoadState('networkidle');
  expect(requests.slice(before)).toEqual([]);
  expect(await page.evaluate(() => window.sent)).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored, 'no paste is kept').not.toMatch(/deny-rdp|192\.168/);
});

test('the policy on the page is strict, and the browser enforces it', async ({ page, errors }) => {
  errors.allow(/Content Security Policy/);
  await start(page);
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const policy = Object.fromEntries(content.split(';').map((part) => {
    const [name, ...sources] = part.trim().split(/\s+/);
    return [name, sources];
  }));
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['base-uri']).toEqual(["'none'"]);
  expect(policy['form-action']).toEqual(["'none'"]);
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy['style-src']).toEqual(["'self'"]);
  expect(policy['connect-src'] ?? ["'none'"]).not.toContain('*');
  expect(content).not.toMatch(/'unsafe-(inline|eval|hashes)'|https?:|\*/);
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const reached = await fetch('https://example.com/').then(() => true, () => false);
    return { script: window.ran === true, reached };
  });
  expect(ran).toEqual({ script: false, reached: false });
});
