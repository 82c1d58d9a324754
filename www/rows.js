// Of a long table only the rows in view are in the document. Each part of it is told when it comes into view and when it
// goes, and keeps the room that it took.
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting, boundingClientRect } of entries) {
    const isLater = target.matches('.later');
    // Those that nobody has seen yet are about as high as the first.
    const table = target.parentNode;
    for (const it of isLater ? [] : table?.tBodies[0] === target ? [table, target] : [target]) {
      it.style.setProperty('--height', `${boundingClientRect.height}px`);
    }
    if (isIntersecting === isLater && !target.contains(document.activeElement)) target.dispatchEvent(new Event('toggle'));
  }
}, { rootMargin: '800px' });

new MutationObserver(() => {
  for (const part of document.querySelectorAll('.part')) observer.observe(part);
}).observe(document.body, { childList: true, subtree: true });
