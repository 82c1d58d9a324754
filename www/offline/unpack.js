// The offline copy begins here: its style sheet, its script and the program stand beside it, packed, two bytes a
// character. xtask/src/offline_file.rs writes them and says which characters.
import { expand } from './lzma.js';

function unpack({ textContent: text, dataset }) {
  const units = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // What is no character, or what HTML would take for something else, stands behind a mark.
    units.push(unit === 1 ? text.charCodeAt(++at) ^ 0x8000 : unit);
  }
  const [whole, style, script] = dataset.bytes.split(' ');
  const all = expand(new Uint8Array(Uint16Array.from(units).buffer), +whole).buffer;
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
