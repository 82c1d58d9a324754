// Nothing leaves the page, nothing pasted can do harm, and nothing typed is lost.
import { expect, test } from './fixtures.js';
import { DENIED, HOSTILE, LISTING, paste, start } from './pastes.js';

test('once ready the page makes no request of any kind', async ({ page, requests }) => {
  await start(page);
  await page.waitForLoadState('networkidle');
  const before = requests.length;
  await paste(page, LISTING);
  await expect(page.locator('#verdict')).toHaveClass('open');
  await page.getByRole('button', { name: 'A rule blocks RDP' }).click();
  await page.locator('tr.decides').hover();
  await page.locator('#language').click();
  await page.locator('#theme').selectOption({ index: 2 });
  await page.locator('#from').selectOption({ index: 2 });
  await page.locator('.commands summary').click();
  await page.locator('#copy').click();
  await expect(page.locator('#verdict')).toHaveClass('blocked');
  await page.waitForLoadState('networkidle');
  expect(requests.slice(before)).toEqual([]);
});

test('the policy allows nothing inline and nothing from elsewhere', async ({ page }) => {
  await start(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toContain('http');
});

test('names with markup and controls are harmless text', async ({ page }) => {
  await start(page);
  await paste(page, HOSTILE);
  await expect(page.locator('#verdict')).toContainText('<img src=x onerror=alert(1)>');
  await expect(page.locator('#verdict')).toContainText('\\u{202e}evil\\u{1b}[31m</td><script>');
  await expect(page.locator('#app img, #app script')).toHaveCount(0);
  const shown = await page.locator('main').innerText();
  expect(shown).not.toMatch(/[\u202e\u001b]/);
});

test('an empty paste shows the steps, prose shows what to run', async ({ page }) => {
  await start(page);
  await expect(page.locator('.steps li')).toHaveCount(3);
  await paste(page, 'It does not work, please help.');
  await expect(page.locator('#verdict')).toContainText('Nothing in this text is output about a VM');
  await expect(page.locator('.commands .command code')).toBeVisible();
});

test('the commands take the name, and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await start(page);
  await page.locator('#resource-group').fill('rg-web');
  await page.locator('#copy').click();
  await expect(page.locator('.commands .copied')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'az network nsg list --resource-group "rg-web" --output json',
  );
  await page.getByRole('button', { name: 'Azure PowerShell (Az)' }).click();
  await expect(page.locator('.commands .command code')).toHaveText('Get-AzNetworkSecurityGroup -ResourceGroupName "rg-web"');
  await page.getByRole('button', { name: 'AzureRM (retired)' }).click();
  await expect(page.locator('.commands .command code')).toContainText('Get-AzureRmNetworkSecurityGroup');
});

for (const [why, refuse] of [
  ['refuses', () => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }],
  ['has no clipboard', () => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }],
]) {
  test(`where the browser ${why}, the text is selected and the key named`, async ({ page }) => {
    await page.addInitScript(refuse);
    await start(page);
    await page.locator('#copy').click();
    await expect(page.locator('.commands .copied')).toContainText('Ctrl+C');
    const selected = await page.evaluate(() => getSelection().toString());
    expect(selected).toContain('az network nsg list');
  });
}

test('what is typed before the program has started is kept, with the caret', async ({ page }) => {
  let start_program;
  const gate = new Promise((resolve) => { start_program = resolve; });
  await page.route('**/*.wasm', async (route) => { await gate; await route.continue(); });
  await page.goto('/', { waitUntil: 'commit' });
  await page.locator('#paste').focus();
  await page.keyboard.insertText(DENIED);
  await page.locator('#paste').evaluate((box) => box.setSelectionRange(5, 9));
  await expect(page.locator('#language')).toHaveCount(0);
  start_program();
  await expect(page.locator('#verdict')).toHaveClass('blocked');
  expect(await page.locator('#paste').inputValue()).toBe(DENIED);
  const caret = await page.locator('#paste').evaluate((box) => [document.activeElement === box, box.selectionStart, box.selectionEnd]);
  expect(caret).toEqual([true, 5, 9]);
});

test('without its program a plain sentence in both languages, and the text stays', async ({ page, errors }) => {
  errors.allow(/Failed to|ERR_FAILED|TypeError|preload/);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('/');
  await page.locator('#paste').fill(LISTING);
  await expect(page.getByText('could not start its program')).toBeVisible();
  await expect(page.getByText('プログラムを開始できませんでした')).toBeVisible();
  await expect(page.locator('#paste')).toHaveValue(LISTING);
});
