// Talks through the AI SDK's own transports, as useChat does, and prints what a page would show: one JSON line for each message.
import { DefaultChatTransport, TextStreamChatTransport, readUIMessageStream } from 'ai';

const [kind, api, chatId, ...texts] = process.argv.slice(2);
const transport =
  kind === 'text' ? new TextStreamChatTransport({ api, headers: { Accept: 'text/plain' } }) : new DefaultChatTransport({ api });

const messages = [];
for (const [i, text] of texts.entries()) {
  messages.push({ id: `user-message-${i}`, role: 'user', parts: [{ type: 'text', text }] });
  const stream = await transport.sendMessages({ chatId, messages, trigger: 'submit-message', messageId: undefined, abortSignal: undefined });
  let last;
  for await (const message of readUIMessageStream({ stream })) {
    last = message;
  }
  messages.push(last);
  console.log(JSON.stringify(last));
}
