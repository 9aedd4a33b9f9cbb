package shop;

import feign.Headers;
import feign.RequestLine;

@Headers("X-Monitor: on")
public interface Monitored extends Named {
  @RequestLine("GET /health")
  String health();

  @RequestLine("GET /metrics")
  String metrics();

  String version();
}
