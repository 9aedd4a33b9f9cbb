package shop;

import feign.RequestLine;

public interface Named {
  @RequestLine("GET /name")
  CharSequence name();

  default String title() {
    return "The " + name();
  }

  @RequestLine("GET /owner")
  String owner();
}
