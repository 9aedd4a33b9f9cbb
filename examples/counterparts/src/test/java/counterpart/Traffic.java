package counterpart;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a server was asked, noted before anything is answered. */
final class Traffic implements Filter {
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch rejections = new CountDownLatch(0);

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String grant = http.getParameter("grant_type");
    String line = http.getMethod() + " " + http.getRequestURI();
    asked.add(grant == null ? line : line + " " + grant);
    chain.doFilter(request, response);
    if (((HttpServletResponse) response).getStatus() == 401) {
      leaveTogether();
    }
  }

  /** Holds back each 401 until there are so many of them. */
  void holdRejections(int calls) {
    rejections = new CountDownLatch(calls);
  }

  private void leaveTogether() throws ServletException {
    rejections.countDown();
    try {
      // Fewer come when something is wrong; then they leave all the same, and the test fails.
      boolean complete = rejections.await(20, TimeUnit.SECONDS);
      if (!complete) {
        rejections = new CountDownLatch(0);
      }
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }

  /** Returns what was asked since it was last forgotten: method, path, and the grant if any. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }
}
