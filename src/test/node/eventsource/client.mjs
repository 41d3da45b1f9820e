// An EventSource of the npm package, as two kinds of components use it. Prints a line of JSON for each thing that it sees.
//   node client.mjs reconnecting URL   stays until the server says that there is nothing more
//   node client.mjs closing URL        closes at its first error event, as many components do
import {EventSource} from 'eventsource';

const [mode, url] = process.argv.slice(2);
const tell = what => console.log(JSON.stringify(what));
const source = new EventSource(url);
const types = ['state_change', 'task_start', 'task_complete', 'agent_output', 'validation_result', 'approval_required',
  'approval_reminder', 'complete', 'cancelled'];

source.addEventListener('open', () => tell({open: true}));
for (const type of types) {
  source.addEventListener(type, event => tell({id: Number(event.lastEventId), type, data: JSON.parse(event.data)}));
}
source.addEventListener('error', event => {
  if (event.data) {
    tell({id: Number(event.lastEventId), type: 'error', data: JSON.parse(event.data)});
    return;
  }
  tell({error: true, closed: source.readyState === EventSource.CLOSED});
  if (mode === 'closing' || source.readyState === EventSource.CLOSED) {
    source.close();
  }
});
