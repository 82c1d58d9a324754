import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from './fixtures.js';
import { headline, nsg, paste, pasted, rule, start, verdict } from './pastes.js';

const DENIED = nsg('nsg-customer', [rule('DenyRdp', 200, 'Deny', '3389', '52.174.8.0/24'), rule('AllowRdp', 300, 'Allow')], {
  id: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-secret/providers/Microsoft.Network/networkSecurityGroups/nsg-customer',
});

const made = (page) => page.locator('#link').textContent();

async function linked(page) {
  await pasted(page, DENIED);
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('52.174.8.7');
  await page.getByRole('button', { name: 'Make a link' }).click();
  return made(page);
}

test('a link opens to the same answer, and says that it came by a link', async ({ page, context }) => {
  const link = await linked(page);
  expect(link).toMatch(/^http:.*#c2[\w-]+$/);
  expect(link).not.toContain('rg-secret');
  const said = await headline(page).textContent();
  const other = await context.newPage();
  await other.goto(link);
  await expect(headline(other)).toHaveText(said);
  await expect(other.locator('#address')).toHaveValue('52.174.8.7');
  await expect(other.locator('.answer .note')).toContainText('This came by a link');
  await expect(other.locator('#paste')).toHaveValue('');
});

test('what a link shows is listed before it is copied, and can be left out', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await linked(page);
  const panel = page.locator('.link-made');
  await expect(panel).toContainText('Network security groups: nsg-customer');
  await expect(panel).toContainText('52.174.8.0/24');
  const whole = await made(page);
  await panel.getByRole('button', { name: 'Names' }).click();
  await expect(panel).not.toContainText('nsg-customer');
  await expect(headline(page)).not.toContainText('nsg-customer');
  await panel.getByRole('button', { name: 'Real addresses' }).click();
  await expect(panel).not.toContainText('52.174.8.');
  await panel.getByRole('button', { name: 'Copy the link' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).not.toBe(whole);
  await panel.getByRole('button', { name: 'Names' }).click();
  await panel.getByRole('button', { name: 'Real addresses' }).click();
  await expect(headline(page)).toContainText('nsg-customer');
});

test('a hostile link is a sentence, and the page goes on', async ({ page }) => {
  const link = await linked(page);
  const [address, fragment] = link.split('#');
  for (const [bad, said] of [
    [fragment.slice(0, -9), /missing|changed/],
    [`${fragment.slice(0, 60)}${fragment[60] === 'A' ? 'B' : 'A'}${fragment.slice(61)}`, /changed/],
    [`c9${fragment.slice(2)}`, /newer version/],
  ]) {
    await page.goto('about:blank');
    await page.goto(`${address}#${bad}`);
    await expect(page.locator('.evidence [role=alert]')).toHaveText(said);
    await paste(page, DENIED);
    await expect(headline(page)).toContainText('depends');
  }
});

test('a link does not take the place of somebody’s own work unasked', async ({ page }) => {
  const link = await linked(page);
  await paste(page, nsg('nsg-own', [rule('AllowRdp', 300, 'Allow')]));
  await expect(verdict(page)).toContainText('nsg-own');
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link.split('#')[1]);
  await page.waitForTimeout(300);
  await expect(verdict(page)).toContainText('nsg-own');
});

test('what was left out for the link comes back before anything is changed', async ({ page }) => {
  await linked(page);
  const panel = page.locator('.link-made');
  await panel.getByRole('button', { name: 'Names' }).click();
  await expect(headline(page)).not.toContainText('nsg-customer');
  await page.locator('#port').fill('22');
  await expect(headline(page)).toContainText('nsg-customer');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await panel.getByRole('button', { name: 'Names' }).click();
  await paste(page, nsg('nsg-own', [rule('AllowRdp', 300, 'Allow')]));
  await expect(headline(page)).toContainText('nsg-own');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await panel.getByRole('button', { name: 'Names' }).click();
  await panel.getByRole('button', { name: 'Names' }).click();
  await expect(headline(page)).toContainText('nsg-own');
});

