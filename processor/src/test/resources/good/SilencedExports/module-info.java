module shop {
  requires transitive dev.latchkey.runtime;
  requires java.net.http;

  exports shop;

  opens shop to
      feign.core;
}
