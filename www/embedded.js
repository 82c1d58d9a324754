// In a frame of a documentation page (embed.js), this tells that page how high it is, and nothing else. It listens to
// nobody: what the frame shows is in its address.
const host = new URLSearchParams(location.search).get('embed');

export const isEmbedded = host !== null && parent !== window;

if (isEmbedded) {
  const root = document.documentElement;
  root.classList.add('embedded');
  // A page from disk has no origin that a message could be addressed to.
  const to = host === 'null' ? '*' : host;
  const isOrigin = /^(\*|https?:\/\/[\w.:[\]-]+)$/.test(to);
  let told;
  new ResizeObserver(() => {
    const height = root.offsetHeight;
    if (height === told || !isOrigin) return;
    told = height;
    parent.postMessage({ rdpcheck: 'height', height }, to);
  }).observe(root);
}
