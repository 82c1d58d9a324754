// What fixes it: whom that lets in, the commands, and a look at how it would be.
import { expect, test } from './fixtures.js';
import { DENIED as LISTED, TWO_NSGS, box, headline, nsg, pasted, verdict } from './pastes.js';

const stations = (page) => page.locator('.hops li');

const NIC = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic1';
const DENIED = nsg('nsg-web', [{
  name: 'DenyRdp', priority: 200, access: 'Deny', direction: 'Inbound', protocol: 'Tcp', sourceAddressPrefix: '*',
  sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '3389',
}], { networkInterfaces: [{ id: NIC }], subnets: [] });

const fix = (page) => page.locator('.fix').first();
const command = (page) => fix(page).locator('code');

test('a fix is tried: the path turns open, nothing was changed, and back again', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
  await expect(fix(page)).toContainText('Create rule AllowRdp (priority 199) in NSG nsg-subnet');
  await expect(fix(page)).toContainText('Also lets in your address <client> to the other VMs of subnet web, TCP 3389.');
  await fix(page).getByRole('button', { name: 'Try it' }).click();
  await expect(verdict(page)).toHaveClass(/open/);
  await expect(verdict(page)).toContainText('Nothing has been changed in Azure. Here, 203.0.113.7 stands for your address.');
  await expect(verdict(page)).toBeFocused();
  await expect(headline(page)).toBeInViewport();
  await expect(stations(page).filter({ hasText: 'nsg-subnet' })).toHaveClass(/open/);
  await expect(page.locator('.rules')).toContainText(['AllowRdp']);
  await page.locator('#verdict').getByRole('button', { name: 'Back to how it is' }).click();
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
});

test('the address typed beside the fix fills it, and keeps the focus', async ({ page }) => {
  await pasted(page, DENIED);
  await expect(command(page)).toContainText('--source-address-prefixes "<client>"');
  await page.locator('#client').pressSequentially('203.0.113.7');
  await expect(page.locator('#client')).toBeFocused();
  await expect(page.locator('#client')).toHaveValue('203.0.113.7');
  await expect(command(page)).toContainText('--source-address-prefixes "203.0.113.7"');
  await expect(fix(page)).toContainText('Lets in 203.0.113.7/32.');
});

test('the command is in the dialect of the paste, until another one is chosen', async ({ page }) => {
  const shown = fix(page).locator('.tabs [aria-pressed=true]');
  await pasted(page, LISTED);
  await expect(shown).toHaveText('Az PowerShell');
  await box(page).fill(DENIED);
  await expect(shown).toHaveText('Azure CLI');
  await box(page).fill(`PS C:\\> Get-AzureRmNetworkSecurityRuleConfig\n\n${LISTED}`);
  await expect(shown).toHaveText('AzureRM (retired)');
  await fix(page).getByRole('button', { name: 'Portal', exact: true }).click();
  await box(page).fill(DENIED);
  await expect(shown).toHaveText('Portal');
});

test('one form fills a name in every command, in each dialect and as code', async ({ page }) => {
  await pasted(page, DENIED.replaceAll('"id"', '"ID"').replace(/"networkInterfaces": \[[^\]]*\]/, '"networkInterfaces": null'));
  const dialects = [
    ['Portal', 'Inbound security rules'], ['Azure CLI', 'az network nsg rule create'],
    ['Az PowerShell', 'Add-AzNetworkSecurityRuleConfig'], ['AzureRM (retired)', 'Add-AzureRmNetworkSecurityRuleConfig'],
    ['ARM JSON', '"Microsoft.Network/networkSecurityGroups/securityRules"'], ['Bicep', 'resource rule'],
    ['Terraform', 'azurerm_network_security_rule'],
  ];
  for (const [name, text] of dialects) {
    const tab = fix(page).getByRole('button', { name, exact: true });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-pressed', 'true');
    await expect(fix(page)).toContainText(text);
  }
  await fix(page).getByRole('button', { name: 'Azure CLI', exact: true }).click();
  const group = fix(page).getByLabel('<rg>');
  await group.pressSequentially('rg-demo');
  await expect(group).toBeFocused();
  await expect(command(page)).toContainText('-g "rg-demo"');
  await page.locator('.checklist li').first().getByRole('button', { name: 'How' }).click();
  await expect(page.locator('.checklist li').first().locator('code')).toContainText('rg-demo');
});

test('a fix that lets in anybody says so', async ({ page }) => {
  await pasted(page, DENIED);
  const anybody = page.locator('.fix').filter({ hasText: 'for anybody' }).first();
  await expect(anybody.locator('.warning')).toContainText('Anybody on the Internet can then try to log on');
});

test('where only a network manager could help, no fix is offered', async ({ page }) => {
  const manager = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkManagers/avnm';
  const admin = JSON.stringify({ id: `${manager}/securityAdminConfigurations/c/ruleCollections/r/rules/DenyRdpAdmin`, name: 'DenyRdpAdmin',
    kind: 'Custom', access: 'Deny', direction: 'Inbound', priority: 1, protocol: 'Tcp', sourcePortRanges: ['0-65535'], destinationPortRanges: ['3389'],
    sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }], destinations: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }] });
  await pasted(page, `${admin}\n${DENIED.replace('"Deny"', '"Allow"')}`);
  await expect(verdict(page)).toHaveClass(/blocked/);
  await expect(page.locator('.fixes')).toContainText('ask the administrators of Virtual Network Manager');
  await expect(page.locator('.fix')).toHaveCount(0);
});
