// "What do you see?": from a message or a symptom to its cause.
import { expect, test } from './fixtures.js';
import { start } from './pastes.js';

const section = (page) => page.locator('.symptoms');

test('a pasted message leads to its cause, in English and Japanese and by its code', async ({ page }) => {
  await start(page);
  await page.locator('#message').fill('リモート デスクトップは、コンピューター "web-01" を見つけることができません');
  await expect(section(page).locator('details[open]')).toContainText('can’t find the computer');
  await page.locator('#message').fill('');
  await page.locator('#message').pressSequentially('Error code: 0x204');
  await expect(page.locator('#message')).toBeFocused();
  await expect(section(page).locator('details')).toContainText('0x204');
  await page.locator('#message').fill('something quite different');
  await expect(section(page).locator('details')).toHaveCount(0);
  await page.locator('#language').click();
  await page.locator('#message').fill('内部エラーが発生しました');
  await expect(section(page).locator('details').first()).toContainText('内部エラー');
});

test('a message in the place of output leads to its cause, too', async ({ page }) => {
  await start(page);
  await page.locator('#paste').fill('Your credentials did not work.\nThe logon attempt failed');
  await expect(page.locator('#verdict')).toContainText('Your credentials did not work.');
  await expect(section(page).locator('details[open]')).toContainText('reset the password');
  await expect(page.locator('.problems')).toHaveCount(0);
  await page.locator('#verdict').getByRole('button', { name: 'What do you see?' }).click();
  await expect(page.locator('#message')).toBeFocused();
  await page.locator('#paste').fill('RemotePort       : 3389\nTcpTestSucceeded : False');
  await expect(section(page).locator('details[open]')).toContainText('Remote access to the server is not enabled');
  await page.locator('#paste').fill('Good morning');
  await expect(section(page).locator('details')).toHaveCount(0);
});

test('what one sees narrows it down before anything is pasted', async ({ page }) => {
  await start(page);
  const refused = section(page).getByRole('button', { name: 'Refused at once' });
  await refused.click();
  await expect(refused).toHaveAttribute('aria-pressed', 'true');
  await expect(section(page)).toContainText('Reset the RDP configuration');
  await expect(section(page).locator('details').first()).not.toHaveAttribute('open', '');
});
