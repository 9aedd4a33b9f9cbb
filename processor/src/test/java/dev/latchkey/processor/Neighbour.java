package dev.latchkey.processor;

/** Is seen from outside, as nothing but the processor may be; for {@link ArchitectureTest}. */
public final class Neighbour {
  private Neighbour() {}
}
