// What is wrong with a paste: each thing with its line, many of one kind as one, and what to run instead.
import { expect, test } from './fixtures.js';
import { LISTING, box, headline, pasted, verdict } from './pastes.js';

// Twelve rules whose ports make no sense, far below one another.
const TWELVE = Array.from({ length: 12 }, (_, at) => LISTING
  .replaceAll('default-allow-rdp', `rule${at}`)
  .replace(': 3389', ': many')
  .replace(': 1000', `: ${1000 + at}`)).join('\n');

const DENIED_ERROR = `Get-AzNetworkSecurityGroup : Run Connect-AzAccount to login.
At line:1 char:1
+ Get-AzNetworkSecurityGroup
`;

const sideways = (page) => page.evaluate(
  () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
);

for (const [locale, more, line] of [['en-US', 'and 11 more', /^line \d+$/], ['ja-JP', 'ほか 11 件', /^\d+ 行目$/]]) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 320, height: 640 } });

    test('twelve problems of one kind are one, and each leads to its line', async ({ page }) => {
      await pasted(page, TWELVE);
      await expect(verdict(page)).toHaveClass('depends');
      const problems = page.locator('.problems > li');
      await expect(problems).toHaveCount(2);
      await expect(problems.first()).toContainText('rule0');
      const summary = problems.nth(1).locator('summary');
      await expect(summary).toHaveText(more);
      await summary.click();
      const places = problems.nth(1).getByRole('button', { name: line });
      await expect(places).toHaveCount(11);
      await places.last().click();
      await expect.poll(() => box(page).evaluate((it) => it.scrollTop)).toBeGreaterThan(500);
      expect(await sideways(page)).toBe(0);
    });

    test('the longest command for an error stays in its box', async ({ page }) => {
      await pasted(page, "ERROR: network watcher is not enabled for region 'japaneast'.");
      await expect(page.locator('.problems .command code')).toContainText('--locations "japaneast"');
      expect(await sideways(page)).toBe(0);
    });
  });
}

test('two problems of one kind stand one by one', async ({ page }) => {
  await pasted(page, TWELVE.split('\n\n').slice(0, 2).join('\n\n'));
  await expect(page.locator('.problems > li')).toHaveCount(2);
  await expect(page.locator('.problems details')).toHaveCount(0);
});

test('an error of a console is the headline, with the command to run instead', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await pasted(page, DENIED_ERROR);
  await expect(headline(page)).toContainText('Nobody is signed in here');
  await page.locator('.problems').getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Connect-AzAccount');
});

test('each stretch of unused lines can be gone to', async ({ page }) => {
  await pasted(page, `Hello,\nwhat is it?\n\n${TWELVE.replaceAll(': many', ': 3389')}\n\nAnd then this.`);
  await expect(headline(page)).toBeVisible();
  await page.locator('details.unused summary').click();
  const places = page.locator('details.unused').getByRole('button', { name: /^line \d+$/ });
  await expect(places).toHaveCount(2);
  await expect(places.first()).toHaveText('line 1');
  await places.last().click();
  await expect.poll(() => box(page).evaluate((it) => it.scrollTop)).toBeGreaterThan(500);
});
