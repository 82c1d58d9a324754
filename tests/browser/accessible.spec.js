// For everybody: keyboard, screen reader, narrow, dark, Japanese.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import { TRUNCATED, TWO_NSGS, paste, start } from './pastes.js';

async function expectNoViolations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing on the empty page', async ({ page }) => {
      await start(page);
      await expectNoViolations(page);
    });

    test('axe finds nothing on an answer', async ({ page }) => {
      await start(page);
      await paste(page, TWO_NSGS);
      await expect(page.locator('tr.decides').first()).toBeVisible();
      await page.locator('tr.decides').first().hover();
      await expectNoViolations(page);
      await paste(page, TRUNCATED);
      await expect(page.locator('#verdict')).toHaveClass('depends');
      for (const summary of await page.locator('summary').all()) await summary.click();
      await expectNoViolations(page);
    });
  });
}

test('the chosen colours win over the system, and are remembered', async ({ page }) => {
  await start(page);
  await page.locator('#theme').selectOption('Dark');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe('rgb(27, 26, 25)');
  await expectNoViolations(page);
  await page.reload();
  await page.locator('#language').waitFor();
  expect(await background()).toBe('rgb(27, 26, 25)');
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing has to be scrolled sideways', async ({ page }) => {
    await start(page);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(320);
    await paste(page, TWO_NSGS);
    await expect(page.locator('tr.decides').first()).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(320);
    await expectNoViolations(page);
    await page.locator('#language').click();
    expect(await width()).toBeLessThanOrEqual(320);
  });
});

test('the keyboard alone is enough', async ({ page }) => {
  await start(page);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await focused()).includes(wanted)) return;
    }
    throw new Error(`Tab never reaches ${wanted}`);
  };
  await tabTo('theme');
  await tabTo('language');
  await tabTo('paste');
  await page.keyboard.insertText(TWO_NSGS);
  await expect(page.locator('#verdict')).toHaveClass('blocked');
  await tabTo('from');
  await tabTo('to');
  await tabTo('port');
  await tabTo('DenyRdp');
  await expect(page.locator('tr.pointed')).toContainText('DenyRdp');
  await page.keyboard.press('Enter');
  await expect(page.locator('svg.lines rect.mark')).toHaveCount(1);
  await tabTo('RDP is open');
  await page.keyboard.press('Enter');
  await expect(page.locator('#verdict')).toHaveClass('open');
});

test('the verdict is read out', async ({ page }) => {
  await start(page);
  const region = page.locator('#verdict');
  await expect(region).toHaveAttribute('aria-live', 'polite');
  await expect(region).toBeEmpty();
});

test('a button switches to Japanese and back', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.locator('#verdict')).toContainText('サブネットの NSG nsg-subnet の規則 DenyRdp (優先度 200) がブロックしています。');
  await expect(page).toHaveTitle(/RDP チェック/);
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('#verdict')).toContainText('Blocked by rule DenyRdp');
});

test.describe('a Japanese browser', () => {
  test.use({ locale: 'ja-JP' });

  test('starts in Japanese', async ({ page }) => {
    await start(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('RDP チェック');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  });
});
