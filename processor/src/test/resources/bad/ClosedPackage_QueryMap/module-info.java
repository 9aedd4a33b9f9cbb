module shop {
  requires transitive dev.latchkey.runtime;

  exports shop;
}
