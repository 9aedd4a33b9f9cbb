package other;

import feign.RequestLine;

public interface Base {
  @RequestLine("GET /health")
  Health health();
}

record Health(String text) {}
