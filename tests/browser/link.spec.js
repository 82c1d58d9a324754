import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from './fixtures.js';
import { NIC, box, headline, nsg, paste, pasted, rule, start, verdict } from './pastes.js';

const DENIED = nsg('nsg-customer', [rule('DenyRdp', 200, 'Deny', '3389', '52.174.8.0/24'), rule('AllowRdp', 300, 'Allow')], {
  id: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-secret/providers/Microsoft.Network/networkSecurityGroups/nsg-customer',
});

const file = (page, text) => page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
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
  expect(link).toMatch(/^http:.*#c4[\w-]+$/);
  expect(link).not.toContain('rg-secret');
  const said = await headline(page).textContent();
  const other = await context.newPage();
  await other.goto(link);
  await expect(headline(other)).toHaveText(said);
  await expect(other.locator('#address')).toHaveValue('52.174.8.7');
  await expect(other.locator('.answer .note')).toContainText('This came by a link');
  await expect(other.locator('#paste')).toHaveValue('');
});

test('the recipient sees the verdict first, beside the box and above it', async ({ page }) => {
  const link = await linked(page);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(headline(page)).toBeVisible();
  const top = async (selector) => (await page.locator(selector).boundingBox()).y;
  expect(await top('.answer')).toBeLessThan(await top('.question'));
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await top('.answer')).toBeLessThan(await top('.box'));
  await expect(headline(page)).toBeInViewport();
});

test('what a link shows is listed before it is copied, and can be left out', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await linked(page);
  const panel = page.locator('.link-made');
  await expect(panel).toContainText('Network security groups: nsg-customer');
  await expect(panel).toContainText('question, answer, ticked steps');
  await expect(panel).toContainText('Mail filters may open links');
  await expect(panel).toContainText('52.174.8.0/24');
  const whole = await made(page);
  await panel.getByRole('button', { name: 'Names' }).click();
  await expect(panel).not.toContainText('nsg-customer');
  await expect(headline(page)).not.toContainText('nsg-customer');
  await panel.getByRole('button', { name: 'Real addresses' }).click();
  await expect(panel).not.toContainText('52.174.8.');
  await panel.getByRole('button', { name: 'Copy the link' }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await clipboard()).not.toBe(whole);
  // What goes into a ticket leaves out the same.
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(clipboard).toContain('Blocked by rule');
  expect(await clipboard()).not.toMatch(/customer|DenyRdp|52\.174|rg-secret|11111111/);
  await panel.getByRole('button', { name: 'Names' }).click();
  await panel.getByRole('button', { name: 'Real addresses' }).click();
  await expect(headline(page)).toContainText('nsg-customer');
});

test('where a link has other names and addresses, the page says so, and no command has one of them', async ({ page, context }) => {
  await linked(page);
  const panel = page.locator('.link-made');
  await panel.getByRole('button', { name: 'Names' }).click();
  const said = page.locator('.answer .note.warning');
  await expect(said).toHaveText('Replaced by the sender: Names. In every command, fill in the real ones; an address that you type here is held against the replaced ones.');
  await panel.getByRole('button', { name: 'Real addresses' }).click();
  const link = await made(page);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator('.answer .note.warning')).toContainText('Replaced by the sender: Names, Real addresses.');
  const fix = other.locator('.fix').first();
  await fix.getByRole('button', { name: 'Azure CLI' }).click();
  await expect(fix.locator('pre')).toContainText('--nsg-name "<nsg>"');
  await expect(fix.locator('pre')).not.toContainText(/nsg-1|\d+\.\d+\.\d+\.\d+/);
  // Beside it as well: whoever reads there may have scrolled past the answer.
  await expect(other.locator('.fixes .note.warning').first()).toContainText('Replaced by the sender');
  await fix.getByLabel('<nsg>').fill('nsg-real');
  await expect(fix.locator('pre')).toContainText('--nsg-name "nsg-real"');
});

test('a hostile link is a sentence, and the page goes on', async ({ page }) => {
  test.slow();
  const link = await linked(page);
  const [address, fragment] = link.split('#');
  for (const [bad, said] of [
    [fragment.slice(0, -9), /missing|changed/],
    [fragment.slice(0, 12), /missing/],
    [`${fragment.slice(0, 60)}${fragment[60] === 'A' ? 'B' : 'A'}${fragment.slice(61)}`, /changed/],
    [`c9${fragment.slice(2)}`, /newer version/],
    [`x2${fragment.slice(2)}`, /no link of this page/],
    [`c4${'A'.repeat(1_000_000)}`, /longer than any/],
  ]) {
    await page.goto('about:blank');
    await page.goto(`${address}#${bad}`);
    await expect(page.locator('.evidence [role=alert]')).toHaveText(said);
    await expect(box(page)).toHaveValue('');
    await paste(page, DENIED);
    await expect(headline(page)).toContainText('depends');
  }
  // Longer than what a browser takes for an address.
  await page.getByRole('button', { name: 'Clear' }).click();
  // Nor is it in the address any more.
  expect(new URL(page.url()).hash).toBe('');
  await file(page, `c4${'A'.repeat(10_000_000)}`);
  await expect(page.locator('.evidence [role=alert]')).toHaveText(/longer than any/);
  // What a mail program puts behind it does no harm.
  await page.goto('about:blank');
  await page.goto(`${link}.%3E`);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
});

