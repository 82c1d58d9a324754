// The path as a picture: from the client to the VM and back.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import { ROUTES, THREE_NSGS, TWO_NSGS, pasted, start } from './pastes.js';

const stations = (page) => page.locator('.hops li');
const station = (page, name) => stations(page).filter({ hasText: name });

test('the line stops at the NSG that blocks, and what follows is not reached', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  const [before, subnet, after] = ['admin rules', 'nsg-subnet', 'nsg-nic'].map((name) => station(page, name));
  await expect(subnet).toHaveClass(/\bblocked\b/);
  await expect(subnet.locator('svg text')).toHaveText('✗');
  await expect(before).not.toHaveClass(/cut-/);
  await expect(subnet).toHaveClass(/cut-after/);
  await expect(subnet).not.toHaveClass(/cut-before/);
  await expect(after).toHaveClass(/open +cut-before cut-after/);
  const dashes = (line) => line.evaluate((it) => getComputedStyle(it).strokeDasharray);
  expect(await dashes(subnet.locator('.in').first())).toBe('none');
  expect(await dashes(after.locator('.in').first())).not.toBe('none');
});

test('a screen reader hears the way in order, with each state in words', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  const list = page.locator('.answer').getByRole('list').filter({ has: page.locator('.blocked') });
  await expect(list).toHaveCount(1);
  await expect(page.locator('.hops svg:not([aria-hidden=true])')).toHaveCount(0);
  const heard = await stations(page).evaluateAll((all) =>
    all.map((it) => {
      const copy = it.cloneNode(true);
      copy.querySelectorAll('[aria-hidden]').forEach((hidden) => hidden.remove());
      return copy.textContent.replaceAll(/\s+/g, ' ').trim();
    }));
  expect(heard).toEqual([
    'You Internet:',
    'the way in (public IP, load balancer, VPN) : not checked',
    "the network manager’s admin rules : not checked",
    "the subnet’s NSG nsg-subnet: Blocked",
    "the network interface’s NSG nsg-nic: Open, not reached",
    "the VM’s state : not checked, not reached",
    'Windows inside the VM : not checked, not reached',
    'the route of the reply : not checked, not reached',
    'You Internet: not reached',
  ]);
});

test('two NSGs that contradict each other at no known place stop nothing for certain', async ({ page }) => {
  await pasted(page, THREE_NSGS);
  await expect(stations(page).filter({ hasText: 'nsg-' })).toHaveCount(3);
  await expect(page.locator('.hops')).not.toContainText('not reached');
});

test('the keyboard gets from a station to its rules, and from the reply to its routes', async ({ page }) => {
  await pasted(page, `${TWO_NSGS}\n${ROUTES}`);
  for (const [name, section] of [["network interface’s NSG", '.rules'], ['route of the reply', '.routes']]) {
    await station(page, name).getByRole('button').focus();
    await page.keyboard.press('Enter');
    const shown = page.locator(section).last();
    await expect(shown).toBeFocused();
    await expect(shown.locator('h3')).toBeInViewport();
  }
  await expect(station(page, 'way in').getByRole('button')).toHaveCount(0);
});

for (const [colorScheme, width] of [['dark', 1280], ['light', 320]]) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 700 } });

    test('the picture can be read', async ({ page }) => {
      await pasted(page, `${TWO_NSGS}\n${ROUTES}`);
      await expect(page.locator('.routes')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include('.hops').include('.routes').analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      const cut = await stations(page).evaluateAll((all) =>
        all.filter((it) => !it.classList.contains('again'))
          .flatMap((it) => [...it.querySelectorAll('b, span:not(.sr), button, text')])
          .filter((it) => parseFloat(getComputedStyle(it).fontSize) < 12 || (it.localName !== 'text' && it.scrollWidth > it.clientWidth + 1))
          .map((it) => it.textContent));
      expect(cut).toEqual([]);
      const [first, second] = await Promise.all([0, 1].map((at) => stations(page).nth(at).boundingBox()));
      if (width === 320) expect(second.y).toBeGreaterThan(first.y);
      else expect(second.x).toBeGreaterThan(first.x);
    });
  });
}

test('on paper the picture is dark on white, whatever colours were chosen', async ({ page }) => {
  await pasted(page, TWO_NSGS);
  await page.getByLabel('Colours').selectOption('Dark');
  await page.emulateMedia({ media: 'print' });
  await expect(station(page, 'You').first()).toBeVisible();
  await expect(page.locator('.hops line').first()).toHaveCSS('stroke', 'rgb(27, 26, 25)');
});

test('the picture speaks Japanese', async ({ page }) => {
  await start(page);
  await page.locator('.samples button').nth(1).click();
  await page.locator('#language').click();
  await expect(stations(page).first()).toContainText('接続元');
  await expect(stations(page).last()).toContainText('未到達');
});
