// A rule and its lines in the paste point at each other.
import { expect, test } from './fixtures.js';
import { TWO_NSGS, paste, start } from './pastes.js';

const mark = (page) => page.locator('svg.lines rect.mark');

test('hovering or focusing a rule marks its lines', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  const pointed = page.locator('tr.pointed');
  await page.locator('.rules tr', { hasText: 'AllowRdp' }).hover();
  await expect(pointed).toContainText('AllowRdp');
  await expect(mark(page)).toHaveCount(1);
  await page.locator('h1').hover();
  await expect(pointed).not.toContainText('AllowRdp');
  await page.getByRole('button', { name: 'AllowWeb', exact: true }).focus();
  await expect(pointed).toContainText('AllowWeb');
  await expect(mark(page)).toHaveCount(1);
});

test('the lines of the deciding rule are marked from the start', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await expect(page.locator('tr.pointed')).toContainText('DenyRdp');
  await expect(mark(page)).toHaveCount(1);
  await page.locator('#port').fill('443');
  await expect(page.locator('#verdict .headline')).toContainText('443');
  await expect(page.locator('tr.pointed.decides')).toHaveCount(await mark(page).count());
});

test('a rule with the focus keeps its mark when the pointer passes over another', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await page.getByRole('button', { name: 'DenyRdp', exact: true }).focus();
  await expect(page.locator('tr.pointed')).toContainText('DenyRdp');
  await page.locator('.rules tr', { hasText: 'AllowWeb' }).hover();
  await expect(page.locator('tr.pointed')).toContainText('AllowWeb');
  await page.locator('h1').hover();
  await expect(page.locator('tr.pointed')).toContainText('DenyRdp');
});

test('the paste stays in view beside a long answer', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await page.locator('.rules tr', { hasText: 'AllowRdp' }).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollTo(0, 600));
  await expect(page.locator('#paste')).toBeInViewport({ ratio: 0.9 });
});

test('clicking a rule shows its lines', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  await page.locator('#paste').evaluate((box) => box.scrollTo(0, 0));
  await page.getByRole('button', { name: 'AllowRdp', exact: true }).click();
  const [top, box, line] = await Promise.all([
    page.locator('#paste').evaluate((area) => area.scrollTop),
    page.locator('.box').boundingBox(),
    mark(page).boundingBox(),
  ]);
  expect(top).toBeGreaterThan(0);
  expect(line.y).toBeGreaterThanOrEqual(box.y);
  expect(line.y).toBeLessThan(box.y + box.height);
});

test('a line of the paste marks its rule, by pointer and by caret', async ({ page }) => {
  await start(page);
  await paste(page, TWO_NSGS);
  const line = TWO_NSGS.split('\n').findIndex((text) => text.includes('"AllowWeb"'));
  await page.locator('#paste').evaluate((box) => box.scrollTo(0, 0));
  const box = await page.locator('#paste').boundingBox();
  const pointed = page.locator('tr.pointed');
  await page.locator('#paste').evaluate((area, wanted) => area.scrollTo(0, wanted * 20), line - 4);
  await page.mouse.move(box.x + 150, box.y + 8 + 4.5 * 20);
  await expect(pointed).toContainText('AllowWeb');
  await page.locator('h1').hover();
  await expect(pointed).not.toContainText('AllowWeb');
  const offset = TWO_NSGS.indexOf('"AllowRdp"');
  await page.locator('#paste').evaluate((area, at) => area.setSelectionRange(at, at), offset);
  await page.keyboard.press('ArrowRight');
  await expect(pointed).toContainText('AllowRdp');
});
