package shop;

import feign.RequestLine;

public interface Source<S> {
  @RequestLine("GET /source")
  S source();
}
