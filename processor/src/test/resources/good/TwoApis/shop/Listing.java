package shop;

import feign.Param;
import feign.RequestLine;

interface Listing<T> {
  @RequestLine("GET /items/{id}")
  T item(@Param("id") String id);
}
