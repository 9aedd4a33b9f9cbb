package dev.latchkey.session;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** P5: of two who wait for one flight, whoever began it, one is interrupted and leaves alone. */
@JCStressTest
@Outcome(id = "2, 2, 1", expect = Expect.ACCEPTABLE, desc = "Answered before.")
@Outcome(id = "-1, 2, 1", expect = Expect.ACCEPTABLE, desc = "Interrupted before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The other is not answered, or the permit is lost.")
@State
public class InterruptBesideAnother extends Race {
  @Actor
  public void caller(III_Result result) {
    result.r1 = successorUnlessInterrupted();
  }

  @Actor
  public void other(III_Result result) {
    CompletableFuture<Generation> own = held.refreshIfStillAsync("orders");
    interrupt();
    result.r2 = (int) own.join().number();
  }

  @Arbiter
  public void after(III_Result result) {
    result.r3 = asked.get() == 1 ? next() : -asked.get();
  }
}
