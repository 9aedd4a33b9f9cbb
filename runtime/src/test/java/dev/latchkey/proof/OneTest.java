package dev.latchkey.proof;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.MethodSelector;
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

  /** Takes {@code Class#method}, whatever the parameters of the method are. */
  public static void main(String[] test) throws ClassNotFoundException {
    int hash = test[0].indexOf('#');
    Class<?> type = Class.forName(test[0].substring(0, hash));
    String name = test[0].substring(hash + 1);
    List<MethodSelector> named =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .map(method -> selectMethod(type, method))
            .toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(named).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.getFailures().forEach(failure -> System.out.println(failure.getException()));
    boolean ran = summary.getTestsStartedCount() > 0 && summary.getTestsAbortedCount() == 0;
    int outcome = summary.getTotalFailureCount() > 0 ? FAILED : ran ? PASSED : NOT_RUN;
    System.exit(outcome); // whatever threads a fault has left behind
  }
}
