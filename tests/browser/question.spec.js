// Who connects to what, and where each NSG sits: what the paste does not say.
import { expect, test } from './fixtures.js';
import {
  OPEN, TRUNCATED, TWO_NSGS, box, headline, jsonNsg, jsonRule, listedRule, pasted, row, verdict,
} from './pastes.js';

const OFFICE = listedRule({ name: 'allow-office', source: '203.0.113.0/24' });

async function fromAddress(page, address) {
  await page.locator('#from').selectOption('This address');
  await page.locator('#address').fill(address);
}

test('who connects changes the answer', async ({ page }) => {
  await pasted(page, OFFICE);
  await expect(verdict(page)).toHaveClass('depends');
  await fromAddress(page, '203.0.113.7');
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('#address').fill('198.51.100.7');
  await expect(verdict(page)).toHaveClass('blocked');
  await page.locator('#from').selectOption({ index: 2 });
  await expect(headline(page)).toContainText('AllowVnetInBound');
});

test('who can connect is told exactly', async ({ page }) => {
  await pasted(page, OFFICE);
  await expect(page.locator('.sources .open')).toContainText('203.0.113.0/24');
  await expect(page.locator('.sources .depends')).toContainText('nobody');
});

test('the port changes the answer', async ({ page }) => {
  await pasted(page, OPEN);
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('#port').fill('3390');
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(row(page, 'default-allow-rdp').locator('td.field.no')).toContainText('3389');
});

test("the VM's address changes the answer", async ({ page }) => {
  const rule = jsonRule('AllowOneVm', 300, 'Allow');
  rule.properties.destinationAddressPrefix = '10.0.0.4';
  await pasted(page, jsonNsg('nsg-web', [rule], { subnet: 'web' }));
  await expect(verdict(page)).toHaveClass('depends');
  await page.locator('#to').fill('10.0.0.4');
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('#to').fill('10.0.0.5');
  await expect(verdict(page)).toHaveClass('blocked');
});

test('what is no address or port is said at its field', async ({ page }) => {
  await pasted(page, OPEN);
  await fromAddress(page, '203.0.113.999');
  for (const [field, bad, good] of [
    ['address', '203.0.113.999', '203.0.113.9'],
    ['to', 'my-vm', '10.0.0.4'],
    ['port', '70000', '3389'],
    ['port', '', '3389'],
  ]) {
    await page.locator(`#${field}`).fill(bad);
    await expect(page.locator(`#${field}`)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator(`#${field}-note`)).toContainText(field === 'port' ? '1 to 65535' : 'not an IP address');
    await page.locator(`#${field}`).fill(good);
    await expect(page.locator(`#${field}`)).not.toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator(`#${field}-note`)).toBeEmpty();
  }
});

test('a private address is warned about, and the answer for the Internet is one press away', async ({ page }) => {
  await pasted(page, listedRule({ name: 'allow-lan', source: '192.168.0.0/16' }));
  await fromAddress(page, '192.168.1.5');
  await expect(verdict(page)).toHaveClass('open');
  await expect(page.locator('.problems .warning')).toContainText('192.168.1.5 is a private address');
  await expect(page.locator('.note.warning')).toContainText('If you connect over the Internet:');
  await page.locator('.note.warning button').click();
  await expect(verdict(page)).not.toHaveClass('open');
  await expect(page.locator('.note.warning')).toHaveCount(0);
});

test('the page tells how to find the public address', async ({ page }) => {
  await pasted(page, OPEN);
  const help = page.locator('.question details');
  await expect(help.locator('code')).toBeHidden();
  await help.locator('summary').click();
  await expect(help.locator('code')).toContainText('nslookup');
  await expect(help).toContainText('what is my IP');
});

test('where an NSG sits is shown as pasted, and can be said', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  const places = page.locator('.chips select');
  await expect(places.first().locator('option:checked')).toHaveText('subnet');
  await expect(places.nth(1).locator('option:checked')).toHaveText('network interface');
  await places.first().selectOption('not in the path');
  await expect(verdict(page)).toHaveClass('open');
  await expect(headline(page)).toContainText('AllowRdpNic');
});

test('an NSG without a place gets one from the reader', async ({ page }) => {
  await pasted(page, jsonNsg('nsg-web', [jsonRule('AllowRdp', 300, 'Allow')]));
  const place = page.locator('.chips select');
  await expect(place.locator('option:checked')).toHaveText('not said');
  await place.selectOption('network interface');
  await expect(headline(page)).toContainText('on the network interface');
  await expect(place.locator('option:checked')).toHaveText('network interface');
});

test('NSGs of several VMs: the reader says which is theirs', async ({ page }) => {
  const nsgs = ['one', 'two', 'three'].map((vm) =>
    jsonNsg(`nsg-${vm}`, [jsonRule(`Rule-${vm}`, 300, vm === 'two' ? 'Deny' : 'Allow')], { nic: `nic-${vm}` }),
  );
  await pasted(page, nsgs.join('\n'));
  await expect(verdict(page)).toHaveClass('depends');
  const target = page.locator('#target');
  await expect(target.locator('option')).toHaveText(['not chosen', 'nic-one', 'nic-two', 'nic-three']);
  await target.selectOption('nic-two');
  await expect(headline(page)).toContainText('Blocked by rule Rule-two');
  await target.selectOption('nic-three');
  await expect(headline(page)).toContainText('Open: rule Rule-three');
  await target.selectOption('not chosen');
  await expect(verdict(page)).toHaveClass('depends');
});

test('of two pastes of one NSG the reader says which counts', async ({ page }) => {
  await pasted(page, ['Allow', 'Deny'].map((access) =>
    jsonNsg('nsg-web', [jsonRule('Rdp', 300, access)], { subnet: 'web' })).join('\n'));
  await expect(verdict(page)).toHaveClass('depends');
  await expect(page.locator('.problems')).toContainText('a second time');
  const version = page.getByLabel('which one counts').first();
  await version.selectOption('paste 2');
  await expect(verdict(page)).toHaveClass('blocked');
  await version.selectOption('paste 1');
  await expect(verdict(page)).toHaveClass('open');
});

test('a problem leads to its line', async ({ page }) => {
  await pasted(page, `${OPEN.repeat(1)}${'\n'.repeat(80)}${TRUNCATED}`);
  const problem = page.locator('.problems .warning').filter({ hasText: 'cut DestinationPortRange' });
  await problem.getByRole('button', { name: /^line \d+$/ }).click();
  await expect.poll(() => box(page).evaluate((area) => area.scrollTop)).toBeGreaterThan(500);
  await expect(page.locator('svg.lines rect.mark')).toBeVisible();
});
