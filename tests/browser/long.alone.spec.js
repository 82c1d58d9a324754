// Long pastes are kept outside the document and read while the page answers.
import { expect, test } from './fixtures.js';
import { box, headline, start } from './pastes.js';

const nsg = (rules, addresses) => JSON.stringify({
  name: 'nsg-large',
  securityRules: Array.from({ length: rules }, (_, at) => ({
    name: `rule-${at}`, priority: 100 + at, direction: 'Inbound', access: at % 2 ? 'Allow' : 'Deny', protocol: 'Tcp',
    sourcePortRange: '*', destinationPortRange: '3389', destinationAddressPrefix: '*',
    sourceAddressPrefixes: Array.from({ length: addresses / rules }, (_, part) => `${20 + ((at * 7 + part) % 200)}.${(at * 13) % 256}.${(at * 29 + part) % 256}.0/24`),
  })),
}, null, 2);

// As many prefixes as the published file, in as many tags.
const serviceTags = (tags, prefixes) => JSON.stringify({
  changeNumber: 1, cloud: 'Public',
  values: Array.from({ length: tags }, (_, tag) => ({
    name: `Tag${tag}`, id: `Tag${tag}`,
    properties: {
      changeNumber: 1, region: '', platform: 'Azure', systemService: 'Tag',
      addressPrefixes: Array.from({ length: prefixes / tags }, (_, at) => `20.${(tag * 3 + at) % 256}.${(at * 7 + tag) % 256}.${(at % 16) * 16}/28`),
    },
  })),
}, null, 2);

const other = (bytes) => {
  const item = { name: 'Standard_D2s_v5', resourceType: 'virtualMachines', locations: ['japaneast'], note: 'x'.repeat(800) };
  return JSON.stringify(Array.from({ length: Math.ceil(bytes / 900) }, () => item), null, 1);
};

// More rules than one NSG has.
const table = (bytes) => {
  const rows = ['Priority\tName\tPort\tProtocol\tSource\tDestination\tAction'];
  for (let at = 0; at * 41 < bytes; at += 1) {
    rows.push(`${100 + (at % 3997)}\trule-${at}\t3389\tTCP\t10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}\tAny\tDeny`);
  }
  return rows.join('\n');
};

// Pastes as the clipboard does, and notes the progress.
async function paste(page, text) {
  await page.evaluate((text) => {
    const area = document.getElementById('paste');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    window.progress = [];
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      if (bar) window.progress.push(bar.value);
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
    window.paste = () => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      if (area.dispatchEvent(event)) {
        area.value = text;
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    };
  }, text);
  await page.evaluate(() => void setTimeout(window.paste, 100));
}

// The longest task of the page, and the longest of its scripts, in milliseconds of the processor's time: how much else runs on
// its two cores counts for little.
async function longest(browser, page, text, done) {
  await start(page);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await paste(page, text);
  await done();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const of = (...names) => traceEvents.filter((it) => names.some((name) => it.name.endsWith(name)) && it.tdur);
  const most = (all) => Math.round(Math.max(0, ...all.map((it) => it.tdur)) / 1000);
  // A script that asks for a height waits for the browser.
  const layouts = of('Layout', 'UpdateLayoutTree');
  const without = (script) => layouts.filter((it) => it.tid === script.tid && it.ts >= script.ts && it.ts < script.ts + script.dur)
    .reduce((left, it) => ({ ...left, tdur: left.tdur - it.tdur }), script);
  const scripts = of('TimerFire', 'EventDispatch', 'FireAnimationFrame', 'RunMicrotasks');
  const thread = scripts.find((it) => it.name === 'TimerFire')?.tid;
  // The test's own messages hold the text, too.
  const messages = of('Receive mojo message');
  const tasks = of('RunTask').filter((task) => task.tid === thread
    && !messages.some((it) => it.tid === task.tid && it.tdur > 10_000 && it.ts >= task.ts && it.ts < task.ts + task.dur));
  return [most(tasks), most(scripts.map(without))];
}

const middle = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

// Of three tries the one in the middle counts. The page means to stay within 50 ms on a machine that does nothing else, and took
// 36 at most.
async function isNotInTheWay({ browser, page }, name, text, done, mostOfATask) {
  const tries = [];
  while (tries.length < 3) tries.push(await longest(browser, page, text, done));
  const [tasks, scripts] = [0, 1].map((at) => tries.map((it) => it[at]));
  console.log(`${name}: longest tasks ${tasks} ms, longest scripts ${scripts} ms, ${(await memory(page)) / 1e6} MB`);
  expect(middle(scripts)).toBeGreaterThan(0);
  expect(middle(scripts)).toBeLessThan(60);
  expect(middle(tasks)).toBeLessThan(mostOfATask);
}

// The program's memory, in bytes.
const remember = (page) => page.addInitScript(() => {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await own(...given);
      // Packing shortens its name.
      const exports = Object.values((made.instance ?? made).exports);
      window.wasmMemory = exports.find((it) => it instanceof WebAssembly.Memory);
      return made;
    };
  }
});
const memory = (page) => page.evaluate(() => window.wasmMemory.buffer.byteLength);

