// Of a text of many lines only a part is in the box, which follows whoever looks at it.
import { expect, test } from './fixtures.js';
import { box, headline, nsg, start } from './pastes.js';

const RULES = 700;
const rule = (at) => ({
  name: `rule-${at}`, priority: 100 + at, access: at === RULES - 2 ? 'Allow' : 'Deny', direction: 'Inbound', protocol: 'Tcp',
  // The last but one has host bits.
  sourceAddressPrefix: at === RULES - 2 ? '203.0.113.7/24' : `10.${at >> 8}.${at % 256}.0/24`,
  sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '3389',
});
const TEXT = nsg('nsg-long', Array.from({ length: RULES }, (_, at) => rule(at)));
const LINES = TEXT.split('\n');
const LAST = LINES.findIndex((line) => line.includes('203.0.113.7/24')) + 1;

const write = async (page, context, text) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await box(page).focus();
  await page.keyboard.press('Control+V');
};

// Each line that is seen, by the number beside it.
const seen = (page) => page.locator('svg.lines').evaluate((svg) => {
  const area = svg.closest('.box').querySelector('textarea');
  const { top, bottom } = area.getBoundingClientRect();
  const height = parseFloat(getComputedStyle(area).lineHeight);
  const lines = area.value.split('\n');
  return [...svg.querySelectorAll('text')].map((text) => [Number(text.textContent), text.getBoundingClientRect()])
    .filter(([, it]) => it.top >= top + height && it.bottom <= bottom - height)
    .map(([number, it]) => [number, lines[Math.floor((it.top + it.height / 2 - top + area.scrollTop - 8) / height)]]);
});

// As in the text itself.
async function isRight(page, what) {
  await expect.poll(async () => {
    const all = await seen(page);
    return all.length > 3 && all.every(([number, line]) => line === LINES[number - 1]) && what(all.map(([number]) => number));
  }).toBe(true);
}

test('a line far below comes into the box with its number and mark, and so do the lines around it', async ({ page, context }) => {
  test.setTimeout(60_000);
  await start(page);
  await write(page, context, TEXT);
  await expect(headline(page)).toContainText('It depends on who connects');
  await expect.poll(async () => (await box(page).inputValue()).length).toBeGreaterThan(10_000);
  expect((await box(page).inputValue()).length).toBeLessThan(50_000);
  await expect(page.getByText('The box shows part of this long text')).toBeVisible();
  await isRight(page, (numbers) => numbers.includes(5));
  await page.getByRole('button', { name: `line ${LAST.toLocaleString('en')}` }).or(page.getByRole('button', { name: `line ${LAST}` })).first().click();
  await isRight(page, (numbers) => numbers.includes(LAST));
  const marked = await page.locator('svg.lines rect.mark').boundingBox();
  const frame = await box(page).boundingBox();
  expect(marked.y).toBeGreaterThan(frame.y);
  expect(marked.y).toBeLessThan(frame.y + frame.height);
  // Upwards and downwards as far as the text goes.
  for (const [to, end] of [[0, 3], [1e9, LINES.length - 3]]) {
    await expect.poll(async () => {
      await box(page).evaluate((area, top) => area.scrollTo(0, top), to);
      await page.waitForTimeout(50);
      return (await seen(page)).some(([number]) => number === end);
    }, { timeout: 20_000 }).toBe(true);
    await isRight(page, (numbers) => numbers.includes(end));
  }
});

test('scrolling goes on without a jump', async ({ page, context }) => {
  test.setTimeout(60_000);
  await start(page);
  await write(page, context, TEXT);
  await expect(headline(page)).toContainText('It depends on who connects');
  await isRight(page, (numbers) => numbers.includes(5));
  await box(page).hover();
  let before = 0;
  for (let turn = 0; turn < 30; turn += 1) {
    await page.mouse.wheel(0, 1000);
    await page.waitForTimeout(30);
    const [[first] = [before]] = await seen(page);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThan(before + 150);
    before = first;
  }
  expect(before).toBeGreaterThan(1_000);
  await isRight(page, () => true);
});

test('what is pasted into such a box comes below it', async ({ page, context }) => {
  await start(page);
  await write(page, context, TEXT);
  await expect(headline(page)).toContainText('It depends on who connects');
  await write(page, context, nsg('nsg-second', [{ ...rule(0), priority: 100, sourceAddressPrefix: '*' }]));
  await expect(page.getByText('nsg-second').first()).toBeVisible();
  await expect(page.getByText('nsg-long').first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(box(page)).toHaveValue('');
  await expect(box(page)).toBeEditable();
});

test('who selects all of it deletes it, or puts something else in its place', async ({ page, context }) => {
  await start(page);
  await write(page, context, TEXT);
  await expect(headline(page)).toContainText('It depends on who connects');
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => navigator.clipboard.writeText(text), nsg('nsg-other', [{ ...rule(0), sourceAddressPrefix: '*' }]));
  await page.keyboard.press('Control+V');
  await expect(headline(page)).toContainText('nsg-other');
  await expect(page.getByText('nsg-long')).toHaveCount(0);
  await page.keyboard.press('Control+A');
  await write(page, context, TEXT);
  await expect(headline(page)).toContainText('It depends on who connects');
  await box(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await expect(box(page)).toHaveValue('');
  await expect(box(page)).toBeEditable();
});
