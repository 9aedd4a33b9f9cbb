package dev.latchkey.proof;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test in a JVM of its own, and says by its exit status what became of it. */
final class OneTest {
  static final int PASSED = 0;
  static final int FAILED = 1;
  static final int NOT_RUN = 2;

  private OneTest() {}

  public static void main(String[] method) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(method[0])).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.getFailures().forEach(failure -> System.out.println(failure.getException()));
    boolean ran = summary.getTestsStartedCount() > 0 && summary.getTestsAbortedCount() == 0;
    int outcome = summary.getTotalFailureCount() > 0 ? FAILED : ran ? PASSED : NOT_RUN;
    System.exit(outcome); // whatever threads a fault has left behind
  }
}
