// Talks as useChat does, with the AI SDK's own chat and transports as they come, and prints what a page would show after each step: one JSON
// line for the last message. A step is what to say; "edit: …" says the first message anew; "regenerate" asks for the last answer again.
import { AbstractChat, DefaultChatTransport, TextStreamChatTransport } from 'ai';

const [kind, api, id, ...steps] = process.argv.slice(2);

/** The state that a page would hold. */
class Page {
  status = 'ready';
  error = undefined;
  messages = [];
  pushMessage = (message) => { this.messages = [...this.messages, message]; };
  popMessage = () => { this.messages = this.messages.slice(0, -1); };
  replaceMessage = (index, message) => { this.messages = this.messages.with(index, message); };
  snapshot = structuredClone;
}

class PageChat extends AbstractChat {
  constructor(transport, state) {
    super({ id, transport, state });
  }
}

const page = new Page();
const chat = new PageChat(kind === 'text' ? new TextStreamChatTransport({ api }) : new DefaultChatTransport({ api }), page);
for (const step of steps) {
  if (step === 'regenerate') {
    await chat.regenerate();
  } else if (step.startsWith('edit: ')) {
    await chat.sendMessage({ text: step.slice(6), messageId: page.messages[0].id });
  } else {
    await chat.sendMessage({ text: step });
  }
  console.log(JSON.stringify(page.error ? { error: String(page.error) } : page.messages.at(-1)));
}
