module shop {
  requires dev.latchkey.runtime;

  opens shop;
}
