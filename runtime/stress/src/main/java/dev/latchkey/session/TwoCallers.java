package dev.latchkey.session;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** P1: two who were rejected share one refresh. */
@JCStressTest
@Outcome(id = "2, 2, 1", expect = Expect.ACCEPTABLE, desc = "One refresh, and its successor.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Anything else.")
@State
public class TwoCallers extends Race {
  @Actor
  public void one(III_Result result) {
    result.r1 = successor();
  }

  @Actor
  public void other(III_Result result) {
    result.r2 = successor();
  }

  @Arbiter
  public void after(III_Result result) {
    result.r3 = asked.get() == 1 ? next() : -asked.get();
  }
}
