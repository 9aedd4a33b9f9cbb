/** What a generated client, or a Feign client with a session, needs when it runs. */
// Lettuce is an automatic module, and only who uses its store needs it.
@SuppressWarnings("requires-automatic")
module dev.latchkey.runtime {
  requires transitive feign.core;
  requires feign.java11;
  requires feign.jackson;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.databind;
  requires java.net.http;
  requires static jdk.jfr;
  requires static transitive java.sql;
  requires static lettuce.core;
  requires static transitive org.jspecify;

  exports dev.latchkey;
  exports dev.latchkey.feign;
  exports dev.latchkey.oauth2;
  exports dev.latchkey.observe;
  exports dev.latchkey.scheme;
  exports dev.latchkey.session;
  exports dev.latchkey.store;

  // Jackson makes the ready-made answers and requests.
  opens dev.latchkey to
      com.fasterxml.jackson.databind;
}
