// The routes of the reply: which one carries it, why the others do not, and where any other packet would go.
import { expect, test } from './fixtures.js';
import { LISTING, ROUTES, box, pasted, start } from './pastes.js';

const PASTE = `${LISTING}\n${ROUTES}`;
const route = (page, next) => page.locator('.routes tbody tr').filter({ hasText: next });

test('routes stand in the order Azure prefers them, each with its fate', async ({ page }) => {
  await pasted(page, PASTE);
  await expect(page.locator('.routes tbody tr .name')).toHaveText([
    /203\.0\.113\.0\/24.*decides for some of them/,
    /10\.0\.0\.0\/16.*for other addresses/,
    /0\.0\.0\.0\/0.*decides for some of them/,
    /0\.0\.0\.0\/0.*overridden/,
  ]);
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('203.0.113.7');
  await expect(page.locator('.routes tr.decides .name')).toHaveText(/203\.0\.113\.0\/24.*decides$/);
  await expect(route(page, 'VirtualAppliance 10.0.1.4')).toContainText('a longer prefix wins');
});

test('a route and its line in the paste point at each other', async ({ page }) => {
  await pasted(page, PASTE);
  const mark = page.locator('svg.lines rect.mark');
  await route(page, 'VirtualNetwork').hover();
  await expect(mark).toHaveCount(1);
  await expect(page.locator('tr.pointed')).toContainText('10.0.0.0/16');
  await page.locator('h1').hover();
  await expect(page.locator('tr.pointed')).toContainText('VirtualAppliance');
  await box(page).evaluate((area) => {
    const at = area.value.indexOf('203.0.113.0/24');
    area.focus();
    area.setSelectionRange(at, at);
  });
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('tr.pointed')).toContainText('203.0.113.0/24');
  await route(page, 'VirtualNetwork').getByRole('button').click();
  await expect(page.locator('tr.pointed')).toContainText('10.0.0.0/16');
});

test('an address has its next hop', async ({ page }) => {
  await pasted(page, PASTE);
  const answer = page.locator('.packet p');
  await expect(answer).toBeEmpty();
  for (const [address, expected] of [
    ['8.8.8.8', /0\.0\.0\.0\/0.*VirtualAppliance 10\.0\.1\.4/],
    ['203.0.113.9', /203\.0\.113\.0\/24.*Internet/],
    ['10.0', 'This is not an IP address.'],
    ['fd00::1', 'No route in the paste carries it.'],
    ['', ''],
  ]) {
    await page.getByLabel('Where would a packet to this address go?').fill(address);
    await expect(answer).toHaveText(expected);
  }
});

test('everything that was read is a chip with its kind and name', async ({ page }) => {
  const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network';
  const vnet = {
    name: 'vnet1', id: `${id}/virtualNetworks/vnet1`, type: 'Microsoft.Network/virtualNetworks',
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [],
  };
  const address = {
    name: 'ip1', id: `${id}/publicIPAddresses/ip1`, type: 'Microsoft.Network/publicIPAddresses',
    sku: { name: 'Standard' }, ipAddress: '20.1.2.3', publicIPAllocationMethod: 'Static',
  };
  await pasted(page, [PASTE, JSON.stringify(vnet, null, 2), JSON.stringify(address, null, 2)].join('\n'));
  const chips = page.locator('.chips li');
  await expect(chips).toContainText([
    'NSG myNetworkSecurityGroup · 1 rule', 'Virtual network vnet1', 'Public IP ip1', 'Effective routes · 4 routes',
  ]);
  await page.locator('#language').click();
  await expect(chips).toContainText(['NSG', '仮想ネットワーク vnet1', 'パブリック IP ip1', '有効なルート · 4 個のルート']);
});
