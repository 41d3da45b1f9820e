/** A language model among those who answer. */
package io.lotara.chat.model;
