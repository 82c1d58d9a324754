import { expect, test } from './fixtures.js';
import { box, nsg, pasted, rule, start } from './pastes.js';

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

test('a table says which rule decides for whom', async ({ page }) => {
  await pasted(page, OFFICE);
  await expect(page.locator('.sources tbody tr')).toHaveText([
    /Gets in\s*203\.0\.113\.0\/29, .* \(255 IPv4 addresses\)\s*AllowOffice$/,
    /Blocked\s*203\.0\.113\.9\/32\s*DenyOne$/,
    /Not known\s*10\.0\.0\.0\/8, 100\.64\.0\.0\/10, 172\.16\.0\.0\/12, 192\.168\.0\.0\/16, .*AllowVnetInBound$/,
    /Blocked\s*everyone else \([0-9,]+ IPv4 addresses\)\s*DenyAllInBound$/,
  ]);
});

test('of a thousand stretches neighbours are drawn together, and apart once one of them is chosen', async ({ page }) => {
  const rules = Array.from({ length: 1000 }, (_, at) => rule(`rule-${at}`, 100 + at, 'Allow', '3389', `${20 + (at >> 8) * 2}.${at & 255}.7.0/24`));
  await start(page);
  await box(page).evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }, nsg('nsg-large', rules));
  const pieces = page.locator('.strip button');
  await expect(pieces.first()).toBeVisible();
  expect(await pieces.count()).toBeLessThanOrEqual(64);
  const one = page.locator('.strip').getByRole('button', { name: '22.100.7.0/24', exact: true });
  await expect(one).toHaveCount(0);
  await page.locator('#look-up').fill('22.100.7.9');
  await expect(page.locator('.sources [role=status]')).toContainText('✓ Open: rule rule-356');
  await expect(one).toHaveClass(/open/);
  await one.click();
  await expect(one).toHaveAttribute('aria-pressed', 'true');
  // Pressing those that are drawn together draws them apart.
  const together = page.locator('.strip button:not(.open):not(.blocked)').last();
  const before = await pieces.count();
  await together.click();
  await expect(one).toHaveCount(0);
  expect(await pieces.count()).toBeGreaterThan(before / 2);
  await expect(page.locator('.sources table')).toHaveAttribute('aria-rowcount', /^100\d$/);
});

test('any address can be looked up', async ({ page }) => {
  await pasted(page, OFFICE);
  await page.locator('#look-up').fill('203.0.113.77');
  await expect(page.locator('.sources [role=status]')).toContainText('✓ Open: rule AllowOffice');
  await page.locator('#look-up').fill('nobody');
  await expect(page.locator('.sources [role=status]')).toHaveText('No address.');
  await expect(strip(page).first()).toBeVisible();
});

test('of an address that is looked up one sees every protocol and port that it reaches', async ({ page }) => {
  await pasted(page, nsg('nsg-web', [
    rule('DenyOne', 200, 'Deny', '3389', '203.0.113.9'),
    { ...rule('AllowOffice', 300, 'Allow', '22', '203.0.113.0/24'), destinationPortRanges: ['443', '3389', '5985-5986'] },
    { ...rule('AllowDns', 400, 'Allow', '53', '*'), protocol: '*' },
  ]));
  const reached = page.locator('.look-up .reached li');
  await expect(reached).toHaveCount(0);
  await page.locator('#look-up').fill('203.0.113.77');
  await expect(reached.first()).toHaveText('✓ Gets in: TCP 22, 53, 443, 3389, 5985-5986; UDP 53');
  await page.locator('#look-up').fill('203.0.113.9');
  await expect(reached.first()).toHaveText('✓ Gets in: TCP 22, 53, 443, 5985-5986; UDP 53');
  await expect(reached.nth(1)).toContainText('✗ Blocked: TCP 0-21, 23-52');
  await page.locator('#look-up').fill('');
  await expect(reached).toHaveCount(0);
});

test('rules that do nothing are named beside the rules', async ({ page }) => {
  await pasted(page, nsg('nsg-web', [rule('DenyRdp', 200, 'Deny'), rule('AllowRdp', 300, 'Allow')]));
  // First of all that the verdict says.
  await expect(page.locator('#verdict p').nth(1)).toHaveText('AllowRdp (priority 300) would have let you in, but is never reached.');
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
  await expect(compared.locator('li')).toHaveText(['TCP 3389: let through now: 203.0.113.9/32.']);
});
