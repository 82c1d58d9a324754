// Lets the page open without a network. It keeps the page's own files, which are listed here when the site is packed,
// and nothing else: what is pasted is in no request, and what stands behind # or ? in an address is in no key.
const [VERSION, ...FILES] = 'PACKED'.split(' ');

const PAGE = registration.scope;
const PREFIX = `rdpcheck ${PAGE} `;
const CACHE = PREFIX + VERSION;
const OWN = new Set(FILES.map((name) => new URL(name, PAGE).href));
// A network that does not answer in this time, in milliseconds, counts as none.
const PATIENCE = 3_000;

addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // The browser has most of them: they carry the hash of their content in their name, but for the page.
    const requests = FILES.map((name) => new Request(name, { cache: name === './' ? 'no-cache' : 'default' }));
    await cache.addAll(requests);
    await skipWaiting();
  };
  event.waitUntil(keep());
});

addEventListener('activate', (event) => {
  const forget = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(forget());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  if (request.method !== 'GET') return;
  if (request.mode !== 'navigate') {
    if (OWN.has(address)) event.respondWith(kept(address).then((file) => file ?? fetch(request)));
  } else if (request.destination === 'document' && [PAGE, `${PAGE}index.html`].includes(address)) {
    // Not in a frame: an embedded page keeps nothing and is answered by the network alone.
    event.respondWith(newestPage(request));
  }
});

const kept = (address) => caches.match(address, { cacheName: CACHE });

// The page as the server has it, so that a new version shows at once; the kept one when there is no network.
async function newestPage(request) {
  const fresh = fetch(request).catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fresh, late]);
  if (answer?.ok) return answer;
  return (await kept(PAGE)) ?? answer ?? (await fresh) ?? Response.error();
}
