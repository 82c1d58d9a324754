// A telephone, and letters of twice the size.
import { expect, test } from './fixtures.js';
import { headline, start } from './pastes.js';

async function expectNoSidewaysScrolling(page, what) {
  const { width, wide } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    // The box scrolls by itself; what only screen readers see, and the lines of the picture, are cut off.
    const wide = [...document.querySelectorAll('body *')]
      .filter((it) => !it.closest('.box, .sr, thead, .hops line') && it.getBoundingClientRect().right > clientWidth + 1)
      .map((it) => `${it.localName}.${it.className} ${it.textContent.trim().slice(0, 30)}`);
    return { width: scrollWidth - clientWidth, wide };
  });
  expect({ width, wide }, what).toEqual({ width: 0, wide: [] });
}

for (const locale of ['en-US', 'ja-JP']) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 320, height: 640 } });

    test('at 320 px nothing is scrolled sideways', async ({ page }) => {
      await start(page);
      await expectNoSidewaysScrolling(page, 'empty');
      for (const at of [0, 1, 2]) {
        await page.locator('.samples button').nth(at).click();
        await page.locator('details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
        await page.locator('#from').selectOption({ index: 1 });
        await headline(page).scrollIntoViewIfNeeded();
        await expect(headline(page)).toBeInViewport();
        await expectNoSidewaysScrolling(page, `sample ${at}`);
      }
    });
  });
}

test.describe('at 320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the verdict comes before the question, and without an answer the command comes after the steps', async ({ page }) => {
    await start(page);
    const top = async (selector) => (await page.locator(selector).boundingBox()).y;
    expect(await top('.steps')).toBeLessThan(await top('.commands'));
    expect(await top('.commands')).toBeLessThan(await top('.question'));
    await page.locator('.samples button').nth(1).click();
    await expect(headline(page)).toBeVisible();
    expect(await top('#verdict')).toBeLessThan(await top('.chips'));
    expect(await top('#verdict')).toBeLessThan(await top('.question'));
    expect(await top('.question')).toBeLessThan(await top('.rules'));
  });

  test('each mark of a rule stands beside the name of its field', async ({ page }) => {
    await start(page);
    await page.locator('.samples button').nth(1).click();
    const field = page.locator('tr.decides td.field').first();
    await expect(field.locator('.label')).toBeVisible();
    await expect(field.locator('.label')).toHaveText(/Source/);
  });
});

test('no width in between needs sideways scrolling', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(2).click();
  await page.locator('#from').selectOption({ index: 1 });
  // Both sides of each width at which the page changes its shape; 640 is 1280 at a zoom of 200 %.
  for (const width of [360, 480, 640, 768, 769, 900, 991, 993, 1100, 1199, 1201, 1280, 1375, 1377]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScrolling(page, `${width} px`);
  }
});

test('letters of twice the size break nothing', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const session = await page.context().newCDPSession(page);
  // As the browser's own setting does.
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await start(page);
  await expect(page.locator('body')).toHaveCSS('font-size', '32px');
  await expectNoSidewaysScrolling(page, 'empty');
  await page.locator('.samples button').nth(2).click();
  await expect(headline(page)).toBeVisible();
  await expectNoSidewaysScrolling(page, 'answered');
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input:not(.sr), h1, h2, h3, #verdict, .chips li')]
      .filter((it) => it.scrollHeight > it.clientHeight + 3)
      .map((it) => `${it.localName} ${it.textContent.slice(0, 30)}`));
  expect(cut).toEqual([]);
});