for (const [name, text, shown] of [
  ['20 MB of other output around an NSG', () => [other(10e6), nsg(5, 20), other(10e6)].join('\n'), 'It depends on who connects'],
  ['the whole file of service tags beside an NSG', () => [nsg(5, 20), serviceTags(3000, 90_000)].join('\n'), 'It depends on who connects'],
  ['one table of 5 MB', () => table(5e6), 'It depends on rules of the NSG that are missing'],
]) {
  test(`${name}: the page shows progress and is not in the way`, async ({ browser, page, requests }) => {
    test.setTimeout(120_000);
    await remember(page);
    await start(page);
    const before = requests.length;
    const pasted = text();
    expect(pasted.length).toBeGreaterThan(3e6);
    await paste(page, pasted);
    await expect(headline(page)).toContainText(shown, { timeout: 60_000 });
    await expect(page.locator('progress')).toHaveCount(0);
    const steps = await page.evaluate(() => window.progress);
    expect(steps.length).toBeGreaterThan(3);
    expect(Math.max(...steps)).toBeGreaterThan(50);
    // The box holds a part, and says so.
    expect((await box(page).inputValue()).length).toBeLessThan(50_000);
    await expect(page.getByText('The box shows part of this long text')).toBeVisible();
    expect(await memory(page)).toBeLessThan(64e6 + 10 * pasted.length);
    expect(requests.slice(before)).toEqual([]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(box(page)).toHaveValue('');
    await expect(box(page)).toBeEditable();
    const done = async () => {
      await expect(headline(page)).toContainText(shown, { timeout: 60_000 });
      await expect(page.locator('progress')).toHaveCount(0);
    };
    await isNotInTheWay({ browser, page }, name, pasted, done, 60);
  });
}

test('of a thousand rules only those in view are in the document, and all are sent', async ({ browser, page, context }) => {
  test.setTimeout(120_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await remember(page);
  await start(page);
  await paste(page, nsg(1000, 4000));
  const rows = page.locator('.rules tbody tr[aria-rowindex]');
  await expect(page.locator('.rules table')).toHaveAttribute('aria-rowcount', '1004', { timeout: 60_000 });
  const few = async () => (await rows.count()) < 300;
  await expect.poll(few).toBe(true);
  // The last one comes into view when one scrolls there, and the first ones go.
  const last = page.locator('.rules tr', { hasText: 'DenyAllInBound' });
  const end = page.locator('.rules table');
  await expect.poll(async () => {
    await end.evaluate((table) => table.scrollIntoView({ block: 'end' }));
    // Rows that come may be higher than the room that was kept for them.
    await page.waitForTimeout(300);
    return last.isVisible();
  }).toBe(true);
  await expect(last).toHaveAttribute('aria-rowindex', '1004');
  await expect.poll(few).toBe(true);
  await expect(page.locator('.rules tr', { hasText: 'rule-0' })).toHaveCount(0);
  await end.evaluate((table) => table.scrollIntoView());
  await expect(page.locator('.rules tr[aria-rowindex="2"]')).toHaveCount(1);
  await expect.poll(few).toBe(true);
  // Fixes and what is remarkable about the rules come by themselves.
  const found = async () => {
    await expect(page.locator('section.fixes details')).not.toHaveCount(0, { timeout: 60_000 });
    await expect(page.locator('section.findings li')).toHaveCount(101, { timeout: 60_000 });
    await expect(page.locator('progress')).toHaveCount(0);
  };
  await found();
  await expect(page.locator('section.findings li').last()).toHaveText(/^and \d{3} more$/);
  // Azure's limits for one NSG.
  expect(await memory(page)).toBeLessThan(64e6);
  // By the keyboard: rows that come into view on the way there move the button from under the pointer.
  await page.getByRole('button', { name: 'Copy as Markdown' }).press('Enter');
  await expect(page.locator('.share .copied')).toHaveText('Copied', { timeout: 20_000 });
  const sent = await page.evaluate(() => navigator.clipboard.readText());
  for (const rule of ['rule-0 ', 'rule-500 ', 'rule-999 ', 'DenyAllInBound']) expect(sent).toContain(rule);
  await expect.poll(few).toBe(true);
  await isNotInTheWay({ browser, page }, '1,000 rules', nsg(1000, 4000), found, 60);
});

test('a long paste of the keyboard is answered, then in the box, with the caret behind it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await start(page);
  const text = nsg(100, 100);
  await page.evaluate((text) => navigator.clipboard.writeText(text.replaceAll('\n', '\r\n')), text);
  await box(page).focus();
  await page.keyboard.press('Control+V');
  await expect(headline(page)).toContainText('It depends');
  await expect(box(page)).toHaveValue(text);
  await expect(box(page)).toBeFocused();
  expect(await box(page).evaluate((area) => area.selectionStart)).toBe(text.length);
  // Into what is there the browser puts it, and takes it out again.
  await page.keyboard.press('Control+V');
  await expect(box(page)).toHaveValue(text + text);
  await page.keyboard.press('Control+Z');
  await expect(box(page)).toHaveValue(text);
});
