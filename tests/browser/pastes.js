// What the tests paste. The first is what the documentation shows for an open port.
export const LISTING = `Name                     : default-allow-rdp
Id                       : /subscriptions/guid/resourceGroups/myResourceGroup/providers/Microsoft.Network/networkSecurityGroups/myNetworkSecurityGroup/securityRules/default-allow-rdp
Etag                     :
ProvisioningState        : Succeeded
Description              :
Protocol                 : TCP
SourcePortRange          : *
DestinationPortRange     : 3389
SourceAddressPrefix      : *
DestinationAddressPrefix : *
Access                   : Allow
Priority                 : 1000
Direction                : Inbound
`;

export const DENIED = LISTING.replace('Allow\n', 'Deny\n');

export const TRUNCATED = LISTING.replace(': 3389', ': {22, 80, 443, 8080...}');

function rule(name, priority, access, port = '3389', source = '*') {
  return {
    name,
    priority,
    access,
    direction: 'Inbound',
    protocol: 'Tcp',
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: port,
  };
}

export function nsg(name, rules, places = {}) {
  return JSON.stringify({ name, securityRules: rules, ...places }, null, 2);
}

const SUBNET = {
  subnets: [{ id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/web' }],
};
const NIC = {
  networkInterfaces: [{ id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic1' }],
};

export const TWO_NSGS = `$ az network nsg show -n nsg-subnet
${nsg('nsg-subnet', [rule('DenyRdp', 200, 'Deny'), rule('AllowWeb', 300, 'Allow', '443')], SUBNET)}
$ az network nsg show -n nsg-nic
${nsg('nsg-nic', [rule('AllowRdp', 100, 'Allow')], NIC)}
`;

// One case in four outputs: the network interface, the NSG it names, that of its subnet, and its effective routes.
const NETWORK = '/subscriptions/s/resourceGroups/rg-web/providers/Microsoft.Network';
const NSG_OF = (name) => ({ id: `${NETWORK}/networkSecurityGroups/${name}` });
export const CASE = {
  nic: JSON.stringify({
    name: 'vm1-nic',
    id: `${NETWORK}/networkInterfaces/vm1-nic`,
    type: 'Microsoft.Network/networkInterfaces',
    virtualMachine: { id: '/subscriptions/s/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm1' },
    networkSecurityGroup: NSG_OF('nsg-nic'),
    ipConfigurations: [{ privateIpAddress: '10.0.0.4', subnet: { id: `${NETWORK}/virtualNetworks/v/subnets/web` } }],
  }, null, 1),
  nicNsg: nsg('nsg-nic', [rule('AllowRdp', 100, 'Allow')], NSG_OF('nsg-nic')),
  subnet: JSON.stringify({
    name: 'web',
    id: `${NETWORK}/virtualNetworks/v/subnets/web`,
    addressPrefix: '10.0.0.0/24',
    networkSecurityGroup: NSG_OF('nsg-subnet'),
    routeTable: null,
  }, null, 1),
  subnetNsg: nsg('nsg-subnet', [rule('AllowOffice', 300, 'Allow', '3389', '203.0.113.0/24')], NSG_OF('nsg-subnet')),
};

// A user's default route to a firewall, and a way past it.
export const ROUTES = `Source                 State    Address Prefix    Next Hop Type          Next Hop IP
---------------------  -------  ----------------  ---------------------  -------------
Default                Active   10.0.0.0/16       VnetLocal
Default                Invalid  0.0.0.0/0         Internet
User                   Active   0.0.0.0/0         VirtualAppliance       10.0.1.4
User                   Active   203.0.113.0/24    Internet
`;

export const THREE_NSGS = ['nsg-a', 'nsg-b', 'nsg-c']
  .map((name, at) => nsg(name, [rule('Rdp', 200, at === 1 ? 'Deny' : 'Allow')]))
  .join('\n');

export const OFFICE_ONLY = nsg('nsg-office', [rule('AllowOffice', 300, 'Allow', '3389', '203.0.113.0/24')]);

export const HOSTILE = nsg('<img src=x onerror=alert(1)>', [
  rule('\u202eevil\u001b[31m</td><script>alert(2)</script>', 200, 'Deny'),
]);

export const HUNDRED_RULES = nsg(
  'nsg-big',
  Array.from({ length: 100 }, (_, at) =>
    rule(`Rule${at}`, 100 + at, at % 3 ? 'Deny' : 'Allow', at === 99 ? '3389' : String(4000 + at), `203.0.${at}.0/24`),
  ),
);

// As somebody pastes: all at once, with the event a paste makes.
export async function paste(page, text) {
  const box = page.locator('#paste');
  await box.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

export async function start(page, path = '/') {
  await page.goto(path);
  await page.locator('#language').waitFor();
}

// One rule as PowerShell lists it, with other values than the documentation's.
export function listed(values) {
  return Object.entries(values).reduce(
    (text, [field, value]) => text.replace(new RegExp(`^(${field} *: ).*$`, 'm'), (_, start) => start + value),
    LISTING.replaceAll('default-allow-rdp', values.Name ?? 'default-allow-rdp'),
  );
}

// A rule that denies, before one that allows.
export const DENIED_FIRST = `${listed({ Name: 'deny-rdp', Access: 'Deny', Priority: 300 })}\n${LISTING}`;

export { NIC, SUBNET, rule };

export const box = (page) => page.locator('#paste');
export const verdict = (page) => page.locator('#verdict');
export const headline = (page) => page.locator('#verdict .headline');
export const row = (page, name) =>
  page.locator('.rules tbody tr').filter({ has: page.locator('.name').getByText(name, { exact: true }) });

// Opens the page, and pastes.
export async function pasted(page, text) {
  await start(page);
  await paste(page, text);
}
