// Who connects to what, where each NSG sits, which one counts: what the paste does not say.
import { expect, test } from './fixtures.js';
import { LISTING, NIC, OFFICE_ONLY, SUBNET, TRUNCATED, TWO_NSGS, box, headline, nsg, pasted, rule, verdict } from './pastes.js';

test('inside the virtual network, the default rule lets in', async ({ page }) => {
  await pasted(page, OFFICE_ONLY);
  await expect(verdict(page)).toHaveClass('depends');
  await page.locator('#from').selectOption({ index: 2 });
  await expect(headline(page)).toContainText('AllowVnetInBound');
  await expect(verdict(page)).toHaveClass('open');
});

test('over the Internet: another verdict is told, the same one is not told twice', async ({ page }) => {
  await pasted(page, nsg('nsg-web', [rule('Deny10', 200, 'Deny', '3389', '10.0.0.0/8'), rule('Rdp', 300, 'Allow', '3389')], SUBNET));
  await page.locator('#from').selectOption('This address');
  await page.locator('#address').fill('10.1.2.3');
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(page.locator('.answer .note')).toContainText('If you connect over the Internet: ');
  await page.locator('#address').fill('192.168.1.5');
  await expect(verdict(page)).toHaveClass('open');
  await expect(page.locator('.answer .note')).toHaveText('Over the Internet the answer is the same.');
});

test("the VM's address changes the answer", async ({ page }) => {
  const toOneVm = { ...rule('AllowOneVm', 300, 'Allow'), destinationAddressPrefix: '10.0.0.4' };
  await pasted(page, nsg('nsg-web', [toOneVm], SUBNET));
  await expect(verdict(page)).toHaveClass('depends');
  await page.locator('#to').fill('10.0.0.4');
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('#to').fill('10.0.0.5');
  await expect(verdict(page)).toHaveClass('blocked');
});

test('what is no address or port is said at its field, until it is right', async ({ page }) => {
  await pasted(page, LISTING);
  await page.locator('#from').selectOption('This address');
  for (const [field, bad, good] of [
    ['address', '203.0.113.999', '203.0.113.9'],
    ['to', 'my-vm', '10.0.0.4'],
    ['port', '70000', '3389'],
    ['port', '', '3389'],
  ]) {
    const input = page.locator(`#${field}`);
    await input.fill(bad);
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(field === 'port' ? /1 to 65535/ : /not an IP address/);
    await expect(input).not.toHaveAccessibleName(/1 to 65535|not an IP address/);
    await expect(page.locator(`#${field}-note`)).toContainText(field === 'port' ? '1 to 65535' : 'not an IP address');
    await input.fill(good);
    await expect(input).not.toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator(`#${field}-note`)).toBeEmpty();
  }
});

test('a field stays where it is when its complaint appears', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await pasted(page, LISTING);
  for (const [field, bad] of [['to', 'my-vm'], ['port', '70000']]) {
    const place = () => page.locator(`#${field}`).boundingBox();
    const before = await place();
    await page.locator(`#${field}`).fill(bad);
    await expect(page.locator(`#${field}-note`)).not.toBeEmpty();
    expect(await place()).toEqual(before);
  }
});

test('where an NSG sits is shown as pasted, and the reader can say otherwise', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  const places = page.locator('.chips select');
  await expect(places.first().locator('option:checked')).toHaveText('subnet');
  await expect(places.nth(1).locator('option:checked')).toHaveText('network interface');
  await places.first().selectOption('not in the path');
  await expect(headline(page)).toContainText('AllowRdp');
  await expect(verdict(page)).toHaveClass('open');
});

test('NSGs of several VMs: the reader says which is theirs, and can change it', async ({ page }) => {
  const nsgs = ['one', 'two', 'three'].map((vm) =>
    nsg(`nsg-${vm}`, [rule(`Rule-${vm}`, 300, vm === 'two' ? 'Deny' : 'Allow')], {
      networkInterfaces: [{ id: NIC.networkInterfaces[0].id.replace('nic1', `nic-${vm}`) }],
    }));
  await pasted(page, nsgs.join('\n'));
  await expect(verdict(page)).toHaveClass('depends');
  const target = page.locator('#target');
  await expect(target.locator('option')).toHaveText(['not chosen', 'nic-one', 'nic-three', 'nic-two']);
  await target.selectOption('nic-two');
  await expect(headline(page)).toContainText('Blocked by rule Rule-two');
  await expect(target.locator('option:checked')).toHaveText('nic-two');
  await target.selectOption('nic-three');
  await expect(headline(page)).toContainText('Open: rule Rule-three');
  await target.selectOption('not chosen');
  await expect(verdict(page)).toHaveClass('depends');
});

test('of two pastes of one NSG the reader says which counts', async ({ page }) => {
  await pasted(page, ['Allow', 'Deny'].map((access) => nsg('nsg-web', [rule('Rdp', 300, access)], SUBNET)).join('\n'));
  await expect(verdict(page)).toHaveClass('depends');
  await expect(page.locator('.problems')).toContainText('a second time');
  const version = page.getByLabel('which one counts').first();
  await version.selectOption('paste 2');
  await expect(verdict(page)).toHaveClass('blocked');
  await version.selectOption('paste 1');
  await expect(verdict(page)).toHaveClass('open');
});

test('a problem leads to its line', async ({ page }) => {
  await pasted(page, `${LISTING}${'\n'.repeat(80)}${TRUNCATED}`);
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  const problem = page.locator('.problems .warning').filter({ hasText: 'cut DestinationPortRange' });
  await problem.getByRole('button', { name: /^line \d+$/ }).click();
  await expect.poll(() => box(page).evaluate((area) => area.scrollTop)).toBeGreaterThan(500);
  await expect(page.locator('svg.lines rect.mark')).toBeVisible();
});

test('an answer for something else than what was typed says so', async ({ page }) => {
  await pasted(page, LISTING);
  await expect(page.locator('.unfinished')).toHaveCount(0);
  await page.locator('#port').fill('99999');
  await expect(page.locator('#verdict .unfinished')).toContainText('Anywhere on the Internet, port 3389');
  await page.locator('#port').fill('3390');
  await expect(page.locator('.unfinished')).toHaveCount(0);
  await page.locator('#from').selectOption({ index: 1 });
  await expect(page.locator('#verdict .unfinished')).toContainText('Anywhere on the Internet, port 3390');
  await page.locator('#address').fill('203.0.113.7:rdp');
  await expect(page.locator('.unfinished')).toHaveCount(1);
  await page.locator('#address').fill('203.0.113.7');
  await expect(page.locator('.unfinished')).toHaveCount(0);
});

test('another connection than RDP: outbound, UDP, from a certain port', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  await page.getByText('Another connection than RDP to the VM').click();
  await page.getByLabel('Protocol').selectOption('UDP');
  await expect(headline(page)).toContainText('UDP 3389');
  await page.getByLabel('Source port').fill('70000');
  await expect(page.locator('#from-port')).toHaveAccessibleDescription(/from 1 to 65535/);
  await page.getByLabel('Source port').fill('50000');
  await expect(page.locator('.rules th .asked').filter({ hasText: '50000' }).first()).toBeVisible();
  await page.getByLabel('Direction').selectOption('from the VM');
  await expect(headline(page)).toContainText('AllowInternetOutBound');
  await expect(page.getByLabel('From (VM’s private IP)')).toBeVisible();
});
