import { expect, test } from './fixtures.js';
import { nsg, pasted, rule } from './pastes.js';

const OFFICE = nsg('nsg-web', [
  rule('DenyOne', 200, 'Deny', '3389', '203.0.113.9'),
  rule('AllowOffice', 300, 'Allow', '3389', '203.0.113.0/24'),
]);

const strip = (page) => page.locator('.strip button');

test('the strip shows one address as well as half of them, and each says why', async ({ page }) => {
  await pasted(page, OFFICE);
  const one = page.locator('.strip').getByRole('button', { name: '203.0.113.9', exact: true });
  await expect(one).toBeVisible();
  await expect(page.locator('.strip .open').filter({ hasText: '203.0.113.0' })).toHaveCount(1);
  const width = await one.evaluate((button) => button.getBoundingClientRect().width);
  expect(width).toBeGreaterThan(24);
  await one.click();
  await expect(one).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#look-up')).toHaveValue('203.0.113.9');
  await expect(page.locator('.sources [role=status]')).toContainText('Blocked by rule DenyOne');
});

test('any address can be looked up', async ({ page }) => {
  await pasted(page, OFFICE);
  await page.locator('#look-up').fill('203.0.113.77');
  await expect(page.locator('.sources [role=status]')).toContainText('✓ Open: rule AllowOffice');
  await page.locator('#look-up').fill('nobody');
  await expect(page.locator('.sources [role=status]')).toHaveText('No address.');
  await expect(strip(page).first()).toBeVisible();
});

test('rules that do nothing are named beside the rules', async ({ page }) => {
  await pasted(page, nsg('nsg-web', [rule('DenyRdp', 200, 'Deny'), rule('AllowRdp', 300, 'Allow')]));
  const findings = page.locator('section.findings');
  await expect(findings).toContainText('AllowRdp (priority 300) in NSG nsg-web is never reached, and its opposite happens: DenyRdp (priority 200)');
  await findings.getByRole('button').first().click();
  await expect(page.locator('#paste')).toBeInViewport();
});

test('two NSGs are compared connection by connection', async ({ page }) => {
  await pasted(page, `${OFFICE}\n${nsg('nsg-new', [rule('AllowOffice', 300, 'Allow', '3389', '203.0.113.0/24')])}`);
  const compared = page.locator('details.compared');
  await compared.locator('summary').click();
  await compared.getByLabel('Before').selectOption('1. nsg-web');
  await compared.getByLabel('After').selectOption('2. nsg-new');
  await expect(compared.locator('li')).toHaveText(['TCP 3389: gets through now: 203.0.113.9/32.']);
});
