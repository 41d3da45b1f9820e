// What all parts of the page build elements with. Text is only ever set as text: what users, models and providers wrote stays text.

/** An element with properties, attributes (aria-…, data-…, role, hidden) and children; null children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  fill(node, props);
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

/** The same for a picture. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function fill(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name in node && !name.startsWith('aria')) node[name] = value;
    else node.setAttribute(name, value);
  }
}

export const byId = id => document.getElementById(id);

/** A link, if the address is a web address; else its text alone. */
export function link(address, text) {
  return /^https:\/\//i.test(address ?? '') ? el('a', {href: address, rel: 'noreferrer noopener', target: '_blank'}, text) : text;
}

/** A sum with its currency. */
export function money(amount, currency) {
  if (amount === null || amount === undefined) return '';
  try {
    return new Intl.NumberFormat(undefined, {style: 'currency', currency, maximumFractionDigits: 2}).format(amount);
  } catch {
    return `${amount} ${currency ?? ''}`;
  }
}

/** A price; an estimate says so. */
export function price(p) {
  if (!p) return '';
  return p.amount === 0 ? 'free' : money(p.amount, p.currency) + (p.kind === 'estimated' ? ' (est.)' : '');
}
