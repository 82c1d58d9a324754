// Before the program has started, without it, and what could be done to it.
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, LISTING, NIC, box, headline, nsg, pasted, rule, start, verdict } from './pastes.js';

// Holds the program back until `letGo` is called.
async function holdBack(page) {
  let letGo;
  const gone = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

test('the plain page is there before the program is', async ({ page, errors }) => {
  errors.allow(/preload/);
  const letGo = await holdBack(page);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.privacy')).toContainText('Nothing you paste leaves this page.');
  await expect(page.getByLabel(/What Azure printed about your VM and its network/)).toBeEditable();
  await expect(page.locator('#failed')).toBeHidden();
  letGo();
  await expect(page.locator('#language')).toBeVisible();
});

test('what was pasted before the program had started is kept and answered, caret and focus too', async ({ page, errors }) => {
  errors.allow(/preload/);
  const letGo = await holdBack(page);
  await page.goto('/', { waitUntil: 'commit' });
  await box(page).focus();
  await page.keyboard.insertText(DENIED_FIRST);
  await box(page).evaluate((area) => area.setSelectionRange(5, 12));
  letGo();
  await expect(headline(page)).toContainText('deny-rdp');
  await expect(box(page)).toHaveValue(DENIED_FIRST);
  await expect(box(page)).toBeFocused();
  expect(await box(page).evaluate((area) => [area.selectionStart, area.selectionEnd])).toEqual([5, 12]);
  // It goes on as if nothing had happened.
  await box(page).evaluate((area) => area.setSelectionRange(0, 0));
  await page.keyboard.insertText('x');
  await expect(box(page)).toHaveValue(`x${DENIED_FIRST}`);
});

test('a page that is reloaded starts with nothing wrong', async ({ page }) => {
  await pasted(page, LISTING);
  await expect(verdict(page)).toHaveClass('open');
  await page.reload();
  await expect(page.locator('#language')).toBeVisible();
  // Browsers may restore the box; the answer then goes with it.
  const text = await box(page).inputValue();
  await expect(page.locator('#verdict .headline')).toHaveCount(text === '' ? 0 : 1);
});

test('without any script the page says so in the end', async ({ page, errors }) => {
  errors.allow(/./);
  await page.route('**/boot.*', (route) => route.abort());
  await page.goto('/');
  const failed = page.locator('#failed');
  await expect(failed).toBeHidden();
  // It is an animation that brings the sentence out; the clock is put forward instead of waiting.
  await failed.evaluate((it) => it.getAnimations().forEach((animation) => animation.finish()));
  await expect(failed).toBeVisible();
});

test('hostile names are harmless in every text and attribute', async ({ page }) => {
  const name = '<img src=x onerror="window.hit=1"><b>bold</b>\u202Edrowssap\u001B[31m\u200B';
  await pasted(page, nsg(`nsg-${name}`, [rule(name, 300, 'Deny'), rule(`a${name}`, 400, 'Allow')], NIC));
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(headline(page)).toContainText('<img src=x');
  await expect(headline(page)).toContainText('\\u{202e}');
  await expect(page.locator('main img, main b b, main script')).toHaveCount(0);
  const seen = await page.evaluate(() => {
    const texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      // The box holds what was pasted as it is, in the value only.
      texts.push(walk.currentNode.data);
    }
    const attributes = [...document.querySelectorAll('*')].flatMap((it) => [...it.attributes].map(({ value }) => value));
    return { all: [...texts, ...attributes].join('\n'), hit: window.hit };
  });
  expect(seen.hit).toBeUndefined();
  expect(seen.all).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u001B]/);
});
