// From the paste event to the painted verdict in Chromium, with a paste of the keyboard, in milliseconds, as JSON.
import { createRequire } from 'node:module';

const [, , address, chromium, modules, runs] = process.argv;
const require = createRequire(`${modules}/`);
const { chromium: browsers } = require('playwright-core');

const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
const page = await context.newPage();
await page.goto(address);
await page.waitForSelector('#language');
await page.evaluate(() => {
  // Resolves when the next frame is on the screen.
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  }));
  const has = (selector) => document.querySelector(selector) !== null;
  const until = async (condition) => {
    while (!condition()) await painted();
  };
  addEventListener('paste', async () => {
    const begin = performance.now();
    await until(() => has('#verdict .headline'));
    window.took = performance.now() - begin;
  }, { capture: true });
  window.empty = async () => {
    delete window.took;
    const area = document.getElementById('paste');
    area.value = '';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
    await until(() => !has('#verdict .headline') && !has('.rules tr'));
  };
});
const found = { chromium: browser.version() };
for (const count of [5, 100, 1000]) {
  const rules = Array.from({ length: count }, (_, at) => ({
    name: `rule-${at}`, priority: 100 + at, direction: 'Inbound', access: at % 2 ? 'Allow' : 'Deny', protocol: 'Tcp',
    sourcePortRange: '*', destinationPortRange: '3389', destinationAddressPrefix: '*',
    sourceAddressPrefix: `${1 + ((at * 7) % 200)}.${(at * 13) % 256}.${(at * 29) % 256}.0/24`,
  }));
  const text = JSON.stringify({ name: 'nsg', securityRules: rules }, null, 1);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  const times = [];
  for (let run = 0; run < Number(runs); run++) {
    await page.evaluate(() => window.empty());
    await page.waitForTimeout(100);
    await page.keyboard.press('Control+V');
    await page.waitForFunction(() => window.took && document.querySelector('.rules tr'));
    times.push(await page.evaluate(() => window.took));
    await page.waitForTimeout(300);
  }
  found[count] = times.toSorted((a, b) => a - b)[times.length >> 1];
}
console.log(JSON.stringify(found));
await browser.close();
