// What stands behind # in the address: a link that somebody made, or an output that a script sends along. The program
// says what it thinks of either, and asks before it takes the place of anybody's work.
const PASTE = '#paste=';
const LONGEST = 10_000_000;
// A link that is.
const TOO_LONG = '#c1'.padEnd(300_000, 'A');

// Does as a reader would who pastes it into the box.
function put(text) {
  const box = document.getElementById('paste');
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function inflated(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  // PowerShell deflates; what a shell has at hand is gzip, which begins otherwise than anything deflated.
  const format = bytes[0] === 0x1f ? 'gzip' : 'deflate-raw';
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const decoder = new TextDecoder();
  let out = '';
  // A few bytes may become as many as one likes.
  for (let part; !(part = await reader.read()).done && out.length < LONGEST; ) out += decoder.decode(part.value, { stream: true });
  return out.length < LONGEST ? PASTE + out : TOO_LONG;
}

// Names of places in the page are shorter than any link.
function taken() {
  const [fragment] = location.hash.match(/^#(paste=.*|c\d.*|[\w-]{30,})/) ?? [];
  // What was pasted is not for the history, nor for who reads over one's shoulder.
  if (fragment?.startsWith(PASTE)) history.replaceState(null, '', location.pathname + location.search);
  return fragment;
}

async function follow(fragment) {
  if (!fragment?.startsWith(PASTE)) return fragment && put(fragment);
  // What cannot be unpacked has most likely lost its end, as a link that ends here has.
  put(await inflated(fragment.slice(PASTE.length)).catch(() => '#c1'));
}

// At once: before the program has loaded, and even if it never does.
const early = taken();

// Throws where the browser cannot unpack what came.
export const check = () => early?.startsWith(PASTE) && new DecompressionStream('gzip');

export function openFragments() {
  follow(taken() ?? early);
  addEventListener('hashchange', () => follow(taken()));
}
