// What a link or a frame in an article asks for (docs/EMBED.md): one of its tracks, and a step of it. Both are opened as a
// reader would open them.
import { isEmbedded } from './embedded.js';

const drawn = () => new Promise((resolve) => setTimeout(resolve, 30));

export async function openWhatIsAsked() {
  const asked = new URLSearchParams(location.search);
  await drawn();
  const track = ['portal', 'powershell', 'classic'].indexOf(asked.get('track'));
  const menu = document.getElementById('track');
  if (track >= 0) {
    menu.selectedIndex = track;
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn();
  }
  const step = document.querySelectorAll('.checklist ol .how')[asked.get('step') - 1];
  step?.click();
  // In a frame, it would scroll the article.
  if (!isEmbedded) step?.focus();
}