test('what is too long for a link is a file, which the page opens', async ({ page }) => {
  const rules = Array.from({ length: 900 }, (_, at) => rule(`rule-${Math.imul(at, 2_654_435_761) >>> 0}`, 100 + at, 'Deny', `${(at * 7919) % 65536}`));
  const opened = (name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await start(page);
  await opened('nsg.json', nsg('nsg-large', rules));
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.locator('#link')).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const path = await (await saved).path();
  const said = await headline(page).textContent();
  const text = readFileSync(path, 'utf8');
  expect(text.length).toBeGreaterThan(8_000);
  await page.getByRole('button', { name: 'Clear' }).click();
  await opened('link.txt', text);
  await expect(headline(page)).toHaveText(said);
  await expect(page.locator('.answer .note')).toContainText('This came by a link');
});

test('the way back leads to the link before', async ({ page }) => {
  const first = await linked(page);
  const said = await headline(page).textContent();
  await paste(page, nsg('nsg-own', [rule('AllowRdp', 300, 'Allow')]));
  await page.getByRole('button', { name: 'Make a link' }).click();
  const second = await made(page);
  await page.goto('about:blank');
  await page.goto(first);
  await expect(headline(page)).toHaveText(said);
  page.on('dialog', (dialog) => dialog.accept());
  await page.evaluate((hash) => {
    location.hash = hash;
  }, second.split('#')[1]);
  await expect(headline(page)).toContainText('nsg-own');
  await page.goBack();
  await expect(headline(page)).toHaveText(said);
});

test('a script sends an output along, and the address forgets it at once', async ({ page }) => {
  const packed = deflateRawSync(DENIED).toString('base64url');
  await page.goto(`/#paste=${packed}`);
  await expect(headline(page)).toContainText('depends');
  expect(page.url()).not.toContain('paste=');
  await expect(page.locator('#paste')).toHaveValue(DENIED);
});

test('an output that cannot be unpacked is said to be none', async ({ page }) => {
  await page.goto('/#paste=c29tZXRoaW5nIGVsc2U');
  await expect(verdict(page)).toContainText('Nothing');
  await expect(page.locator('#paste')).toHaveValue(/^#paste=c29tZXRoaW5nIGVsc2U…$/);
});

test('the line for bash makes such a link, without subscription, resource group and e-tag', async ({ page, baseURL }) => {
  const text = DENIED.replace('"name"', '"etag": "W/\\"2b7c\\"", "name"');
  const { stdout } = bash(lineFor('bash').replace('https://rdp.example.com/', `${baseURL}/`), text);
  expect(stdout).toMatch(/#paste=[\w-]+\n$/);
  await page.goto(stdout.trim());
  await expect(headline(page)).toContainText('depends');
  const put = await page.locator('#paste').inputValue();
  expect(put).toContain('nsg-customer');
  expect(put).not.toMatch(/rg-secret|11111111|2b7c/);
});

test('what is too long for a link, bash leaves in the clipboard', async () => {
  const rules = Array.from({ length: 900 }, (_, at) => rule(`r${Math.imul(at, 2_654_435_761) >>> 0}`, 100 + at, 'Deny', `${(at * 7919) % 65536}`));
  const text = nsg('nsg-large', rules);
  const places = mkdtempSync(join(tmpdir(), 'rdpcheck-'));
  for (const name of ['pbcopy', 'xdg-open']) {
    writeFileSync(join(places, name), `#!/bin/sh\n${name === 'pbcopy' ? 'cat' : 'echo "$1"'} > "${places}/${name}.out"\n`, { mode: 0o755 });
  }
  const { stdout } = bash(lineFor('bash'), text, `${places}:${process.env.PATH}`);
  expect(stdout).toContain('Too long for a link');
  expect(readFileSync(join(places, 'pbcopy.out'), 'utf8').trim()).toBe(text);
  expect(readFileSync(join(places, 'xdg-open.out'), 'utf8')).toBe('https://rdp.example.com/\n');
});

// The first line of code for a shell in docs/PASTE_LINK.md: a function.
function lineFor(shell) {
  const told = readFileSync(join(process.env.RDPCHECK_ROOT, 'docs', 'PASTE_LINK.md'), 'utf8');
  return told.split(`\`\`\`${shell}\n`)[1].split('\n')[0];
}

const bash = (line, input, path = process.env.PATH) =>
  spawnSync('bash', ['-c', `${line}\nrdplink`], { input, encoding: 'utf8', env: { ...process.env, PATH: path } });
