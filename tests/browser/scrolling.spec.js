// Numbers and marks in the evidence box stand beside their lines, wherever the box is scrolled to.
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, LISTING, box, pasted, row, start } from './pastes.js';

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

// In DENIED_FIRST the first rule has the lines 1 to 13, the second 15 to 27.
const from = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

test('pointing at a rule marks exactly its lines', async ({ page }) => {
  await pasted(page, DENIED_FIRST);
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  await expect(numbers(page).first()).toHaveText('1');
  // It decides.
  expect(await markedLines(page)).toEqual(from(1, 13));
  await row(page, 'default-allow-rdp').hover();
  await expect.poll(() => markedLines(page)).toEqual(from(15, 27));
  await page.getByRole('heading', { level: 1 }).hover();
  await expect.poll(() => markedLines(page)).toEqual(from(1, 13));
});

test('a rule of Azure has no lines to mark', async ({ page }) => {
  await pasted(page, LISTING);
  await page.locator('#port').fill('443');
  await expect(row(page, 'DenyAllInBound')).toHaveClass('decides');
  await row(page, 'DenyAllInBound').hover();
  await expect(mark(page)).toHaveCount(0);
});

test('marks and numbers stay beside their lines while the box scrolls', async ({ page }) => {
  await pasted(page, `${DENIED_FIRST}\n`.repeat(4));
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

// The numbers must reach the lower edge of the box, to within a line.
async function expectNumbersToFillTheBox(page) {
  await expect.poll(() => page.locator('.box').evaluate((frame) => {
    const numbers = [...frame.querySelectorAll('svg.lines text')];
    return frame.getBoundingClientRect().bottom - numbers.at(-1).getBoundingClientRect().bottom;
  })).toBeLessThan(24);
}

test('the numbers fill the box when the answer has made it higher', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await expectNumbersToFillTheBox(page);
});

test('the numbers fill the box when somebody drags it higher', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1200 });
  await pasted(page, `${DENIED_FIRST}\n`.repeat(4));
  await box(page).evaluate((area) => area.scrollTo(0, 0));
  const { x, y, width, height } = await page.locator('.box').boundingBox();
  await page.mouse.move(x + width - 4, y + height - 4);
  await page.mouse.down();
  await page.mouse.move(x + width - 4, y + height + 196, { steps: 4 });
  await page.mouse.up();
  const higher = await page.locator('.box').boundingBox();
  expect(higher.height, 'the corner can be dragged').toBeGreaterThan(height + 150);
  await expectNumbersToFillTheBox(page);
});

test('pressing a rule far below brings the box into view', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await pasted(page, DENIED_FIRST);
  await row(page, 'default-allow-rdp').getByRole('button').click();
  await expect(mark(page)).toBeInViewport({ ratio: 0.3 });
});
