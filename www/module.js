// The program as the site has it: the file that the page preloads.
export const isSite = true;

const { href, dataset } = document.querySelector('link[rel=preload]');
export const loading = fetch(href, dataset).then((answer) => answer.arrayBuffer());
