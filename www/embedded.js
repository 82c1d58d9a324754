// In a frame of a documentation page (embed.js), this tells that page how high it is, and nothing else. It listens to
// nobody: what the frame shows is in its address.
const host = new URLSearchParams(location.search).get('embed');

export const isEmbedded = host !== null && parent !== window;

if (isEmbedded) {
  const root = document.documentElement;
  root.classList.add('embedded');
  let told;
  new ResizeObserver(() => {
    const height = root.offsetHeight;
    if (height === told) return;
    told = height;
    // A page from disk has no origin that a message could be addressed to.
    parent.postMessage({ rdpcheck: 'height', height }, host === 'null' ? '*' : host);
  }).observe(root);
}
