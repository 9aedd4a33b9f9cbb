package dev.latchkey.session;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** P4, P30: the deadline interrupts the refresher, and the permit comes back all the same. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Landed before.")
@Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "Out of time before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The permit is lost.")
@State
public class DeadlineAgainstLanding extends Race {
  @Actor
  public void caller(II_Result result) {
    result.r1 = successor();
  }

  @Actor
  public void deadline() {
    deadline.getAndSet(() -> {}).run();
  }

  @Arbiter
  public void after(II_Result result) {
    result.r2 = next();
  }
}
