// One job: its progress, what a person is asked, its plan.
import {byId, el, money} from './dom.js';
import {Refused, call, follow} from './api.js';
import {costs, plan} from './plan.js';

const LAST = ['completed', 'failed', 'cancelled'];
const WORDS = {
  started: 'has started', planning: 'is being planned', executing: 'is being worked on', waiting_input: 'waits for an answer',
  waiting_approval: 'waits for your approval', completed: 'is complete', failed: 'could not be planned', cancelled: 'was cancelled',
};

let watching = null;
let shown = null;
let asked = '';
let openDay = 0;
let rested = null;
let rests = () => {};

/** Follows a job from now on, and leaves the one before; tells whenever it comes to rest. */
export function watch(jobId, tell = () => {}) {
  watching?.abort();
  watching = new AbortController();
  shown = null;
  openDay = 0;
  asked = '';
  rested = null;
  rests = tell;
  byId('live').hidden = false;
  byId('decide').replaceChildren();
  byId('plan').replaceChildren();
  follow(jobId, show, watching.signal).catch(error => say(error instanceof Refused ? error.message : 'The service cannot be reached.'));
}

const say = text => { if (byId('state').textContent !== text) byId('state').textContent = text; };

function show(job) {
  shown = job;
  const words = `The trip ${WORDS[job.status] ?? job.status}.${job.error ? ' ' + job.error.message : ''}`;
  say(words);
  rest(job.status, words);
  byId('bar').value = job.progress.percent;
  byId('cancel').hidden = LAST.includes(job.status);
  byId('tasks').replaceChildren(...job.tasks.map(t =>
    el('li', {class: t.status, title: t.error ?? ''}, `${t.task_name}: ${t.status}${t.attempts > 1 ? ` (try ${t.attempts})` : ''}`)));
  const found = ['flights', 'hotels', 'activities'].filter(key => Array.isArray(job.current_output?.[key]));
  byId('found').replaceChildren(...found.map(key => el('li', {}, `${key}: ${job.current_output[key].length}`)));
  decisions(job);
  draw();
}

function rest(status, words) {
  const now = LAST.includes(status) || status.startsWith('waiting_') ? status : null;
  if (now && now !== rested) rests(words);
  rested = now;
}

function draw() {
  const itinerary = shown.final_result ?? shown.current_output?.itinerary;
  const parts = itinerary ? plan(itinerary, shown.effects, openDay, turn) : [...costs(shown.cost)];
  byId('plan').replaceChildren(...parts, ...failure(shown.error));
}

function turn(day) {
  openDay = day;
  draw();
  byId(`day-${day}`)?.focus();
}

function failure(error) {
  const details = Object.entries(error?.details ?? {}).filter(([name, value]) => value !== null && name !== 'attempts');
  if (details.length === 0) return [];
  return [el('h3', {}, 'What stands in the way'),
    el('ul', {}, ...details.map(([name, value]) => el('li', {}, `${name.replaceAll('_', ' ')}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)))];
}

/** The card is built anew only when something else is asked: a person may be in the middle of a note. */
function decisions(job) {
  const now = job.status === 'waiting_approval' ? `a ${job.approval.plan_hash} ${job.approval.expires_at}`
    : job.status === 'waiting_input' ? `q ${job.question.text} ${job.question.expires_at}` : '';
  if (now === asked) return;
  asked = now;
  const card = job.status === 'waiting_approval' ? approval(job) : job.status === 'waiting_input' ? question(job) : null;
  byId('decide').replaceChildren(...(card ? [card] : []));
}

function approval(job) {
  const a = job.approval;
  const notes = el('input', {id: 'notes', maxLength: 500, autocomplete: 'off'});
  const decide = async approved => {
    buttons.forEach(b => { b.disabled = true; });
    try {
      const {document} = await call('POST', '/v1/approve', {job_id: job.job_id, approved, notes: notes.value || null, plan_hash: a.plan_hash});
      say(document.message);
    } catch (error) {
      say(error.message);
      buttons.forEach(b => { b.disabled = false; });
    }
  };
  const buttons = [el('button', {type: 'button', id: 'approve'}, 'Approve'), el('button', {type: 'button', id: 'refuse', class: 'refuse'}, 'Refuse')];
  buttons[0].addEventListener('click', () => decide(true));
  buttons[1].addEventListener('click', () => decide(false));
  return el('div', {class: 'card', role: 'group', 'aria-labelledby': 'approval-title'},
    el('h3', {id: 'approval-title'}, `Approve ${money(a.total, a.currency)}?`),
    el('p', {}, `Asked because of ${a.reasons.map(r => r.replaceAll('_', ' ')).join(', ')} (threshold ${money(a.threshold, a.threshold_currency ?? a.currency)}). `
      + `Without an answer the trip is cancelled at ${new Date(a.expires_at).toLocaleString()}.`),
    el('label', {}, 'Note ', notes),
    el('div', {class: 'buttons'}, ...buttons));
}

function question(job) {
  const q = job.question;
  const answer = el('input', {required: true, maxLength: 1000, 'aria-label': q.text, autocomplete: 'off'});
  const form = el('form', {class: 'card'}, el('h3', {}, q.text), answer,
    el('div', {class: 'buttons'}, ...(q.options ?? []).map(option => {
      const choice = el('button', {type: 'button', class: 'quiet'}, option);
      choice.addEventListener('click', () => { answer.value = option; form.requestSubmit(); });
      return choice;
    }), el('button', {}, 'Answer')));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      const {document} = await call('POST', `/v1/jobs/${encodeURIComponent(job.job_id)}/answer`, {answer: answer.value});
      say(document.message);
    } catch (error) {
      say(error.message);
    }
  });
  return form;
}

byId('cancel').addEventListener('click', async () => {
  if (!shown) return;
  try {
    show((await call('POST', `/v1/jobs/${encodeURIComponent(shown.job_id)}/cancel`)).document);
  } catch (error) {
    say(error.message);
  }
});
