// What people paste, as the tests need it, and how they paste it.
import { expect } from './fixtures.js';

// One rule as `$rules.SecurityRules` prints it.
export function listedRule({
  name = 'default-allow-rdp',
  nsg = 'nsg-demo',
  ports = '3389',
  source = '*',
  access = 'Allow',
  priority = 1000,
} = {}) {
  return `
Name                     : ${name}
Id                       : /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-demo/providers/Microsoft.Network/networkSecurityGroups/${nsg}/securityRules/${name}
Etag                     :
ProvisioningState        : Succeeded
Description              :
Protocol                 : TCP
SourcePortRange          : *
DestinationPortRange     : ${ports}
SourceAddressPrefix      : ${source}
DestinationAddressPrefix : *
Access                   : ${access}
Priority                 : ${priority}
Direction                : Inbound
`;
}

// The listing of the troubleshooting article: RDP is open.
export const OPEN = listedRule();

export const DENIED = listedRule({ name: 'deny-rdp', access: 'Deny', priority: 300 }) + OPEN;

// Windows PowerShell cut the list of ports.
export const TRUNCATED = listedRule({ name: 'AllowPorts', ports: '{22, 80, 443, 8080...}' });

export function jsonRule(name, priority, access, { ports = '3389', source = '*' } = {}) {
  return {
    name,
    properties: {
      protocol: 'Tcp',
      sourcePortRange: '*',
      destinationPortRange: ports,
      sourceAddressPrefix: source,
      destinationAddressPrefix: '*',
      access,
      priority,
      direction: 'Inbound',
    },
  };
}

const NETWORK =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-demo/providers/Microsoft.Network';

// An NSG as JSON. `subnet` and `nic` name what it is attached to; without both, the paste does not say.
export function jsonNsg(name, rules, { subnet, nic } = {}) {
  return JSON.stringify(
    {
      name,
      id: `${NETWORK}/networkSecurityGroups/${name}`,
      type: 'Microsoft.Network/networkSecurityGroups',
      properties: {
        securityRules: rules,
        ...(subnet && { subnets: [{ id: `${NETWORK}/virtualNetworks/vnet-demo/subnets/${subnet}` }] }),
        ...(nic && { networkInterfaces: [{ id: `${NETWORK}/networkInterfaces/${nic}` }] }),
      },
    },
    null,
    2,
  );
}

// The subnet's NSG lets nobody in, the network interface's would.
export const TWO_NSGS = [
  jsonNsg('nsg-subnet', [jsonRule('DenyRdpSubnet', 200, 'Deny')], { subnet: 'web' }),
  jsonNsg('nsg-nic', [jsonRule('AllowRdpNic', 300, 'Allow')], { nic: 'nic-web' }),
].join('\n');

export const box = (page) => page.locator('#paste');
export const verdict = (page) => page.locator('#verdict');
export const headline = (page) => page.locator('#verdict .headline');
export const row = (page, name) =>
  page.locator('.rules tbody tr').filter({ has: page.locator('.name').getByText(name, { exact: true }) });

// The program has taken over from the plain page.
export async function ready(page, path = '/') {
  await page.goto(path);
  await expect(page.locator('#language')).toBeVisible();
}

// Pastes as the keyboard does: the browser puts the text in at the caret and says so in an input event.
export async function paste(page, text) {
  await box(page).focus();
  await page.keyboard.insertText(text);
}

// Opens the page, and pastes.
export async function pasted(page, text) {
  await ready(page);
  await paste(page, text);
}
