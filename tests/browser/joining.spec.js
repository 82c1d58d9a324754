// A case that is built up from several outputs, in whatever order somebody comes by them.
import { expect, test } from './fixtures.js';
import { CASE, ROUTES, THREE_NSGS, TWO_NSGS, box, headline, nsg, paste, pasted, rule, start, verdict } from './pastes.js';

const code = (page) => page.locator('.commands .command code');
const station = (page, name) => page.locator('.hops li').filter({ hasText: name });
const append = async (page, text) => {
  await box(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(`\n${text}\n`);
};

for (const order of [
  ['nic', 'nicNsg', 'subnet', 'subnetNsg'],
  ['subnetNsg', 'nicNsg', 'subnet', 'nic'],
  ['subnet', 'subnetNsg', 'nic', 'nicNsg'],
]) {
  test(`four outputs one after the other: ${order.join(', ')}`, async ({ page }) => {
    await start(page);
    await page.locator('#from').selectOption({ index: 1 });
    await page.locator('#address').fill('198.51.100.7');
    for (const part of order) await append(page, CASE[part]);
    await expect(headline(page)).toContainText('Blocked: no rule in NSG nsg-subnet on the subnet');
    await expect(station(page, 'subnet’s NSG')).toContainText('nsg-subnet');
    await expect(station(page, 'interface’s NSG')).toContainText('nsg-nic');
    await expect(station(page, 'the VM’s state')).toContainText('vm1');
    await expect(page.locator('.chips > li')).toHaveCount(4);
    await page.locator('#address').fill('203.0.113.9');
    await expect(headline(page)).toContainText('Open');
    await append(page, ROUTES.replace('User                   Active   203.0.113.0/24    Internet\n', ''));
    await expect(headline(page)).toContainText('Blocked on the way back');
  });
}

test('what to paste next is named with the names that are known, and pasting it sharpens the answer', async ({ page }) => {
  await pasted(page, CASE.nic);
  await expect(verdict(page)).toHaveClass(/depends/);
  await append(page, CASE.nicNsg);
  await expect(verdict(page)).toHaveClass(/open/);
  await expect(verdict(page)).toContainText('the subnet’s NSG');
  await page.locator('.commands summary').click();
  await expect(code(page)).toContainText("list-effective-nsg");
  await expect(code(page)).toContainText('"rg-web"');
  await expect(code(page)).toContainText('"vm1-nic"');
  await append(page, CASE.subnet);
  await append(page, CASE.subnetNsg);
  await expect(verdict(page)).toHaveClass(/depends/);
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('203.0.113.9');
  await expect(verdict(page)).toHaveClass(/open/);
  await expect(code(page)).toContainText('show-effective-route-table');
  await append(page, ROUTES);
  await expect(headline(page)).toContainText('Open');
  await expect(verdict(page)).not.toContainText('the route of the reply');
});

test('NSGs of several VMs: the page asks which is meant, and answers for the chosen one', async ({ page }) => {
  const nic = (name, group) => JSON.stringify({
    name,
    id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/${name}`,
    type: 'Microsoft.Network/networkInterfaces',
    networkSecurityGroup: { id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/${group}` },
    ipConfigurations: [{ privateIpAddress: '10.0.0.4' }],
  });
  await pasted(page, [
    nic('nic-a', 'nsg-a'), nic('nic-b', 'nsg-b'),
    nsg('nsg-a', [rule('Rdp', 200, 'Allow')]), nsg('nsg-b', [rule('Rdp', 200, 'Deny')]),
  ].join('\n'));
  await expect(verdict(page)).toHaveClass(/depends/);
  const target = page.locator('#target');
  await expect(target.locator('option')).toHaveText(['not chosen', 'nic-a', 'nic-b']);
  await target.selectOption('nic-a');
  await expect(verdict(page)).toHaveClass(/open/);
  await target.selectOption('nic-b');
  await expect(verdict(page)).toHaveClass(/blocked/);
  await expect(target).toHaveValue('nic-b');
});

test('where a packet would go is answered under the routes', async ({ page }) => {
  await pasted(page, `${TWO_NSGS}\n${ROUTES}`);
  const answer = page.locator('.packet [role=status]');
  await page.locator('#packet-to').fill('203.0.113.200');
  await expect(answer).toContainText('203.0.113.0/24');
  await page.locator('#packet-to').fill('8.8.8.8');
  await expect(answer).toContainText('VirtualAppliance 10.0.1.4');
  await page.locator('#packet-to').fill('8.8.8');
  await expect(answer).toContainText('not an IP address');
});

test('Azure’s own answer stands beside ours', async ({ page }) => {
  await pasted(page, `${TWO_NSGS}\n{"access": "Allow", "ruleName": "securityRules/AllowRdp"}`);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
  await expect(verdict(page)).toContainText('Azure’s own answer in the paste is another: Allow, by the rule AllowRdp.');
  await expect(verdict(page)).toContainText('Perhaps it was asked about another address');
  await paste(page, THREE_NSGS);
  await expect(verdict(page)).not.toContainText('Azure’s own answer');
});
