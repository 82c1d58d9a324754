import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.js';
import { nsg, pasted, rule, start } from './pastes.js';

const DENIED = nsg('nsg-web', [rule('DenyRdp', 200, 'Deny', '3389', '*')]);
// A name that tries to be markup.
const HOSTILE = nsg('nsg-web', [rule('Deny<img src=x onerror=alert(1)>', 200, 'Deny', '3389', '*')]);

const share = (page) => page.locator('section.share');

test('the answer goes into a ticket as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await pasted(page, DENIED);
  await page.locator('header').getByRole('button', { name: 'Share' }).click();
  await expect(share(page).locator('h2')).toBeFocused();
  await share(page).getByRole('button', { name: 'Markdown' }).click();
  await expect(share(page).locator('[role=status]')).toHaveText(/Copied/);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('✗ Blocked by rule DenyRdp');
  expect(text).toContain('### On the way');
  // What the page needs for narrow screens and screen readers is not said twice.
  expect(text).toContain('| Source — asked: Internet |');
  expect(text).toMatch(/\| 200 \| DenyRdp — ▶ decides \| Deny \| ✓ \\\* \|/);
  expect(text).toContain('az network nsg rule');
  // Nor is what the title of a fix says while it is folded.
  expect(text.match(/Create rule AllowRdp/g)).toHaveLength(2);
  // A blank line ends a table.
  expect(text).toMatch(/\|(---\|)+\n\| 200 \|/);
});

test('the answer goes into a ticket as rich text, and no name becomes markup', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await pasted(page, HOSTILE);
  await share(page).getByRole('button', { name: 'rich text' }).click();
  await expect(share(page).locator('[role=status]')).toHaveText(/Copied/);
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType('text/html')).text();
  });
  expect(html).toContain('<h3');
  expect(html).toContain('&lt;img');
  expect(html).not.toContain('<img');
});

test('the answer is saved as one page that needs nothing else', async ({ page, context }) => {
  await pasted(page, HOSTILE);
  const waiting = page.waitForEvent('download');
  await share(page).getByRole('button', { name: 'HTML' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('rdpcheck-answer.html');
  const path = await download.path();
  const text = await readFile(path, 'utf8');
  expect(text).toContain("default-src 'none'");
  const saved = await context.newPage();
  await saved.setContent(text);
  await expect(saved.locator('p').first()).toContainText('Blocked by rule Deny<img');
  await expect(saved.locator('img')).toHaveCount(0);
  await expect(saved.locator('td', { hasText: 'Deny<img' }).first()).toBeVisible();
});

test('the keys for printing print the answer, too', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await page.evaluate(() => {
    window.print = () => (window.printed = document.querySelectorAll('#ticket .rules, #ticket table').length);
  });
  await share(page).getByRole('button', { name: 'Print' }).waitFor();
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate(() => window.printed)).toBeGreaterThan(0);
});

test('what is printed is the answer alone', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await page.evaluate(() => {
    // The dialogue would wait for somebody.
    window.print = () => {};
  });
  await share(page).getByRole('button', { name: 'Print' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#ticket h2').first()).toBeVisible();
  await expect(page.locator('#app')).toBeHidden();
  // On one page, with the table's head, and of the fixes the one that is open.
  await expect(page.locator('#ticket details[open]')).toHaveCount(1);
  await page.setViewportSize({ width: 700, height: 900 });
  expect((await page.locator('#ticket thead').first().boundingBox()).height).toBeGreaterThan(10);
  const edge = '0.4in';
  const paper = await page.pdf({ format: 'A4', margin: { top: edge, right: edge, bottom: edge, left: edge } });
  expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  // Printing tells when it is over.
  await expect(page.locator('#ticket')).toHaveCount(0);
});
