package dev.latchkey.shop;

import java.io.IOException;

/** Answers requests, from any thread. */
@FunctionalInterface
public interface Server {
  Answered answer(Asked asked) throws IOException;
}
