// The offline copy begins here: its style sheet, its script and the program stand beside it, packed, two bytes a
// character. xtask/src/offline_file.rs writes them and says which characters.
import { expand } from './lzma.js';

function unpack({ textContent: text, dataset }) {
  const bytes = [];
  let held = 0;
  let count = 0;
  const put = (value, bits) => {
    for (held |= value << count, count += bits; count > 7; held >>= 8, count -= 8) bytes.push(held & 255);
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const next = () => text.charCodeAt(++at);
    if (unit === 1) {
      // What is no character, or what HTML would take for something else, stands behind a mark.
      put(next() ^ 0x8000, 16);
    } else if ((unit & 0xf800) === 0xd800) {
      // Half a pair would be none: the other half holds what is left of it, and the 9 bits behind it.
      const pair = ((unit & 1023) << 10) | (next() & 1023);
      put(0xd800 | (pair & 2047), 16);
      put(pair >> 11, 9);
    } else put(unit, 16);
  }
  const [whole, style, script] = dataset.bytes.split(' ');
  const all = expand(new Uint8Array(bytes), +whole).buffer;
  let from = 0;
  const take = (length) => all.slice(from, (from += +length));
  const add = (name, length) => {
    const element = document.createElement(name);
    element.textContent = new TextDecoder().decode(take(length));
    return element;
  };
  document.querySelector('style').replaceWith(add('style', style));
  const start = add('script', script);
  start.type = 'module';
  window.rdpcheck = all.slice(from);
  document.body.append(start);
}

try {
  unpack(document.getElementById('packed'));
} catch (error) {
  console.warn(error);
  document.getElementById('failed').classList.add('now');
}
