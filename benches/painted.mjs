// From the paste event to the painted verdict in Chromium, in milliseconds, as JSON.
import { createRequire } from 'node:module';

const [, , address, chromium, modules, runs] = process.argv;
const require = createRequire(`${modules}/`);
const { chromium: browsers } = require('playwright-core');

const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(address);
await page.waitForSelector('#language');
const found = {};
for (const count of [5, 100, 1000]) {
  const rules = Array.from({ length: count }, (_, at) => ({
    name: `rule-${at}`, priority: 100 + at, direction: 'Inbound', access: at % 2 ? 'Allow' : 'Deny', protocol: 'Tcp',
    sourcePortRange: '*', destinationPortRange: '3389', destinationAddressPrefix: '*',
    sourceAddressPrefix: `${1 + ((at * 7) % 200)}.${(at * 13) % 256}.${(at * 29) % 256}.0/24`,
  }));
  const text = JSON.stringify({ name: 'nsg', securityRules: rules }, null, 1);
  const times = await page.evaluate(async ([text, runs]) => {
    const area = document.getElementById('paste');
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    }));
    const until = async (condition) => {
      while (!condition()) await painted();
    };
    const put = (value) => {
      area.value = value;
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const has = (selector) => document.querySelector(selector) !== null;
    const all = [];
    for (let run = 0; run < runs; run++) {
      put('');
      await until(() => !has('#verdict .headline') && !has('.rules tr'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const begin = performance.now();
      put(text);
      await until(() => has('#verdict .headline'));
      all.push(performance.now() - begin);
      await until(() => has('.rules tr'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return all.toSorted((a, b) => a - b);
  }, [text, Number(runs)]);
  found[count] = times[times.length >> 1];
}
console.log(JSON.stringify(found));
await browser.close();
