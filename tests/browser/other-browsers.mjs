// The main job and the offline copy in Firefox and WebKit. `cargo xtask test --all-browsers` serves the packed site, finds
// the drivers and gives all of it in RDPCHECK_… variables; it reads the counts from the last line.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CASE, DENIED_FIRST, LISTING } from './pastes.js';

const { RDPCHECK_FIREFOX, RDPCHECK_GECKODRIVER, RDPCHECK_MINIBROWSER, RDPCHECK_ROOT, RDPCHECK_TOOLS, RDPCHECK_URL } = process.env;
const { Builder, By, Capabilities, until } = createRequire(join(RDPCHECK_TOOLS, 'x.js'))('selenium-webdriver');

const PATIENCE = 20_000;

const BROWSERS = {
  Firefox: {
    driver: (port) => [RDPCHECK_GECKODRIVER, '--port', port],
    capabilities: { browserName: 'firefox', 'moz:firefoxOptions': { binary: RDPCHECK_FIREFOX, args: ['-headless'] } },
  },
  WebKit: {
    driver: (port) => ['xvfb-run', '-a', 'WebKitWebDriver', `--port=${port}`],
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: RDPCHECK_MINIBROWSER, args: ['--automation'] },
    },
  },
};

const PLACES = {
  'the site': `${RDPCHECK_URL}/`,
  'the offline copy': pathToFileURL(join(RDPCHECK_ROOT, 'dist', 'rdpcheck.html')).href,
};

const TESTS = {
  'starts, and what is pasted is answered': async (page) => {
    await page.paste(DENIED_FIRST);
    await page.expectVerdict('blocked', /deny-rdp/);
    await page.paste(LISTING);
    await page.expectVerdict('open', /default-allow-rdp/);
    await page.paste(Object.values(CASE).join('\n'));
    await page.expectVerdict('depends', /./);
  },
  'changes its language': async (page) => {
    await page.paste(DENIED_FIRST);
    await page.expectVerdict('blocked', /Blocked by rule deny-rdp/);
    await page.click('#language');
    await page.expectVerdict('blocked', /規則 deny-rdp/);
    await page.click('#language');
  },
  'shows a sample, its fixes and a step': async (page) => {
    await page.click('.samples button:nth-of-type(2)');
    await page.expectVerdict('blocked', /DenyRdp/);
    await page.wait('.fixes summary');
    await page.click('.checklist ol .how');
    await page.wait('.checklist ol .how[aria-expanded=true]');
  },
  'makes what a colleague opens: a link, or offline a file': async (page, home) => {
    await page.paste(DENIED_FIRST);
    await page.expectVerdict('blocked', /Blocked by rule deny-rdp/);
    await page.click('.share .tabs button');
    await page.wait('.link-made');
    const [link] = await page.run('return [document.querySelector("#link")?.textContent]');
    if (home.startsWith('file:')) {
      if (link) throw new Error('a copy from disk has no address for others');
      return;
    }
    // The same address with another fragment would not be loaded again.
    await page.driver.get('about:blank');
    await page.driver.get(link);
    await page.expectVerdict('blocked', /Blocked by rule deny-rdp/);
    await page.wait('.linked .answer .note');
  },
  'makes no request once it is ready': async (page) => {
    const count = () => page.run('return performance.getEntriesByType("resource").filter(({ name }) => !name.endsWith("/sw.js")).length');
    await page.sleep(500);
    const before = await count();
    await page.paste(DENIED_FIRST);
    await page.expectVerdict('blocked', /deny-rdp/);
    await page.sleep(300);
    if ((await count()) > before) throw new Error('it made a request');
  },
};

class Page {
  constructor(driver) {
    this.driver = driver;
  }
  run(script, ...values) {
    return this.driver.executeScript(script, ...values);
  }
  sleep(time) {
    return this.driver.sleep(time);
  }
  wait(selector) {
    return this.driver.wait(until.elementLocated(By.css(selector)), PATIENCE);
  }
  async click(selector) {
    const element = await this.wait(selector);
    await this.run('arguments[0].scrollIntoView({ block: "center" })', element);
    await element.click();
  }
  // As a paste does it: the text at once, and one event.
  async paste(text) {
    const box = await this.wait('#paste');
    await this.run(
      'arguments[0].focus(); arguments[0].select(); document.execCommand("insertText", false, arguments[1]);',
      box, text,
    );
  }
  async expectVerdict(kind, text) {
    await this.wait(`#verdict.${kind}`);
    let seen = '';
    const says = async () => {
      const script = 'return document.querySelector("#verdict .headline")?.textContent ?? ""';
      seen = await this.run(script);
      return text.test(seen);
    };
    await this.driver.wait(says, PATIENCE, `the verdict does not say ${text}`).catch((error) => {
      throw new Error(`${error.message}, but: ${seen}`);
    });
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return String(port);
}

async function session({ driver, capabilities }) {
  const port = await freePort();
  const [program, ...options] = driver(port);
  // A group of its own, so that the browser ends with its driver.
  const process = spawn(program, options, { detached: true, stdio: 'ignore' });
  const failed = new Promise((_, fail) => process.once('error', fail));
  const end = () => {
    try {
      globalThis.process.kill(-process.pid);
    } catch {
      // It has ended by itself.
    }
  };
  const connect = async () => {
    for (let tries = 0; ; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
      if (answer) break;
      if (tries > 40) throw new Error(`${program} does not answer`);
    }
    return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(new Capabilities(capabilities)).build();
  };
  try {
    return { browser: await Promise.race([connect(), failed]), end };
  } catch (error) {
    end();
    throw error;
  }
}

let passed = 0;
let failed = 0;
const told = (ok, what, error) => {
  console.log(`  ${ok ? '✓' : '✗'} ${what}`);
  if (ok) passed += 1;
  else {
    failed += 1;
    console.log(`    ${error}`);
  }
};

for (const [name, browser] of Object.entries(BROWSERS)) {
  let open;
  try {
    open = await session(browser);
  } catch (error) {
    told(false, `${name} starts`, error);
    continue;
  }
  const version = (await open.browser.getCapabilities()).get('browserVersion');
  console.log(`${name} ${version}`);
  for (const [place, address] of Object.entries(PLACES)) {
    for (const [what, test] of Object.entries(TESTS)) {
      try {
        await open.browser.get(`${address}?lang=en`);
        const page = new Page(open.browser);
        await page.wait('#language');
        await test(page, address);
        told(true, `${place} ${what}`);
      } catch (error) {
        told(false, `${place} ${what}`, error);
      }
    }
  }
  await open.browser.quit().catch(() => {});
  open.end();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
