// Somebody pastes what Azure printed, and reads which rule blocks RDP.
import { expect, test } from './fixtures.js';
import {
  DENIED, OPEN, TRUNCATED, TWO_NSGS, box, headline, jsonNsg, jsonRule, listedRule, paste, pasted, ready, row, verdict,
} from './pastes.js';

test("the article's listing is open, by the rule it shows", async ({ page }) => {
  await pasted(page, OPEN);
  await expect(verdict(page)).toHaveClass('open');
  await expect(headline(page)).toContainText('Open: rule default-allow-rdp (priority 1000)');
  await expect(row(page, 'default-allow-rdp')).toHaveClass(/decides/);
  await expect(row(page, 'DenyAllInBound')).toHaveClass(/never/);
});

test('a paste from the clipboard is answered without a button', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), OPEN);
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(headline(page)).toContainText('default-allow-rdp');
});

test('a rule that denies first is named, and what it hides', async ({ page }) => {
  await pasted(page, DENIED);
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(headline(page)).toContainText('Blocked by rule deny-rdp (priority 300)');
  await expect(verdict(page)).toContainText('default-allow-rdp (priority 1000) would have let you in, but is never reached.');
  const rules = page.locator('.rules tbody tr .name');
  await expect(rules.first()).toContainText('deny-rdp');
  await expect(rules.nth(1)).toContainText('default-allow-rdp');
  await expect(rules.nth(1)).toContainText('never reached');
});

test('a field that does not match says so', async ({ page }) => {
  await pasted(page, listedRule({ name: 'allow-web', ports: '443' }));
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(headline(page)).toContainText('the default rule DenyAllInBound');
  const ports = row(page, 'allow-web').locator('td.field.no');
  await expect(ports).toHaveCount(1);
  await expect(ports).toContainText('does not match: 443');
});

test("the subnet's NSG blocks what the network interface's would let in", async ({ page }) => {
  await pasted(page, TWO_NSGS);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdpSubnet (priority 200) in NSG nsg-subnet on the subnet');
  await expect(page.locator('.rules')).toHaveCount(2);
  await expect(page.locator('.rules h3').first()).toContainText('nsg-subnet');
  const hops = page.locator('.hops li');
  await expect(hops.filter({ hasText: 'nsg-subnet' })).toHaveClass('blocked');
  await expect(hops.filter({ hasText: 'nsg-nic' })).toHaveClass('open');
});

test('a list that PowerShell cut gives no false answer, and says what would settle it', async ({ page }) => {
  await pasted(page, TRUNCATED);
  await expect(verdict(page)).toHaveClass('depends');
  await expect(verdict(page)).toContainText('AllowPorts');
  await expect(page.locator('.answer')).toContainText('What would settle it');
  await expect(page.locator('.answer')).toContainText('Print the rule as JSON');
  await expect(page.locator('.problems .warning')).toContainText('$FormatEnumerationLimit = -1');
  await expect(row(page, 'AllowPorts').locator('td.field.unknown')).toContainText('8080');
});

test('two pastes in one box are one case', async ({ page }) => {
  await pasted(page, jsonNsg('nsg-subnet', [jsonRule('AllowRdp', 300, 'Allow')], { subnet: 'web' }));
  await expect(verdict(page)).toHaveClass('open');
  await paste(page, `\n${jsonNsg('nsg-nic', [], { nic: 'nic-web' })}`);
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(page.locator('.chips li')).toHaveCount(2);
});

for (const [name, answer, text] of [
  ['RDP is open', 'open', 'default-allow-rdp'],
  ['A rule blocks RDP', 'blocked', 'DenyRdp'],
  ['Two NSGs, one cut off', 'depends', 'AllowPorts'],
]) {
  test(`the sample “${name}” shows what it promises`, async ({ page }) => {
    await ready(page);
    await page.getByRole('button', { name }).click();
    await expect(verdict(page)).toHaveClass(answer);
    await expect(verdict(page)).toContainText(text);
    await expect(box(page)).not.toHaveValue('');
  });
}

test('clearing goes back to the beginning', async ({ page }) => {
  await pasted(page, OPEN);
  await expect(verdict(page)).toHaveClass('open');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(box(page)).toHaveValue('');
  await expect(verdict(page)).toBeEmpty();
  await expect(page.locator('.steps li')).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Clear' })).toHaveCount(0);
});

// As PowerShell's `>` writes it.
const UTF_16 = () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(DENIED, 'utf16le')]);

test('a dropped UTF-16 file is read', async ({ page }) => {
  await ready(page);
  const files = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'rules.txt'));
    return transfer;
  }, [...UTF_16()]);
  await box(page).dispatchEvent('dragover', { dataTransfer: files });
  await expect(page.locator('.evidence')).toHaveClass(/dragging/);
  await box(page).dispatchEvent('drop', { dataTransfer: files });
  await expect(headline(page)).toContainText('Blocked by rule deny-rdp');
  await expect(page.locator('.evidence')).not.toHaveClass(/dragging/);
  await expect(box(page)).toHaveValue(DENIED);
});

test('chosen files are read, one below the other, and the same one again', async ({ page }) => {
  await ready(page);
  const choose = page.locator('input[type=file]');
  const file = (text) => ({ name: `nsg.json`, mimeType: 'application/json', buffer: Buffer.from(text) });
  const [subnet, nic] = [
    jsonNsg('nsg-subnet', [jsonRule('AllowRdp', 300, 'Allow')], { subnet: 'web' }),
    jsonNsg('nsg-nic', [jsonRule('DenyRdp', 300, 'Deny')], { nic: 'nic-web' }),
  ];
  await choose.setInputFiles([file(subnet), file(nic)]);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
  await expect(page.locator('.chips li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear' }).click();
  await choose.setInputFiles({ name: 'rules.txt', mimeType: 'text/plain', buffer: UTF_16() });
  await expect(headline(page)).toContainText('Blocked by rule deny-rdp');
});

test('a chosen file can be chosen again after the box was cleared', async ({ page }) => {
  await ready(page);
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({ name: 'rules.txt', mimeType: 'text/plain', buffer: Buffer.from(OPEN) });
  await expect(verdict(page)).toHaveClass('open');
  // A browser tells nothing when a field is given the file that it holds already.
  await expect(choose).toHaveValue('');
});
