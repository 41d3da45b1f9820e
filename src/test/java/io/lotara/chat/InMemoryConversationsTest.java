package io.lotara.chat;

/** The twin keeps the contract. */
class InMemoryConversationsTest extends ConversationContract {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected <T> T port(Class<T> type) {
    return type.cast(store);
  }
}
