package dev.latchkey.session;

import dev.latchkey.store.SessionStoreContract;

class InMemorySessionStoreTest extends SessionStoreContract {
  private final SessionStore store = SessionStore.inMemory();

  @Override
  protected SessionStore store() {
    return store;
  }

  @Override
  protected boolean tells() {
    return true;
  }
}
