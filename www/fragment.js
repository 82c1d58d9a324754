// What stands behind # in the address: a link that somebody made, or an output that a script sends along.
const LONGEST = 10_000_000;

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
  return out;
}

export async function openFragment() {
  const [, kind, text] = location.hash.match(/^#(paste=|c\d)([\w-]+)$/) ?? [];
  if (!text) return;
  const isPaste = kind === 'paste=';
  // What was pasted is not for the history, nor for who reads over one's shoulder.
  if (isPaste) history.replaceState(null, '', location.pathname + location.search);
  const isJapanese = document.documentElement.lang === 'ja';
  const question = isJapanese ? '入力済みの内容を、リンクの内容に置き換えますか?' : 'Open the link in place of what is here?';
  if (document.querySelector('.chips') && !confirm(question)) return;
  // What cannot be unpacked is shown for what it is: nothing that Azure printed.
  put(isPaste ? await inflated(text).catch(() => `#paste=${text.slice(0, 40)}…`) : kind + text);
}

addEventListener('hashchange', openFragment);