test('names in a link are no markup', async ({ page, context }) => {
  await pasted(page, nsg('nsg<img src=x onerror=hit=1>', [rule('<b>Deny<b>', 200, 'Deny')]));
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.locator('.link-made')).toContainText('<b>Deny<b>');
  const other = await context.newPage();
  await other.goto(await made(page));
  await expect(headline(other)).toContainText('<b>Deny<b>');
  for (const it of [page, other]) await expect(it.locator('main img, main b b, #verdict b')).toHaveCount(0);
});

const OWN = nsg('nsg-own', [rule('AllowRdp', 300, 'Allow')]);

// Whatever way a link comes, somebody who has work on the page is asked.
for (const [way, open] of Object.entries({
  'in the address': (page, link) => page.evaluate((hash) => { location.hash = hash; }, link.split('#')[1]),
  'in a file': (page, link) => file(page, link.split('#')[1]),
  'pasted': (page, link) => paste(page, link),
  'with an output in it': (page) => page.evaluate((hash) => { location.hash = hash; }, `paste=${deflateRawSync(DENIED).toString('base64url')}`),
})) {
  test(`a link ${way} does not take the place of somebody’s own work unasked`, async ({ page }) => {
    const link = await linked(page);
    const offered = page.getByRole('button', { name: 'Open the link in place of what is here' });
    // Nothing that can be judged is work, too.
    for (const [own, said] of [[OWN, /nsg-own/], ['my notes', /Nothing/]]) {
      await paste(page, own);
      await expect(verdict(page)).toContainText(said);
      await open(page, link);
      await expect(offered).toBeVisible();
      await expect(verdict(page)).toContainText(said);
      await expect(box(page)).toHaveValue(own);
      await page.evaluate(() => history.replaceState(null, '', location.pathname));
      // What is typed on settles it.
      await paste(page, `${own}\n`);
      await expect(offered).toHaveCount(0);
    }
    await open(page, link);
    await offered.click();
    await expect(verdict(page)).toContainText('nsg-customer');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.evaluate(() => history.replaceState(null, '', location.pathname));
    await open(page, link);
    await expect(verdict(page)).toContainText('nsg-customer');
    await expect(offered).toHaveCount(0);
  });
}

test('what came by a link stays beside what is pasted, until somebody clears it', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto(await linked(page));
  // Before the link is open, what is pasted is work of one's own, and the link asks.
  await expect(headline(other)).toContainText('Blocked by rule DenyRdp');
  await paste(other, nsg('nsg-nic', [rule('AllowAll', 100, 'Allow')], NIC));
  await expect(other.locator('.chips')).toContainText('nsg-nic');
  await paste(other, '');
  await other.locator('#paste').press('Delete');
  await expect(other.locator('.chips')).not.toContainText('nsg-nic');
  await expect(headline(other)).toContainText('Blocked by rule DenyRdp (priority 200) in NSG nsg-customer');
  await other.getByRole('button', { name: 'Clear' }).click();
  await expect(verdict(other)).toBeEmpty();
  await expect(other.locator('.chips')).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Clear' })).toHaveCount(0);
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
  await start(page);
  await file(page, nsg('nsg-large', rules));
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.locator('#link')).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const path = await (await saved).path();
  const said = await headline(page).textContent();
  const text = readFileSync(path, 'utf8');
  expect(text.length).toBeGreaterThan(8_000);
  await page.getByRole('button', { name: 'Clear' }).click();
  await file(page, text);
  await expect(headline(page)).toHaveText(said);
  await expect(page.locator('.answer .note')).toContainText('This came by a link');
});

