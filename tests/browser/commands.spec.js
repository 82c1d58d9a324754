// The commands that print what the page reads.
import { expect, test } from './fixtures.js';
import { LISTING, start } from './pastes.js';

const code = (page) => page.locator('.commands .command code');

test('each way to talk to Azure has its command', async ({ page }) => {
  await start(page);
  for (const [tab, command] of [
    ['Cloud Shell', 'az network nsg list'],
    ['Azure PowerShell (Az)', 'Get-AzNetworkSecurityGroup'],
    ['AzureRM (retired)', 'Get-AzureRmNetworkSecurityGroup'],
    ['Azure CLI', 'az network nsg list'],
  ]) {
    const button = page.getByRole('button', { name: tab, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.commands .tabs [aria-pressed=true]')).toHaveCount(1);
    await expect(code(page)).toContainText(command);
  }
});

test('the resource group stands in the command, and no shell code can', async ({ page }) => {
  await start(page);
  await expect(code(page)).toContainText('<resource-group>');
  await page.locator('#resource-group').fill('rg-demo');
  await expect(code(page)).toContainText('"rg-demo"');
  await page.locator('#resource-group').fill("rg'; rm -rf ~");
  await expect(code(page)).toContainText('<resource-group>');
  await expect(code(page)).not.toContainText('rm');
});

test('the commands are open while there is no answer, and put away afterwards', async ({ page }) => {
  await start(page);
  await expect(code(page)).toBeVisible();
  await page.locator('#paste').fill(LISTING);
  await expect(code(page)).toBeHidden();
  await page.locator('.commands summary').click();
  await expect(code(page)).toBeVisible();
});

test('a clipboard that throws: the text is selected and the key named', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => { throw new Error('no'); };
  });
  await start(page);
  await page.locator('#copy').click();
  await expect(page.locator('.commands .copied')).toContainText('Ctrl+C');
  const selected = await page.evaluate(() => getSelection().toString());
  expect(selected).toBe(await code(page).textContent());
});
