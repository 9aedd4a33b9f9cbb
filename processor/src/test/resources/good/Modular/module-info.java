module shop {
  requires transitive dev.latchkey.runtime;

  exports shop;

  opens shop to
      feign.core;
}