test('what no link can hold is said to be too much, and nothing is offered that leaves out names', async ({ page }) => {
  test.slow();
  const random = (seed) => (Math.imul(seed, 2_654_435_761) >>> 0).toString(36);
  const name = (at) => Array.from({ length: 10 }, (_, part) => random(at * 10 + part + 1)).join('').slice(0, 70);
  const group = (_, of) => nsg(`nsg-${of}`, Array.from({ length: 990 }, (_, at) => rule(name(of * 990 + at), 100 + at, 'Deny')));
  await start(page);
  await file(page, Array.from({ length: 4 }, group).join('\n'));
  // Its rows are still being drawn, and the button moves on.
  await page.getByRole('button', { name: 'Make a link' }).evaluate((button) => button.click(), null, { timeout: 60_000 });
  await expect(page.locator('section.share .note')).toHaveText('This is too much for a link.', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: /Names|Save as a file/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy as Markdown' })).toBeVisible();
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
  await page.evaluate((hash) => {
    location.hash = hash;
  }, second.split('#')[1]);
  const offered = page.getByRole('button', { name: 'Open the link in place of what is here' });
  await offered.click();
  await expect(headline(page)).toContainText('nsg-own');
  await page.goBack();
  await offered.click();
  await expect(headline(page)).toHaveText(said);
});

test('what somebody types changes neither the address nor the history', async ({ page }) => {
  await page.goto(await linked(page));
  const before = await page.evaluate(() => [location.href, history.length]);
  await paste(page, DENIED);
  await page.locator('#port').fill('22');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.locator('.link-made').getByRole('button', { name: 'Names' }).click();
  expect(await page.evaluate(() => [location.href, history.length])).toEqual(before);
});

test('a script sends an output along, and the address forgets it at once', async ({ page }) => {
  const packed = deflateRawSync(DENIED).toString('base64url');
  await page.goto(`/#paste=${packed}`);
  await expect(headline(page)).toContainText('depends');
  expect(page.url()).not.toContain('paste=');
  await expect(page.locator('#paste')).toHaveValue(DENIED);
});

test('an output that cannot be unpacked is said to be cut, and the address forgets it, too', async ({ page }) => {
  for (const text of ['c29tZXRoaW5nIGVsc2U', '%00<b>', `${deflateRawSync(DENIED).toString('base64url').slice(0, -9)}`]) {
    await page.goto('about:blank');
    await page.goto(`/#paste=${text}`);
    await expect(page.locator('.evidence [role=alert]')).toHaveText(/end of this link is missing/);
    expect(page.url()).not.toContain('paste=');
  }
});

test('the address forgets an output before the program is there, and even if it never comes', async ({ page, errors }) => {
  errors.allow(/preload|Failed to/);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`/#paste=${deflateRawSync(DENIED).toString('base64url')}`);
  await expect(page.locator('#failed')).toHaveClass('now');
  expect(page.url()).not.toContain('paste=');
});

test('an output that grows without end is not opened', async ({ page }) => {
  const bomb = deflateRawSync(`${DENIED}\n${`${'x'.repeat(99)}\n`.repeat(1_000_000)}`);
  await page.goto(`/#paste=${bomb.toString('base64url')}`);
  await expect(page.locator('.evidence [role=alert]')).toHaveText(/longer than any/);
  expect(await page.evaluate(() => performance.memory.usedJSHeapSize)).toBeLessThan(200_000_000);
  // Packed twice: what comes out is no output, and is not unpacked any further.
  await page.goto('about:blank');
  await page.goto(`/#paste=${deflateRawSync(bomb).toString('base64url')}`);
  // On a busy machine, unpacking 100 MB takes seconds.
  await expect(verdict(page)).toContainText('Nothing', { timeout: 20_000 });
});

// Identifiers in every place that has any.
const GUID = '11111111-2222-3333-4444-555555555555';
const IDENTIFIED = `${DENIED.replace('"name"', `"etag": "W/\\"2b7c\\"", "resourceGroup": "rg-secret", "ResourceGroupName" :  "rg-secret", "resourceGuid": "${GUID}", "name"`)}
ResourceGroupName : rg-secret
ResourceGuid      : ${GUID}
Id                : /subscriptions/${GUID}/resourceGroups/rg-secret/providers/x/y
  resourceGroup: rg-secret`;

test('the line for bash makes such a link, without subscription, resource group and e-tag', async ({ page, baseURL }) => {
  const text = IDENTIFIED;
  const { stdout } = bash(lineFor('bash').replace('https://rdp.example.com/', `${baseURL}/`), text);
  expect(stdout).toMatch(/#paste=[\w-]+\n$/);
  await page.goto(stdout.trim());
  await expect(headline(page)).toContainText('depends');
  const put = await page.locator('#paste').inputValue();
  expect(put).toContain('nsg-customer');
  expect(put).not.toMatch(/rg-secret|11111111|2b7c/);
});

test('the line for PowerShell takes out the same', () => {
  // What it replaces is written as in .NET, which is written as here.
  const replaced = [...lineFor('powershell').matchAll(/-replace '([^']*)', '([^']*)'/g)];
  expect(replaced).toHaveLength(3);
  const text = replaced.reduce((text, [, from, to]) => text.replace(new RegExp(from.replace('(?m)', ''), 'gim'), to), IDENTIFIED);
  expect(text).toContain('nsg-customer');
  expect(text).not.toMatch(/rg-secret|11111111|2b7c/);
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
