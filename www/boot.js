// Starts the program. While it loads, or when it cannot, the plain page stays and keeps what is typed into it.
import('./rdpcheck.js')
  .then((program) => program.default())
  .catch((error) => {
    console.warn(error);
    document.getElementById('failed')?.classList.add('now');
  });
