// For everybody: axe finds nothing in any state of the page, what a screen reader needs is there, and chosen colours stay.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import { row, start, verdict } from './pastes.js';

async function expectNoViolations(page, what) {
  // A colour in the middle of its change is nobody's colour.
  await page.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
  expect(found, what).toEqual([]);
}

async function openEverything(page) {
  await page.locator('details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
  await page.locator('.how[aria-expanded=false]').evaluateAll((all) => all.forEach((how) => how.click()));
}

for (const [colorScheme, locale] of [['light', 'ja-JP'], ['dark', 'en-US']]) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('axe finds nothing on the page, empty and with each answer', async ({ page }) => {
      // Four times axe over everything there is takes a busy machine a while.
      test.slow();
      await start(page);
      await openEverything(page);
      await expectNoViolations(page, 'empty');
      for (const [at, answer] of ['open', 'blocked', 'depends'].entries()) {
        await page.locator('.samples button').nth(at).click();
        await expect(verdict(page)).toHaveClass(answer);
        await page.locator('#from').selectOption({ index: 1 });
        await page.locator('#address').fill('192.168.1.5');
        await page.locator('#port').fill('no port');
        await openEverything(page);
        await page.getByRole('button', { name: /Make a link|リンクを作成/ }).click();
        await page.locator('.rules button').first().hover();
        await expect(page.locator('tr.pointed')).toHaveCount(1);
        await expectNoViolations(page, answer);
        await page.locator('#from').selectOption({ index: 0 });
      }
    });
  });
}

test('axe finds nothing on a narrow screen', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  await start(page);
  await expectNoViolations(page, 'empty');
  await page.locator('.samples button').nth(2).click();
  await openEverything(page);
  await expectNoViolations(page, 'answered');
});

test('axe finds nothing on the written checklist and in the demonstration article', async ({ page, errors }) => {
  errors.allow(/can escape its sandboxing/);
  test.slow();
  for (const path of ['/checklist.html', '/docs-demo.html', '/docs-demo.html#ja']) {
    await page.goto(path);
    await expectNoViolations(page, path);
  }
});

test('the answer is told to a screen reader, and marks are words', async ({ page }) => {
  await start(page);
  const status = page.locator('#verdict');
  await expect(status).toHaveAttribute('role', 'status');
  await expect(status).toHaveAttribute('aria-live', 'polite');
  await expect(status).toBeEmpty();
  await status.evaluate((it) => { it.dataset.same = 'yes'; });
  await page.locator('.samples button').nth(1).click();
  await expect(status).toHaveAttribute('data-same', 'yes');
  await expect(status).toHaveClass('blocked');
  await expect(page.getByRole('row', { name: /AllowWeb/ }).getByRole('cell', { name: /does not match: 80, 443/ })).toHaveCount(1);
  await expect(page.getByRole('columnheader', { name: /Protocol/ })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /200 DenyRdp/ })).toContainText('decides');
  await expect(row(page, 'DenyRdp').locator('.sign').first()).toHaveAttribute('aria-hidden', 'true');
});

test('the chosen colours win over the system, and are remembered', async ({ page }) => {
  await start(page);
  await page.getByLabel('Colours').selectOption('Dark');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe('rgb(27, 26, 25)');
  await page.reload();
  await page.locator('#language').waitFor();
  expect(await background()).toBe('rgb(27, 26, 25)');
});
