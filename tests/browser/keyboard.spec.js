// Nothing needs a mouse.
import { expect, test } from './fixtures.js';
import { box, headline, nsg, pasted, row, rule, start, verdict } from './pastes.js';

// What has the focus, in few words.
const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    return it.id || `${it.localName}: ${it.textContent.trim()}`;
  });

// Every stop of the Tab key from the top of the page to its end.
async function stops(page) {
  await page.locator('#theme').focus();
  const all = [await focused(page)];
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.startsWith('body:')) return all;
    all.push(stop);
  }
  throw new Error(`no end in sight: ${all}`);
}

test('Tab passes through the empty page in the order in which it is read', async ({ page }) => {
  await start(page);
  const seen = await stops(page);
  const expected = [
    'theme', 'language', 'paste', 'input: ', 'button: RDP is open', 'button: A rule blocks RDP',
    'button: Two NSGs, one cut off', 'summary: Don’t have it? Run this', 'button: Cloud Shell',
    'button: Azure PowerShell (Az)', 'button: Azure CLI', 'button: AzureRM (retired)', 'resource-group', 'copy',
    'from', 'way-in', 'to', 'port', 'summary: Another connection than RDP to the VM',
    'summary: How do I find my public address?',
    'button: No answer, until it gives up', 'button: Refused at once', 'button: Asks for credentials, then fails',
    'button: Connects, then drops', 'button: Something else', 'message',
    'track', ...Array(10).fill(['button: Did that, still no connection', 'button: How']).flat(),
    'a: Detailed troubleshooting of RDP', 'a: Access to an application on the VM', 'a: SSH to a Linux VM',
    'a: Azure support', 'a: Microsoft Q&A', 'a: rdpcheck.html',
  ];
  expect(seen).toEqual(expected);
});

test('Tab reaches every rule, line and place of an answer, and can be seen where it is', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(2).click();
  await expect(verdict(page)).toHaveClass('depends');
  const seen = await stops(page);
  for (const stop of ['button: AllowRdp', 'button: AllowPorts', 'button: line 31', 'button: Clear']) {
    expect(seen).toContain(stop);
  }
  expect(seen.filter((stop) => stop.startsWith('select:'))).toHaveLength(2);
  await row(page, 'AllowPorts').getByRole('button').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(row(page, 'AllowPorts').getByRole('button')).toHaveCSS('outline-style', 'solid');
});

test('Tab goes where the eye does in an answer', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await start(page);
  await page.getByRole('button', { name: 'A rule blocks RDP' }).click();
  await expect(page.getByRole('button', { name: 'Try it' })).toBeVisible();
  const parts = ['paste', 'from', 'button: See what decides', 'button: Try it', 'button: AllowRdp'];
  const seen = await stops(page);
  expect(seen.filter((stop) => parts.includes(stop))).toEqual(parts);
});

test('the keyboard alone gets from the sample to the rule in the paste', async ({ page }) => {
  await start(page);
  await page.getByRole('button', { name: 'A rule blocks RDP' }).focus();
  await page.keyboard.press('Enter');
  await expect(headline(page)).toContainText('DenyRdp');
  await row(page, 'DenyRdp').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => box(page).evaluate((area) => area.scrollTop)).toBeGreaterThan(0);
  await expect(row(page, 'DenyRdp')).toHaveClass(/pointed/);
});

test('the keyboard alone changes language, colours, source and port, and copies', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await start(page);
  await page.locator('#theme').focus();
  await page.keyboard.press('End');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  expect(await focused(page), 'the focus stays').toBe('language');
  await page.keyboard.press('Space');
  await page.locator('#from').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('address');
  await page.keyboard.type('203.0.113.7');
  await expect(page.locator('#address')).toHaveValue('203.0.113.7');
  await page.locator('#copy').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.commands .copied')).toHaveText('Copied');
});

test('what takes the place of a pressed button gets the focus', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await page.getByRole('button', { name: 'Make a link' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#share-heading')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.locator('.link-made')).not.toContainText('DenyRdp');
  await expect(page.getByRole('button', { name: 'Names' })).toBeFocused();
  await page.getByRole('button', { name: 'Clear' }).focus();
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
});

test('one key leads from the verdict to the table that decides', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await page.getByRole('button', { name: 'See what decides' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.rules')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.closest('.rules') !== null)).toBe(true);
});

test('of a long table, the row that decides comes into view', async ({ page }) => {
  const many = Array.from({ length: 60 }, (_, at) => rule(`AllowWeb${at}`, 200 + at, 'Allow', '443'));
  await pasted(page, nsg('nsg-web', [...many, rule('DenyRdp', 900, 'Deny')]));
  await expect(headline(page)).toContainText('DenyRdp');
  await expect(row(page, 'DenyRdp')).toHaveCount(1);
  await expect(row(page, 'DenyRdp')).not.toBeInViewport();
  await page.getByRole('button', { name: 'See what decides' }).click();
  await expect(row(page, 'DenyRdp')).toBeInViewport();
});

test('and so it does where only the rows in view are drawn', async ({ page }) => {
  const many = Array.from({ length: 400 }, (_, at) => rule(`AllowWeb${at}`, 200 + at, 'Allow', '443'));
  await start(page);
  // Typing so much takes the browser half a minute.
  await box(page).evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, nsg('nsg-web', [...many, rule('DenyRdp', 900, 'Deny')]));
  await expect(headline(page)).toContainText('DenyRdp');
  await expect(row(page, 'AllowWeb1')).toHaveCount(1);
  await expect(row(page, 'DenyRdp')).toHaveCount(0);
  await page.getByRole('button', { name: 'See what decides' }).click();
  await expect(row(page, 'DenyRdp')).toBeInViewport();
  await page.waitForTimeout(500);
  await expect(row(page, 'DenyRdp')).toBeInViewport();
});

test('Tab leaves the box, and the box takes files without a mouse', async ({ page }) => {
  // Asked for early: the browser takes a moment before it tells of choosers.
  const chooser = page.waitForEvent('filechooser');
  await start(page);
  await box(page).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('input[type=file]')).toBeFocused();
  await page.keyboard.press('Space');
  await chooser;
  await expect(page.locator('label.button')).toHaveCSS('outline-style', 'solid');
});
