// The plan: days with a map, costs, checks, where everything comes from.
import {el, link, money, price} from './dom.js';
import {map} from './map.js';

/** The itinerary as elements. `open` is the number of the day to show; `turned` is told when another is chosen. */
export function plan(itinerary, effects, open, turned) {
  if (!itinerary) return [];
  return [
    el('h3', {}, 'Itinerary'),
    el('p', {}, itinerary.summary),
    ...days(itinerary.days ?? [], open, turned),
    ...costs(itinerary.cost),
    ...bookings(effects),
    list('Assumed', itinerary.assumptions),
    list('Why', (itinerary.why ?? []).map(why)),
    list('Instead', (itinerary.alternatives ?? []).map(a => a.change)),
    checks(itinerary.checks ?? []),
    sources(itinerary),
  ].filter(Boolean);
}

function days(all, open, turned) {
  if (all.length === 0) return [];
  const shown = Math.min(open, all.length - 1);
  const panel = el('div', {id: 'day', role: 'tabpanel', tabIndex: 0, 'aria-labelledby': `day-${shown}`}, ...day(all[shown]));
  const tabs = all.map((d, i) => {
    const tab = el('button', {
      type: 'button', role: 'tab', id: `day-${i}`, 'aria-selected': String(i === shown), 'aria-controls': 'day', tabIndex: i === shown ? 0 : -1,
    }, `Day ${d.day}`);
    tab.addEventListener('click', () => turned(i));
    tab.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowLeft: -1, Home: -i, End: all.length - 1 - i}[event.key];
      if (step === undefined) return;
      event.preventDefault();
      turned((i + step + all.length) % all.length);
    });
    return tab;
  });
  return [el('div', {class: 'days', role: 'tablist', 'aria-label': 'Days'}, ...tabs), panel];
}

function day(d) {
  const places = located(d);
  const number = new Map(places.map(p => [p.item, p.label]));
  const where = d.city ?? [d.from, d.to].filter(Boolean).join(' to ');
  return [
    el('h3', {}, `${date(d.date)}: ${where}`),
    el('div', {class: 'day'},
      el('div', {}, travel(d.transport), el('ol', {'aria-label': 'The day in order'}, ...(d.items ?? []).map(i => entry(i, number.get(i)))), bed(d.lodging)),
      el('div', {}, map(places))),
  ];
}

function located(d) {
  const places = [];
  for (const item of d.items ?? []) {
    if (item.coordinates) places.push({item, at: item.coordinates, name: item.place, label: String(places.length + 1), bed: item.kind === 'lodging'});
  }
  return places;
}

function entry(item, number) {
  const time = item.start ? [item.start, item.end].filter(Boolean).map(clock).join('–') : '';
  return el('li', {},
    el('span', {class: 'time'}, time),
    el('span', {}, number ? `${number}. ` : '', item.place, ' ', el('span', {class: 'small'}, item.kind + (item.note ? `; ${item.note}` : ''))),
    el('span', {class: 'amount'}, price(item.price)));
}

const clock = text => text.includes('T') ? text.slice(11, 16) : text;

function travel(t) {
  if (!t) return null;
  const times = t.depart ? `, ${clock(t.depart)} to ${clock(t.arrive)}` : t.duration_minutes ? `, about ${hours(t.duration_minutes)}` : '';
  return el('p', {}, `${t.mode.replace('_', ' ')} from ${t.from} to ${t.to}${times}: ${price(t.price)}`);
}

function bed(l) {
  return l ? el('p', {}, `Night: ${l.name}, ${l.rooms} ${l.rooms === 1 ? 'room' : 'rooms'}: ${price(l.price)}`) : null;
}

const hours = minutes => minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;

function date(iso) {
  return new Date(iso + 'T12:00:00Z').toLocaleDateString(undefined, {weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC'});
}

/** The costs as a table. */
export function costs(cost) {
  if (!cost) return [];
  const rows = Object.entries(cost.by ?? {}).filter(([, amount]) => amount).map(([name, amount]) => [name.replace('_', ' '), amount]);
  const budget = cost.budget === null ? null : el('p', {class: cost.within_budget ? 'ok' : 'violated'},
    `${cost.within_budget ? 'Within' : 'Over'} the budget of ${money(cost.budget, cost.currency)}`);
  return [
    el('h3', {}, 'Costs'),
    el('table', {},
      el('tbody', {}, ...rows.map(([name, amount]) => el('tr', {}, el('th', {scope: 'row'}, name), el('td', {class: 'amount'}, money(amount, cost.currency))))),
      el('tfoot', {}, el('tr', {}, el('th', {scope: 'row'}, 'total'), el('td', {class: 'amount'}, el('strong', {}, money(cost.total, cost.currency)))))),
    budget,
    cost.fx ? el('p', {class: 'small'}, `Exchange rate ${cost.fx.rate} of ${cost.fx.as_of}`) : null,
  ].filter(Boolean);
}

function bookings(effects) {
  if (!effects || effects.length === 0) return [];
  return [
    el('h3', {}, 'Bookings'),
    el('ul', {}, ...effects.map(e => el('li', {}, `${e.item}: ${e.state.replace('_', ' ')}${e.ref ? ` (${e.ref})` : ''} `, e.book_url ? link(e.book_url, 'book') : ''))),
  ];
}

function why(w) {
  return `${w.item}: ${w.chosen ?? ''}, ${w.reason}${w.next ? ` (next: ${w.next})` : ''}`;
}

function list(title, lines) {
  if (!lines || lines.length === 0) return null;
  return el('details', {}, el('summary', {}, `${title} (${lines.length})`), el('ul', {}, ...lines.map(l => el('li', {}, String(l)))));
}

function checks(all) {
  if (all.length === 0) return null;
  const wrong = all.filter(c => c.status !== 'ok').length;
  return el('details', {id: 'checks'},
    el('summary', {}, `Checks (${all.length - wrong} of ${all.length} ok)`),
    el('table', {}, el('tbody', {}, ...all.map(c => el('tr', {},
      el('th', {scope: 'row'}, c.code.replaceAll('_', ' ')), el('td', {class: c.status}, c.status), el('td', {}, c.detail ?? ''))))));
}

function sources(itinerary) {
  const offers = [...(itinerary.flights ?? []), ...(itinerary.hotels ?? []), ...(itinerary.days ?? []).flatMap(d => [...(d.attractions ?? []), ...Object.values(d.meals ?? {}).filter(Boolean)])];
  const by = new Map();
  for (const offer of offers) {
    const kind = offer.price?.kind ?? 'no price';
    const name = `${offer.source}, ${kind}`;
    const seen = by.get(name) ?? {count: 0, latest: ''};
    by.set(name, {count: seen.count + 1, latest: offer.fetched_at > seen.latest ? offer.fetched_at : seen.latest});
  }
  if (by.size === 0) return null;
  return el('details', {id: 'sources'}, el('summary', {}, `Sources (${by.size})`),
    el('ul', {}, ...[...by].map(([name, seen]) => el('li', {}, `${name}: ${seen.count}, looked up ${new Date(seen.latest).toLocaleString()}`))));
}
