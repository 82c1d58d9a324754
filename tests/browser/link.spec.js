import { deflateRawSync } from 'node:zlib';
import { expect, test } from './fixtures.js';
import { headline, nsg, paste, pasted, rule, verdict } from './pastes.js';

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
  expect(link).toMatch(/^http:.*#c1[\w-]+$/);
  expect(link).not.toContain('rg-secret');
  const said = await headline(page).textContent();
  const other = await context.newPage();
  await other.goto(link);
  await expect(headline(other)).toHaveText(said);
  await expect(other.locator('#address')).toHaveValue('52.174.8.7');
  await expect(other.locator('.evidence')).toContainText('This came by a link');
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
    await expect(page.locator('.evidence .note')).toHaveText(said);
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

test('a script sends an output along, and the address forgets it at once', async ({ page }) => {
  const packed = deflateRawSync(DENIED).toString('base64url');
  await page.goto(`/#paste=${packed}`);
  await expect(headline(page)).toContainText('depends');
  expect(page.url()).not.toContain('paste=');
  await expect(page.locator('#paste')).toHaveValue(DENIED);
});
