/**
 * Conversations and who answers them. A turn is claimed, answered by the first {@link io.lotara.chat.Responder} that does not pass, and
 * kept with its answer in one write; a turn that is sent again is answered by what is kept.
 */
package io.lotara.chat;
