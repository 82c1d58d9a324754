// A rule and its lines in the paste are one thing, seen from both sides.
import { expect, test } from './fixtures.js';
import { DENIED, OPEN, box, pasted, row } from './pastes.js';

const mark = (page) => page.locator('svg.lines rect.mark');
const numbers = (page) => page.locator('svg.lines text');

// The lines that are marked, by the line numbers beside them.
async function markedLines(page) {
  await expect(mark(page)).toBeVisible();
  return page.locator('svg.lines').evaluate((svg) => {
    const marked = svg.querySelector('rect.mark').getBoundingClientRect();
    return [...svg.querySelectorAll('text')]
      .filter((text) => {
        const { top, bottom } = text.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        return middle > marked.top && middle < marked.bottom;
      })
      .map((text) => Number(text.textContent));
  });
}

// In DENIED, the first rule's block has the lines 2 to 14, the second's 16 to 28.
const from = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

test("pointing at a rule marks its lines, and leaving it does not", async ({ page }) => {
  await pasted(page, DENIED);
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  await expect(numbers(page).first()).toHaveText('1');
  await expect(mark(page)).toHaveCount(0);
  await row(page, 'deny-rdp').hover();
  const lines = await markedLines(page);
  expect(lines).toEqual(from(2, 14));
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(mark(page)).toHaveCount(0);
});

test('the focus marks as the mouse does', async ({ page }) => {
  await pasted(page, DENIED);
  await row(page, 'deny-rdp').getByRole('button').focus();
  await expect(mark(page)).toBeVisible();
  await expect(row(page, 'deny-rdp')).toHaveClass(/pointed/);
  await row(page, 'default-allow-rdp').getByRole('button').focus();
  await expect(row(page, 'default-allow-rdp')).toHaveClass(/pointed/);
  await expect(row(page, 'deny-rdp')).not.toHaveClass(/pointed/);
});

test('a rule of Azure has no lines to mark', async ({ page }) => {
  await pasted(page, OPEN);
  await row(page, 'DenyAllInBound').hover();
  await expect(mark(page)).toHaveCount(0);
});

test('pressing a rule scrolls the box to its lines', async ({ page }) => {
  await pasted(page, `${OPEN}${'\n'.repeat(100)}${DENIED}`);
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  await row(page, 'deny-rdp').getByRole('button').click();
  await expect.poll(() => box(page).evaluate((area) => area.scrollTop)).toBeGreaterThan(1500);
  const { inside } = await mark(page).evaluate((rect) => {
    const [marked, frame] = [rect, rect.closest('.box')].map((it) => it.getBoundingClientRect());
    return { inside: marked.top >= frame.top && marked.top < frame.bottom };
  });
  expect(inside).toBe(true);
});

test('the mouse over lines of the paste marks their rule', async ({ page }) => {
  await pasted(page, DENIED);
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  const overLine = async (line) => {
    const { x, y } = await box(page).boundingBox();
    await page.mouse.move(x + 120, y + 8 + 20 * (line - 1) + 10);
  };
  await overLine(5);
  await expect(row(page, 'deny-rdp')).toHaveClass(/pointed/);
  await overLine(17);
  await expect(row(page, 'default-allow-rdp')).toHaveClass(/pointed/);
  await expect(row(page, 'deny-rdp')).not.toHaveClass(/pointed/);
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.locator('tr.pointed')).toHaveCount(0);
});

test('the caret in lines of the paste marks their rule', async ({ page }) => {
  await pasted(page, DENIED);
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'deny-rdp')).toHaveClass(/pointed/);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 'default-allow-rdp')).toHaveClass(/pointed/);
});

test('marks and numbers stay beside their lines while the box scrolls', async ({ page }) => {
  await pasted(page, DENIED.repeat(4));
  for (const top of [0, 7, 333, 100_000]) {
    await box(page).evaluate((area, to) => area.scrollTo(0, to), top);
    const scrolled = await box(page).evaluate((area) => area.scrollTop);
    // Every line that is seen has its number, in the middle of the line.
    await expect.poll(() => page.locator('svg.lines').evaluate((svg, pixels) => {
      const frame = svg.closest('.box');
      const area = frame.querySelector('textarea');
      const { top: edge, height } = area.getBoundingClientRect();
      const seen = new Map([...svg.querySelectorAll('text')].map((text) => {
        const box = text.getBoundingClientRect();
        return [Number(text.textContent), (box.top + box.bottom) / 2 - edge];
      }));
      const wrong = [];
      const count = area.value.split('\n').length;
      for (let line = 1; line <= count; line += 1) {
        const middle = 8 + 20 * (line - 1) + 10 - pixels;
        if (middle < 0 || middle > Math.min(height, area.clientHeight)) continue;
        if (!seen.has(line)) wrong.push(`${line} has no number`);
        else if (Math.abs(seen.get(line) - middle) > 3) wrong.push(`${line} is ${seen.get(line) - middle} off`);
      }
      return wrong;
    }, scrolled)).toEqual([]);
  }
});

test('the numbers fill the box when it was made higher', async ({ page }) => {
  await pasted(page, DENIED.repeat(4));
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  await page.setViewportSize({ width: 1280, height: 1200 });
  const corner = await page.locator('.box').boundingBox();
  await page.mouse.move(corner.x + corner.width - 4, corner.y + corner.height - 4);
  await page.mouse.down();
  await page.mouse.move(corner.x + corner.width - 4, corner.y + corner.height + 196, { steps: 4 });
  await page.mouse.up();
  const higher = await page.locator('.box').boundingBox();
  expect(higher.height, 'the corner can be dragged').toBeGreaterThan(corner.height + 150);
  await expect.poll(async () => Number(await numbers(page).last().textContent()))
    .toBeGreaterThanOrEqual(Math.floor((higher.height - 30) / 20));
});
