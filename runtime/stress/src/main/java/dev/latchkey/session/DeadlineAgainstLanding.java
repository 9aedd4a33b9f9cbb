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
  /** Long enough that a deadline comes now before the answer, and now after it. */
  private static final int LONG = 20_000;

  @Override
  public CredentialResponse refresh(Credential spent) {
    CredentialResponse answer = super.refresh(spent);
    for (int i = 0; i < LONG && !Thread.currentThread().isInterrupted(); i++) {
      Thread.onSpinWait();
    }
    return answer;
  }

  @Actor
  public void caller(II_Result result) {
    result.r1 = successor();
  }

  @Actor
  public void deadline() {
    for (int i = 0; i < LONG && asked.get() == 0; i++) {
      Thread.onSpinWait();
    }
    deadline.getAndSet(() -> {}).run();
  }

  @Arbiter
  public void after(II_Result result) {
    result.r2 = next();
  }
}
