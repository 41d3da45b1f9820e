// The page: settings, the conversation, and which job is shown.
import {byId, el} from './dom.js';
import {call, remember, settings} from './api.js';
import {watch} from './job.js';

const IDEAS = [
  'Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples',
  '5 days in Rome and Florence for a family of four',
  'What can you do?',
];

let conversation = null;
let watched = null;

function turn(text, mine, by) {
  const line = el('li', {class: mine ? 'mine' : 'theirs'}, el('span', {class: 'hidden'}, mine ? 'You: ' : 'Lotara: '), text, by ? el('small', {}, by) : null);
  byId('turns').append(line);
  line.scrollIntoView({block: 'nearest'});
}

async function send(message) {
  byId('send').disabled = true;
  turn(message, true);
  try {
    const body = {message, conversation_id: conversation, user_context: {user_id: settings.user}};
    const {document} = await call('POST', '/v1/chat', body);
    conversation = document.conversation_id;
    turn(document.response, false, document.responder ? `answered by ${document.responder}` : null);
    if (document.job_id && document.job_id !== watched) select(document.job_id, words => turn(words, false));
  } catch (error) {
    turn(error.retryAfter ? `${error.message} Try again in ${error.retryAfter} s.` : error.message, false);
  } finally {
    byId('send').disabled = false;
  }
}

/** Shows a job; one that the conversation has begun is told of in it too. */
function select(jobId, tell) {
  watched = jobId;
  const known = [...byId('jobs').options].some(option => option.value === jobId);
  if (!known) byId('jobs').prepend(el('option', {value: jobId}, `new, ${jobId.slice(-6)}`));
  byId('jobs').value = jobId;
  watch(jobId, tell);
}

async function earlier() {
  try {
    const {document} = await call('GET', `/v1/jobs?user_id=${encodeURIComponent(settings.user)}&limit=20`);
    if (document.jobs.length === 0) return;
    byId('jobs').replaceChildren(...document.jobs.map(job =>
      el('option', {value: job.job_id}, `${new Date(job.created_at).toLocaleString()}: ${job.status}`)));
    select(document.jobs[0].job_id);
  } catch (error) {
    byId('state').textContent = error.message;
  }
}

async function greet() {
  try {
    const {document} = await call('GET', '/api/config');
    byId('brand').textContent = document.brand_name;
    byId('message').maxLength = document.max_message_length;
    turn(document.welcome_message, false);
  } catch (error) {
    turn(`The chat does not answer: ${error.message}`, false);
  }
}

byId('say').addEventListener('submit', event => {
  event.preventDefault();
  const message = byId('message').value.trim();
  if (!message || byId('send').disabled) return;
  byId('message').value = '';
  send(message);
});

byId('message').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('say').requestSubmit();
  }
});

byId('jobs').addEventListener('change', event => { if (event.target.value) select(event.target.value); });

byId('settings-form').addEventListener('submit', event => {
  event.preventDefault();
  settings.base = byId('api').value;
  settings.key = byId('key').value;
  settings.user = remember('lotara.user', byId('user').value);
  byId('settings').open = false;
  begin();
});

byId('ideas').append(...IDEAS.map(idea => {
  const button = el('button', {type: 'button'}, idea);
  button.addEventListener('click', () => { byId('message').value = idea; byId('message').focus(); });
  return button;
}));

function begin() {
  conversation = null;
  byId('turns').replaceChildren();
  byId('api').value = settings.base;
  byId('user').value = settings.user;
  greet();
  earlier();
}

begin();
