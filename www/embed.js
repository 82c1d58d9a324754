// <rdp-check lang="ja" track="portal" step="2"><a href="…">RDP check</a></rdp-check>: the checker in a frame of a
// documentation page, as high as what it shows. docs/EMBED.md says how to use it. Until the frame has answered, and
// without this script, the element shows what stands in it: a plain link.
{
  const site = new URL('./', document.currentScript.src);
  // What each attribute may say. Anything else is left out.
  const ATTRIBUTES = { lang: /^(en|ja)/i, track: /^(portal|powershell|classic)$/i, step: /^\d{1,2}$/ };
  const HIGHEST = 30_000;

  const loaded = new Set();
  const near = new IntersectionObserver(
    (entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && target.load()),
    { rootMargin: '800px' },
  );

  class RdpCheck extends HTMLElement {
    #root = this.attachShadow({ mode: 'open' });
    #frame;

    constructor() {
      super();
      this.#root.append(document.createElement('slot'));
    }

    connectedCallback() {
      this.style.display = 'block';
      if (!this.#frame) near.observe(this);
      else loaded.add(this);
    }

    disconnectedCallback() {
      near.unobserve(this);
      loaded.delete(this);
    }

    load() {
      near.unobserve(this);
      const address = new URL(site);
      address.searchParams.set('embed', location.origin);
      for (const [name, allowed] of Object.entries(ATTRIBUTES)) {
        const value = this.getAttribute(name) ?? (name === 'lang' ? this.closest('[lang]')?.lang : null) ?? '';
        if (allowed.test(value)) address.searchParams.set(name, value.toLowerCase());
      }
      const frame = document.createElement('iframe');
      frame.title = this.title || 'RDP check';
      frame.sandbox = 'allow-scripts allow-same-origin allow-downloads allow-popups';
      frame.allow = 'clipboard-write';
      frame.referrerPolicy = 'no-referrer';
      // One by one and not as an attribute, which a strict policy of the host page forbids.
      Object.assign(frame.style, { display: 'block', width: '100%', height: '40rem', border: '0' });
      frame.src = address;
      this.#frame = frame;
      this.#root.append(frame);
      loaded.add(this);
    }

    // Whether the message was this element's to take.
    take({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || origin !== site.origin) return false;
      const { rdpcheck, height } = Object(data);
      if (rdpcheck !== 'height' || !Number.isInteger(height) || height < 1) return true;
      this.#root.querySelector('slot')?.remove();
      this.#frame.style.height = `${Math.min(height, HIGHEST)}px`;
      return true;
    }
  }

  if (!customElements.get('rdp-check')) {
    addEventListener('message', (event) => {
      for (const element of loaded) if (element.take(event)) return;
    });
    customElements.define('rdp-check', RdpCheck);
  }
}
