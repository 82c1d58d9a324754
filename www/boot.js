// Starts the program. While it loads, or when it cannot, the plain page stays and keeps what is typed into it.
import start from './rdpcheck.js';
import { openWhatIsAsked } from './asked.js';
import { isEmbedded } from './embedded.js';
import { check, openFragments } from './fragment.js';
import { isSite, loading } from './module.js';
import './rows.js';
import './ticket.js';
import { unsorted } from './unsorted.js';

loading
  .then((buffer) => (check(), start(unsorted(buffer))))
  .then(() => {
    openWhatIsAsked().then(openFragments);
    // Opens without a network from now on. Frames of other pages and the offline copy keep nothing.
    if (isSite && !isEmbedded) navigator.serviceWorker?.register('sw.js').catch(console.warn);
  })
  .catch((error) => {
    console.warn(error);
    document.getElementById('failed')?.classList.add('now');
  });
