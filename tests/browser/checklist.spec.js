// The article's steps beside the evidence.
import { expect, test } from './fixtures.js';
import { DENIED, LISTING, pasted, start } from './pastes.js';

const step = (page, number) => page.locator('.checklist ol > li').nth(number - 1);
const tick = (page, number) => step(page, number).getByRole('button', { name: 'Did that, still no connection' });

test('the steps keep their order, and the marker moves on with each tick', async ({ page }) => {
  await start(page);
  await expect(page.locator('.checklist ol > li')).toHaveCount(10);
  await expect(step(page, 2)).toContainText('next');
  await tick(page, 2).click();
  await expect(tick(page, 2)).toHaveAttribute('aria-pressed', 'true');
  await expect(step(page, 2).locator('.next')).toHaveCount(0);
  await expect(page.locator('.checklist .next')).toHaveCount(1);
  await tick(page, 2).click();
  await expect(step(page, 2)).toContainText('next');
  for (let number = 1; number <= 10; number += 1) await tick(page, number).click();
  await expect(tick(page, 10)).toBeFocused();
  await expect(page.locator('.checklist > .advised')).toContainText('next');
});

test('what the evidence blames comes first, and what costs downtime or data waits', async ({ page }) => {
  await pasted(page, DENIED);
  await expect(step(page, 2)).toContainText('the cause');
  await expect(step(page, 2)).toContainText('next');
  await expect(step(page, 8)).toContainText('Do step');
  await step(page, 8).getByRole('button', { name: 'How' }).click();
  await expect(step(page, 8).locator('.warning')).toContainText(/temporary disk/i);
});

test('a classic VM has its own track, and each track its own steps', async ({ page }) => {
  await pasted(page, `<InputEndpoint><LocalPort>3389</LocalPort><Name>RDP</Name><Port>55919</Port><Protocol>tcp</Protocol>
    <Vip>191.236.114.223</Vip><EndpointAcl><Rules /></EndpointAcl></InputEndpoint>`);
  await expect(page.locator('#track')).toHaveValue('Classic');
  await expect(page.locator('.checklist ol > li')).toHaveCount(7);
  await page.locator('#track').selectOption({ index: 1 });
  await expect(page.locator('.checklist ol > li')).toHaveCount(7);
  await expect(step(page, 3)).toContainText('Reset your user credentials');
});

test('what shows how a step is done keeps the focus', async ({ page }) => {
  await start(page);
  const how = step(page, 2).getByRole('button', { name: 'How' });
  for (const expanded of ['true', 'false', 'true']) {
    await how.press('Enter');
    await expect(how).toHaveAttribute('aria-expanded', expanded);
    await expect(how).toBeFocused();
  }
});

test('what else the article has for a step stands below, and the detailed guide below the last one', async ({ page }) => {
  await start(page);
  await step(page, 4).getByRole('button', { name: 'How' }).click();
  const cleanup = step(page, 4).locator('details', { hasText: 'Remove the old network adapters' });
  await cleanup.locator('summary').click();
  await expect(cleanup).toContainText('Show hidden devices');
  for (let number = 1; number <= 10; number += 1) await tick(page, number).click();
  const last = page.locator('.checklist > .advised');
  await expect(last).toContainText('Open a support request');
  await expect(last.locator('.tick')).toHaveCount(0);
  await last.getByRole('button', { name: 'How' }).click();
  await expect(last.locator('details')).toHaveCount(5);
});

test('an agent that is not ready holds back what needs it', async ({ page }) => {
  const vm = { name: 'vm1', id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1',
    type: 'Microsoft.Compute/virtualMachines', hardwareProfile: { vmSize: 'Standard_B2s' },
    instanceView: { vmAgent: { statuses: [{ code: 'ProvisioningState/Unavailable', displayStatus: 'Not Ready' }] },
      statuses: [{ code: 'PowerState/running', displayStatus: 'VM running' }] } };
  await pasted(page, `${JSON.stringify(vm)}\n${LISTING}`);
  await expect(step(page, 1)).toContainText('agent is not ready');
  for (const number of [2, 9, 5, 3, 10]) await tick(page, number).click();
  await expect(step(page, 7)).toContainText('next');
  await tick(page, 7).click();
  await expect(step(page, 1)).toContainText('next');
});
