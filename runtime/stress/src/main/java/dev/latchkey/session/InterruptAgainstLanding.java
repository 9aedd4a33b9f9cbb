package dev.latchkey.session;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** P5: a caller that is interrupted leaves alone. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Answered before.")
@Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "Interrupted before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The permit or the flight is lost.")
@State
public class InterruptAgainstLanding extends Race {
  @Actor
  public void caller(II_Result result) {
    result.r1 = successorUnlessInterrupted();
  }

  @Actor
  public void interrupts() {
    interrupt();
  }

  @Arbiter
  public void after(II_Result result) {
    result.r2 = next();
  }
}
