module shop {
  requires dev.latchkey.runtime;
}
