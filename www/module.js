// The program as the site has it: the file that the page preloads.
export const isSite = true;

const { href, integrity } = document.querySelector('link[rel=preload]');
export const loading = fetch(href, { integrity }).then((answer) => answer.arrayBuffer());
