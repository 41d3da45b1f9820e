// Where things are, as an inline picture: no tiles, nothing fetched.
import {svg} from './dom.js';

const WIDTH = 360;
const HEIGHT = 270;
const EDGE = 26;
const KM_PER_DEGREE = 111.2;

/**
 * A picture of places in the order of the day, north up, numbered as in the list beside it.
 * Equirectangular around the middle of what is shown, which is good enough within a region.
 */
export function map(places) {
  if (places.length === 0) return null;
  const lats = places.map(p => p.at.latitude);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const squeeze = Math.max(0.05, Math.cos(middle * Math.PI / 180));
  const xs = places.map(p => p.at.longitude * squeeze);
  const span = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...lats) - Math.min(...lats), 0.01);
  const scale = Math.min(WIDTH, HEIGHT) - 2 * EDGE;
  const west = (Math.min(...xs) + Math.max(...xs)) / 2;
  const points = places.map((p, i) => ({
    ...p, x: WIDTH / 2 + (xs[i] - west) / span * scale, y: HEIGHT / 2 - (p.at.latitude - middle) / span * scale,
  }));
  const title = 'Map: ' + points.map(p => `${p.label} ${p.name}`).join(', ');
  return svg('svg', {class: 'map', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title},
    svg('polyline', {class: 'way', points: points.map(p => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(' ')}),
    ...points.map(point),
    ...ruler(span * KM_PER_DEGREE / scale));
}

function point(p) {
  const title = svg('title');
  title.textContent = `${p.label} ${p.name}`;
  const label = svg('text', {x: p.x.toFixed(1), y: p.y.toFixed(1)});
  label.textContent = p.label;
  return svg('g', {}, title, svg('circle', {class: p.bed ? 'bed' : 'stop', cx: p.x.toFixed(1), cy: p.y.toFixed(1), r: 10}), label);
}

/** A round length of at most a third of the picture. */
function ruler(kmPerPoint) {
  const most = kmPerPoint * WIDTH / 3;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map(n => n * power).find(n => n <= most);
  const length = km / kmPerPoint;
  const text = svg('text', {class: 'scale', x: 8, y: HEIGHT - 12});
  text.textContent = km >= 1 ? `${km} km` : `${Math.round(km * 1000)} m`;
  return [svg('line', {class: 'rule', x1: 8, x2: (8 + length).toFixed(1), y1: HEIGHT - 6, y2: HEIGHT - 6}), text];
}
