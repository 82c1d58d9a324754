// How a packet gets to the VM at all: public address, load balancer, firewall, Bastion, endpoint; and whether the VM runs.
import { expect, test } from './fixtures.js';
import { headline, nsg, pasted, rule, verdict } from './pastes.js';

const NETWORK = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network';
const COMPUTE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute';
const station = (page, name) => page.locator('.hops li').filter({ hasText: name });

const nic = () => JSON.stringify({
  name: 'nic1',
  id: `${NETWORK}/networkInterfaces/nic1`,
  type: 'Microsoft.Network/networkInterfaces',
  networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-web` },
  virtualMachine: { id: `${COMPUTE}/virtualMachines/vm1` },
  ipConfigurations: [{
    name: 'ip1',
    privateIPAddress: '10.0.0.4',
    publicIPAddress: null,
    subnet: { id: `${NETWORK}/virtualNetworks/v/subnets/web` },
  }],
});

const ON_NIC = { networkInterfaces: [{ id: `${NETWORK}/networkInterfaces/nic1` }] };
const ALLOWED = nsg('nsg-web', [rule('AllowRdp', 300, 'Allow')], { id: `${NETWORK}/networkSecurityGroups/nsg-web`, ...ON_NIC });

const BALANCER = JSON.stringify({
  name: 'lb1',
  id: `${NETWORK}/loadBalancers/lb1`,
  type: 'Microsoft.Network/loadBalancers',
  sku: { name: 'Standard' },
  frontendIPConfigurations: [{
    name: 'front',
    id: `${NETWORK}/loadBalancers/lb1/frontendIPConfigurations/front`,
    publicIPAddress: { id: `${NETWORK}/publicIPAddresses/pip-lb` },
  }],
  inboundNatRules: [{
    name: 'rdp-vm1',
    frontendPort: 50001,
    backendPort: 3389,
    protocol: 'Tcp',
    enableFloatingIP: false,
    frontendIPConfiguration: { id: `${NETWORK}/loadBalancers/lb1/frontendIPConfigurations/front` },
    backendIPConfiguration: { id: `${NETWORK}/networkInterfaces/nic1/ipConfigurations/ip1` },
  }],
});

const FRONT = JSON.stringify({
  name: 'pip-lb',
  id: `${NETWORK}/publicIPAddresses/pip-lb`,
  ipAddress: '20.0.0.9',
  publicIPAllocationMethod: 'Static',
  sku: { name: 'Standard' },
  ipConfiguration: { id: `${NETWORK}/loadBalancers/lb1/frontendIPConfigurations/front` },
});

const ENDPOINT = `<InputEndpoint>
  <LocalPort>3389</LocalPort>
  <Name>Remote Desktop</Name>
  <Port>55919</Port>
  <Protocol>tcp</Protocol>
  <Vip>191.236.114.223</Vip>
  <EndpointAcl><Rules><Rule><Order>1</Order><Action>permit</Action><RemoteSubnet>198.51.100.0/24</RemoteSubnet></Rule></Rules></EndpointAcl>
</InputEndpoint>`;

const from = async (page, address) => {
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill(address);
};

test('through a load balancer: what is dialled stands beside what the VM sees', async ({ page }) => {
  await pasted(page, [nic(), BALANCER, FRONT, ALLOWED].join('\n'));
  await expect(verdict(page)).toHaveClass(/open/);
  await expect(verdict(page)).toContainText('You dial 20.0.0.9:50001 (load balancer lb1); the VM and its NSGs see port 3389 of its private address');
  await expect(station(page, 'Load balancer')).toContainText('lb1 20.0.0.9 :50001 → :3389');
  await expect(page.locator('#dialled')).toBeVisible();
  await page.locator('#dialled').fill('3389');
  await expect(headline(page)).toContainText('Blocked: the port that you dial does not lead to this VM. Dial 20.0.0.9:50001');
  await expect(verdict(page)).not.toContainText('You dial');
  await expect(station(page, 'Load balancer')).toHaveClass(/blocked/);
  await page.locator('#dialled').fill('50001');
  await expect(verdict(page)).toHaveClass(/open/);
  await page.locator('#dialled').fill('port');
  await expect(page.locator('#dialled')).toHaveAccessibleDescription(/1 to 65535/);
});

test('the greyed-out button: no public address, unless the reader comes in another way', async ({ page }) => {
  await pasted(page, [nic(), ALLOWED].join('\n'));
  await expect(headline(page)).toContainText('no public IP address');
  await expect(headline(page)).toContainText('Connect is greyed out');
  await page.locator('#way-in').selectOption('VPN or ExpressRoute');
  await expect(verdict(page)).toHaveClass(/open/);
  await expect(station(page, 'VPN or ExpressRoute')).toContainText('not checked');
  // No word of the picture breaks in two.
  const client = page.locator('.hops .end b').first();
  await expect(client).toHaveText('VirtualNetwork');
  expect(await client.evaluate((it) => it.offsetHeight)).toBeLessThan(25);
  await page.locator('#way-in').selectOption({ index: 0 });
  await expect(headline(page)).toContainText('no public IP address');
});

test('through Bastion the rules for the virtual network count', async ({ page }) => {
  await pasted(page, nsg('nsg-web', [rule('AllowRdp', 300, 'Allow', '3389', 'Internet')], ON_NIC));
  await expect(headline(page)).toContainText('AllowRdp');
  await page.locator('#way-in').selectOption('Bastion');
  await expect(headline(page)).toContainText('AllowVnetInBound');
  await expect(station(page, 'Bastion')).toHaveCount(1);
});

test('a classic endpoint: whom its list permits, and that classic VMs are retired', async ({ page }) => {
  await pasted(page, ENDPOINT);
  await from(page, '203.0.113.9');
  await expect(headline(page)).toContainText('the access control list of endpoint Remote Desktop does not permit this source');
  await from(page, '198.51.100.9');
  await expect(headline(page)).toContainText('Open: endpoint Remote Desktop');
  await expect(verdict(page)).toContainText('You dial 191.236.114.223:55919');
  await expect(page.locator('.problems')).toContainText('retired');
  await expect(page.locator('.chips')).toContainText('Endpoint Remote Desktop');
});

test('an endpoint without a private port leads to no port that anybody made up', async ({ page }) => {
  await pasted(page, ENDPOINT.replace('<LocalPort>3389</LocalPort>', ''));
  await expect(headline(page)).toContainText('the port of the VM that Remote Desktop leads to');
  await expect(verdict(page)).not.toContainText('3389');
  await expect(station(page, 'Endpoint')).toContainText(':55919 → :…');
});

test('the health of two VMs: the reader says which is meant', async ({ page }) => {
  const health = (vm, availabilityState) => ({
    id: `${COMPUTE}/virtualMachines/${vm}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
    properties: { availabilityState },
  });
  await pasted(page, [JSON.stringify({ value: [health('vm1', 'Available'), health('vm2', 'Unavailable')] }), ALLOWED].join('\n'));
  await expect(verdict(page)).toContainText('Choose one: vm1 or vm2.');
  await page.getByLabel('Which one is yours?').selectOption('vm2');
  await expect(headline(page)).toContainText('the VM is not available');
  await page.getByLabel('Which one is yours?').selectOption('vm1');
  await expect(verdict(page)).toHaveClass(/open/);
});

test('a VM that does not run is the reason, whatever the rules say', async ({ page }) => {
  const vm = JSON.stringify({
    name: 'vm1',
    id: `${COMPUTE}/virtualMachines/vm1`,
    type: 'Microsoft.Compute/virtualMachines',
    powerState: 'VM deallocated',
    networkProfile: { networkInterfaces: [{ id: `${NETWORK}/networkInterfaces/nic1` }] },
  });
  await pasted(page, [vm, ALLOWED].join('\n'));
  await expect(headline(page)).toContainText('the VM is deallocated');
  await expect(station(page, 'The VM’s state')).toHaveClass(/blocked/);
  await expect(station(page, 'The VM’s state')).toContainText('vm1');
  await page.locator('#language').click();
  await expect(headline(page)).toContainText('VM の割り当てが解除されています');
});
