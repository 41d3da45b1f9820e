// The HTTP API as this page uses it.

export const settings = {
  base: new URLSearchParams(location.search).get('api') ?? '',
  key: '',
  user: stored('lotara.user') ?? remember('lotara.user', 'console-' + Math.random().toString(36).slice(2, 10)),
};

function stored(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

export function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* a page without storage forgets */ }
  return value;
}

/** What went wrong, in the service's words. */
export class Refused extends Error {
  constructor(status, body, retryAfter) {
    super(body?.message ?? body?.error ?? `The service answered ${status}.`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Calls the API: the status, the document (null without one) and the headers. */
export async function call(method, path, body, headers = {}, signal) {
  const all = {...headers};
  if (body !== undefined) all['Content-Type'] = 'application/json';
  if (settings.key) all['X-API-Key'] = settings.key;
  const response = await fetch(settings.base.replace(/\/$/, '') + path,
    {method, headers: all, body: body === undefined ? undefined : JSON.stringify(body), signal, cache: 'no-store'});
  const text = response.status === 304 ? '' : await response.text();
  let document = null;
  try { document = text ? JSON.parse(text) : null; } catch { /* not ours */ }
  if (response.status >= 400) throw new Refused(response.status, document, Number(response.headers.get('Retry-After')) || null);
  return {status: response.status, document, headers: response.headers};
}

const LAST = ['completed', 'failed', 'cancelled'];

/**
 * Tells each version of a job until it is over. A look is held by the service until something changes; after a failure the next comes later.
 * `cancelled` is an end like the other two.
 */
export async function follow(jobId, tell, signal) {
  let etag = null;
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const headers = {Prefer: 'wait=20', ...(etag ? {'If-None-Match': etag} : {})};
      const {status, document, headers: answered} = await call('GET', `/v1/status/${encodeURIComponent(jobId)}`, undefined, headers, signal);
      wait = 1000;
      if (status === 200) {
        etag = answered.get('ETag');
        tell(document);
        if (LAST.includes(document.status)) return;
        // Browsers that may not read the ETag of another origin fall back to the interval.
        if (!etag) await pause(1000 * (Number(answered.get('Retry-After')) || 2), signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
      await pause(error.retryAfter ? error.retryAfter * 1000 : wait, signal);
      wait = Math.min(wait * 2, 30000);
    }
  }
}

function pause(ms, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, {once: true});
  });
}
