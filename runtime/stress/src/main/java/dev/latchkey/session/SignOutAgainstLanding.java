package dev.latchkey.session;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** P20: nothing commits after a sign-out. */
@JCStressTest
@Outcome(id = "2, 1, 1", expect = Expect.ACCEPTABLE, desc = "Landed before.")
@Outcome(id = "-1, 1, 1", expect = Expect.ACCEPTABLE, desc = "Signed out before it landed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Signed in again, or a permit lost.")
@State
public class SignOutAgainstLanding extends Race {
  @Actor
  public void caller(III_Result result) {
    result.r1 = successor();
  }

  @Actor
  public void signsOut() {
    session.signOut();
  }

  @Arbiter
  public void after(III_Result result) {
    result.r2 = session.held().isEmpty() ? 1 : 0;
    result.r3 = next();
  }
}
