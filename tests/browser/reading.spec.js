// What comes into the box, and from where.
import { expect, test } from './fixtures.js';
import {
  DENIED_FIRST, LISTING, NIC, SUBNET, box, headline, listed, nsg, pasted, row, rule, start, verdict,
} from './pastes.js';

test('a paste from the clipboard is answered without a button', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await start(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), LISTING);
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(headline(page)).toContainText('default-allow-rdp');
});

test('a second paste below the first makes one case of both', async ({ page }) => {
  await pasted(page, nsg('nsg-subnet', [rule('AllowRdp', 300, 'Allow')], SUBNET));
  await expect(verdict(page)).toHaveClass('open');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(`\n${nsg('nsg-nic', [], NIC)}`);
  await expect(headline(page)).toContainText('nsg-nic');
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(page.locator('.chips li')).toHaveCount(2);
});

test('rules stand in the order Azure tries them, and what is never reached is named', async ({ page }) => {
  await pasted(page, `${LISTING}\n${listed({ Name: 'deny-rdp', Access: 'Deny', Priority: 300 })}`);
  await expect(verdict(page)).toContainText('default-allow-rdp (priority 1000) would have let you in, but is never reached.');
  const names = page.locator('.rules tbody tr .name');
  await expect(names).toHaveCount(5);
  await expect(names.first()).toContainText('deny-rdp');
  await expect(names.first()).toContainText('decides');
  await expect(names.nth(1)).toContainText('default-allow-rdp');
  await expect(names.nth(1)).toContainText('never reached');
});

test('the field that does not match is marked, in words too', async ({ page }) => {
  await pasted(page, listed({ Name: 'allow-web', DestinationPortRange: '443' }));
  await expect(headline(page)).toContainText('DenyAllInBound');
  const ports = row(page, 'allow-web').locator('td.field.no');
  await expect(ports).toHaveCount(1);
  await expect(ports).toContainText('does not match: 443');
  await expect(row(page, 'allow-web').locator('td.field.yes')).toHaveCount(4);
});

test('a cut JSON gives every complete rule, and the place of the break', async ({ page }) => {
  const whole = nsg('nsg-web', [rule('AllowRdp', 300, 'Allow'), rule('Lost', 400, 'Deny')]);
  await pasted(page, whole.slice(0, whole.indexOf('"Lost"') + 20));
  await expect(verdict(page)).toHaveClass('depends');
  await expect(row(page, 'AllowRdp')).toHaveCount(1);
  const problem = page.locator('.problems li').filter({ hasText: 'in the middle of JSON' });
  await expect(problem.getByRole('button', { name: /^line \d+$/ })).toHaveCount(1);
});

test('what is no output is said once', async ({ page }) => {
  await pasted(page, 'I cannot connect, please help');
  await expect(headline(page)).toContainText('Nothing in this text is output about a VM');
  await expect(page.getByText('Nothing in this text is output')).toHaveCount(1);
  await expect(page.locator('.commands .command code')).toBeVisible();
});

test('files are read one below the other', async ({ page }) => {
  await start(page);
  const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.locator('input[type=file]').setInputFiles([
    file('subnet.json', nsg('nsg-subnet', [rule('AllowRdp', 300, 'Allow')], SUBNET)),
    file('nic.json', nsg('nsg-nic', [rule('DenyRdp', 300, 'Deny')], NIC)),
  ]);
  await expect(page.locator('.chips li')).toHaveCount(2);
  await expect(headline(page)).toContainText('Blocked by rule DenyRdp');
});

test('a file of Windows in Japanese keeps its names', async ({ page }) => {
  await start(page);
  // 規則, as Shift_JIS has it.
  const [before, ...after] = LISTING.split('default-allow-rdp');
  const buffer = Buffer.concat([Buffer.from(before), Buffer.from('8b4b91a5', 'hex'), Buffer.from(after.join('default-allow-rdp'))]);
  await page.locator('input[type=file]').setInputFiles({ name: 'rules.txt', mimeType: 'text/plain', buffer });
  await expect(headline(page)).toContainText('rule 規則 ');
});

test('a file can be chosen again after the box was cleared', async ({ page }) => {
  await start(page);
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({ name: 'rules.txt', mimeType: 'text/plain', buffer: Buffer.from(LISTING) });
  await expect(verdict(page)).toHaveClass('open');
  // A browser says nothing when a field is given the file that it holds already.
  await expect(choose).toHaveValue('');
});

test('dragging a file over the box says that it may be dropped', async ({ page }) => {
  await start(page);
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'rules.txt'));
    return transfer;
  }, DENIED_FIRST);
  await box(page).dispatchEvent('dragover', { dataTransfer: files });
  await expect(page.locator('.evidence')).toHaveClass(/dragging/);
  await expect(page.getByText('Drop the files here')).toBeVisible();
  await box(page).dispatchEvent('dragleave', { dataTransfer: files });
  await expect(page.locator('.evidence')).not.toHaveClass(/dragging/);
  await box(page).dispatchEvent('dragover', { dataTransfer: files });
  await box(page).dispatchEvent('drop', { dataTransfer: files });
  await expect(box(page)).toHaveValue(DENIED_FIRST);
  await expect(page.locator('.evidence')).not.toHaveClass(/dragging/);
});

for (const [what, text] of [['nothing', ''], ['blank lines', '\n  \n\t\n']]) {
  test(`${what} in the box: the three steps and a command`, async ({ page }) => {
    await pasted(page, LISTING);
    await expect(verdict(page)).toHaveClass('open');
    await box(page).fill(text);
    await expect(verdict(page)).toBeEmpty();
    await expect(page.locator('.steps li')).toHaveCount(3);
    await expect(page.locator('.problems')).toHaveCount(0);
    await expect(page.locator('.commands .command code')).toBeVisible();
  });
}

test('a text of more than a million characters is answered too', async ({ page }) => {
  await start(page);
  const long = `${LISTING}${'Some line of a log that says nothing.\n'.repeat(30_000)}`;
  await page.evaluate((text) => {
    const area = document.getElementById('paste');
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, long);
  await expect(headline(page)).toContainText('default-allow-rdp', { timeout: 15_000 });
  await expect(page.locator('progress')).toHaveCount(0);
});

test('what was not used is counted and marked when asked for', async ({ page }) => {
  await pasted(page, `PS C:\\> Get-AzNetworkSecurityGroup\n\nHello,\n${LISTING}\nPS C:\\>`);
  await expect(headline(page)).toContainText('default-allow-rdp');
  const shown = page.locator('details.unused summary');
  await expect(shown).toHaveText('3 lines were not used: show');
  const marks = page.locator('.lines .unread');
  await expect(marks).toHaveCount(3);
  await expect(marks.first()).toHaveCSS('fill', 'none');
  await shown.click();
  await expect(marks.first()).not.toHaveCSS('fill', 'none');
  await pasted(page, LISTING);
  await expect(shown).toHaveCount(0);
});
