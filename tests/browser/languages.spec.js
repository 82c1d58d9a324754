// English and Japanese.
import { expect, test } from './fixtures.js';
import { DENIED_FIRST, TRUNCATED, box, headline, paste, pasted, start, verdict } from './pastes.js';

// Letters that only Japanese has, outside what Azure printed.
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

test('the button switches to Japanese and back, and keeps text, answer and question', async ({ page }) => {
  await pasted(page, DENIED_FIRST);
  await page.locator('#port').fill('3389');
  await page.locator('#language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page).toHaveTitle(/RDP チェック/);
  await expect(headline(page)).toContainText('deny-rdp (優先度 300)');
  await expect(headline(page)).toContainText('ブロック');
  await expect(verdict(page)).toHaveClass('blocked');
  await expect(box(page)).toHaveValue(DENIED_FIRST);
  await page.locator('#language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(/RDP check/);
  await expect(headline(page)).toContainText('Blocked by rule deny-rdp');
  await expect(page.locator('main')).not.toContainText(JAPANESE);
});

test('the language that was chosen is remembered', async ({ page }) => {
  await start(page);
  await page.locator('#language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.locator('#language')).toHaveText('English');
});

test.describe('in a Japanese browser', () => {
  test.use({ locale: 'ja-JP' });

  test('the page starts in Japanese and answers in Japanese', async ({ page }) => {
    await start(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await expect(page).toHaveTitle(/^RDP チェック/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('RDP チェック');
    await expect(page.locator('.privacy')).toContainText('外に出ることはありません');
    await paste(page, TRUNCATED);
    await expect(verdict(page)).toHaveClass('depends');
    await expect(headline(page)).toContainText('条件によります');
    await expect(page.locator('.problems')).toContainText('$FormatEnumerationLimit = -1');
  });

  test('no heading, label, button or note is left in English', async ({ page }) => {
    await start(page);
    for (const at of [-1, 0, 1, 2]) {
      if (at >= 0) await page.locator('.samples button').nth(at).click();
      const texts = await page
        .locator('h2, h3, label, summary, .problems li, #verdict p, .steps li, footer, .fate, th')
        .allTextContents();
      const english = texts.filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text) && !JAPANESE.test(text));
      expect(english).toEqual([]);
    }
  });
});

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' });

  test('the page is in English', async ({ page }) => {
    await start(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
