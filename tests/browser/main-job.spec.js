// Paste, and see which rule decides.
import { expect, test } from './fixtures.js';
import { DENIED, LISTING, OFFICE_ONLY, THREE_NSGS, TRUNCATED, TWO_NSGS, paste, start } from './pastes.js';

const verdict = (page) => page.locator('#verdict');
const headline = (page) => page.locator('#verdict .headline');

test('the listing of the documentation is open', async ({ page }) => {
  await start(page);
  await paste(page, LISTING);
  await expect(headline(page)).toHaveText(/✓ Open: rule default-allow-rdp \(priority 1000\) in NSG myNetworkSecurityGroup lets TCP 3389 in\./);
  await expect(verdict(page)).toHaveClass('open');
  await expect(page.locator('tr.decides .name')).toContainText('default-allow-rdp');
});

test('the same listing with Deny is blocked', async ({ page }) => {
  await start(page);
  await paste(page, DENIED);
  await expect(headline(page)).toHaveText(/✗ Blocked by rule default-allow-rdp \(priority 1000\)/);
  await expect(verdict(page)).toHaveClass('blocked');
});

test('of two NSGs the one that denies decides', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await expect(headline(page)).toHaveText(/Blocked by rule DenyRdp \(priority 200\) in NSG nsg-subnet on the subnet\./);
  await expect(page.locator('.rules')).toHaveCount(2);
  await expect(page.locator('.hops .blocked')).toContainText('nsg-subnet');
  await expect(page.locator('.hops .open')).toContainText('nsg-nic');
  await expect(page.locator('.chips li')).toHaveCount(2);
});

test('a list that PowerShell cut makes it depend, and the page says what would settle it', async ({ page }) => {
  await start(page);
  await paste(page, TRUNCATED);
  await expect(verdict(page)).toHaveClass('depends');
  await expect(headline(page)).toContainText('rule default-allow-rdp (priority 1000) in NSG myNetworkSecurityGroup may decide, but its DestinationPortRange is cut off');
  await expect(page.locator('.answer ul li')).toContainText('best as JSON');
  await expect(page.locator('.problems .warning')).toContainText('$FormatEnumerationLimit = -1');
});

test('who connects may decide, and an address settles it', async ({ page }) => {
  await start(page);
  await paste(page, OFFICE_ONLY);
  await expect(headline(page)).toContainText('It depends on who connects');
  await expect(page.locator('.sources tr:has(.open) code')).toHaveText('203.0.113.0/24');
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('203.0.113.7');
  await expect(verdict(page)).toHaveClass('open');
  await page.locator('#address').fill('198.51.100.7');
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(verdict(page)).toContainText('SourceAddressPrefix is 203.0.113.0/24 and does not include 198.51.100.7');
});

test('of three NSGs the reader chooses one', async ({ page }) => {
  await start(page);
  await paste(page, THREE_NSGS);
  await expect(headline(page)).toContainText('which VM or network interface you mean');
  await page.locator('#target').selectOption('nsg-b');
  await expect(verdict(page)).toHaveClass('blocked');
  await page.locator('#target').selectOption('nsg-a');
  await expect(verdict(page)).toHaveClass('open');
});

test('the reader says where an NSG sits', async ({ page }) => {
  await start(page);
  await paste(page, LISTING);
  await page.locator('.chips select').selectOption('subnet');
  await expect(headline(page)).toContainText('on the subnet');
  await page.locator('.chips select').selectOption('not in the path');
  await expect(verdict(page)).toHaveClass('depends');
});

test('port and target are asked, and nonsense in them is named', async ({ page }) => {
  await start(page);
  await paste(page, LISTING);
  await page.locator('#port').fill('3390');
  await expect(verdict(page)).toHaveClass('blocked');
  await page.locator('#port').fill('rdp');
  await expect(page.locator('#port-note')).toHaveText('A port is a number from 1 to 65535.');
  await expect(page.locator('#port')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#to').fill('10.0.0');
  await expect(page.locator('#to-note')).toHaveText('This is not an IP address.');
  await page.locator('#to').fill('203.0.113.9');
  await expect(page.locator('.problems')).toContainText('203.0.113.9 is a public address');
});

test('a private address is warned about, with the answer for the Internet beside it', async ({ page }) => {
  await start(page);
  await paste(page, OFFICE_ONLY.replace('203.0.113.0/24', '192.168.1.0/24'));
  await page.locator('#from').selectOption({ index: 1 });
  await page.locator('#address').fill('192.168.1.4');
  await expect(verdict(page)).toHaveClass('open');
  await expect(page.locator('.answer .note')).toContainText('If you connect over the Internet: Blocked');
  await page.getByRole('button', { name: 'Answer for the Internet instead' }).click();
  await expect(verdict(page)).toHaveClass('blocked');
});

test('the page tells how to find the public address', async ({ page }) => {
  await start(page);
  await page.getByText('How do I find my public address?').click();
  await expect(page.getByText('what is my IP')).toBeVisible();
});

test('each sample shows something else', async ({ page }) => {
  await start(page);
  for (const [sample, kind] of [['RDP is open', 'open'], ['A rule blocks RDP', 'blocked'], ['Two NSGs, one cut off', 'depends']]) {
    await page.getByRole('button', { name: sample }).click();
    await expect(verdict(page)).toHaveClass(kind);
  }
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.locator('#paste')).toHaveValue('');
  await expect(page.locator('.steps')).toBeVisible();
});

test('a file in UTF-16 is read, chosen or dropped', async ({ page }) => {
  await start(page);
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LISTING, 'utf16le')]);
  await page.locator('input[type=file]').setInputFiles({ name: 'rules.txt', mimeType: 'text/plain', buffer: bytes });
  await expect(verdict(page)).toHaveClass('open');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.evaluate((text) => {
    const units = new Uint16Array([0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))]);
    const data = new DataTransfer();
    data.items.add(new File([units], 'dropped.txt'));
    document.querySelector('.evidence').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, DENIED);
  await expect(verdict(page)).toHaveClass('blocked');
});
